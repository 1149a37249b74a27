#include "pairwell/match/explain.hpp"

namespace pairwell {}  // namespace pairwell
