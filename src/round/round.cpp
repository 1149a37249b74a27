#include "pairwell/round/round.hpp"

namespace pairwell {}  // namespace pairwell
