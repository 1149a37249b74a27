#include "pairwell/core/points.hpp"

namespace pairwell {}  // namespace pairwell
