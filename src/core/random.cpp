#include "pairwell/core/random.hpp"

namespace pairwell {}  // namespace pairwell
