#include "pairwell/core/progress.hpp"

namespace pairwell {}  // namespace pairwell
