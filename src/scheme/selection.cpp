#include "pairwell/scheme/selection.hpp"

namespace pairwell {}  // namespace pairwell
