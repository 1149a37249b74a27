#include "pairwell/match/certificate.hpp"

namespace pairwell {}  // namespace pairwell
