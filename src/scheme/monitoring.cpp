#include "pairwell/scheme/monitoring.hpp"

namespace pairwell {}  // namespace pairwell
