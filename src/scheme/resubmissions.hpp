/// Resubmissions: which of several forms of one person counts.
#pragma once

#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/programme.hpp"
#include "scheme/applicants.hpp"

namespace pairwell {

/// Takes out the forms that do not count, each told by a finding, of people who have several for one role under one
/// e-mail and no reference of their own. Whoever has no e-mail has one form.
/// @param rules how each sheet wants it, by SheetApplicant::sheet.
void settle_resubmissions(const Programme& programme, const std::vector<Resubmissions>& rules,
                          const std::vector<SheetApplicants>& sheets, std::vector<SheetApplicant>& applicants,
                          Findings& findings);

}  // namespace pairwell
