/// Whether the parts of a programme fit each other: its events, its period and its places.
#pragma once

#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// Events in an order that cannot be, or outside the period; places that nobody can apply for or be paired in.
Findings check_relations(const Programme& programme);

}  // namespace pairwell
