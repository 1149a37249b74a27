#include "pairwell/score/score.hpp"

namespace pairwell {}  // namespace pairwell
