#include "pairwell/core/range.hpp"

namespace pairwell {}  // namespace pairwell
