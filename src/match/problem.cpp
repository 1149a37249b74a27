#include "pairwell/match/problem.hpp"

namespace pairwell {}  // namespace pairwell
