#include "pairwell/core/ids.hpp"

namespace pairwell {}  // namespace pairwell
