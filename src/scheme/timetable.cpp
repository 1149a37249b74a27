#include "pairwell/scheme/timetable.hpp"

namespace pairwell {}  // namespace pairwell
