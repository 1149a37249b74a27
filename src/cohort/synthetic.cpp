#include "pairwell/cohort/synthetic.hpp"

namespace pairwell {}  // namespace pairwell
