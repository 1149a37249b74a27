/// Made references: those of people whose sheet gives none.
#pragma once

#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/applications.hpp"
#include "scheme/applicants.hpp"

namespace pairwell {

/// Gives every applicant without a reference and without an error the one that is known of the same role and e-mail, or
/// of the same full name where there is no e-mail; else the next free number, "MM-001" or "MR-001", in the order of
/// submission. A mentor whose row gives the reference of a mentee too has "-mentor" after it. Who can only be told by a
/// name that several have, or by nothing, has a new number each time, and a warning.
void make_references(const std::vector<KnownApplicant>& known, const std::vector<SheetApplicants>& sheets,
                     std::vector<SheetApplicant>& applicants, Findings& findings);

}  // namespace pairwell
