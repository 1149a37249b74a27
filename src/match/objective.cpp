#include "pairwell/match/objective.hpp"

namespace pairwell {}  // namespace pairwell
