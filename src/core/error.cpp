#include "pairwell/core/error.hpp"

namespace pairwell {}  // namespace pairwell
