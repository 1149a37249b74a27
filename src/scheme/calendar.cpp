#include "pairwell/scheme/calendar.hpp"

namespace pairwell {}  // namespace pairwell
