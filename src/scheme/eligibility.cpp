#include "pairwell/scheme/eligibility.hpp"

namespace pairwell {}  // namespace pairwell
