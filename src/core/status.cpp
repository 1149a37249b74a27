#include "pairwell/core/status.hpp"

namespace pairwell {}  // namespace pairwell
