#include "pairwell/core/digest.hpp"

namespace pairwell {}  // namespace pairwell
