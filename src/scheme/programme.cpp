#include "pairwell/scheme/programme.hpp"

namespace pairwell {}  // namespace pairwell
