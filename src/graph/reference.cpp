#include "pairwell/graph/reference.hpp"

namespace pairwell {}  // namespace pairwell
