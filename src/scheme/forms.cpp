#include "pairwell/scheme/forms.hpp"

namespace pairwell {}  // namespace pairwell
