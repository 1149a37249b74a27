#include "pairwell/match/match.hpp"

namespace pairwell {}  // namespace pairwell
