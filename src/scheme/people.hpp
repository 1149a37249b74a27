/// People: whom answers name, by reference, e-mail or full name.
#pragma once

#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/applications.hpp"
#include "pairwell/scheme/programme.hpp"
#include "scheme/applicants.hpp"

namespace pairwell {

/// Replaces everybody whom an answer of the kind people names by the reference under which they applied: in the role
/// opposite where the question plays a part, else in either. Who is not found, and who is not the only one of a name,
/// stays as given and is a warning; of a line manager, who need not have applied, that is none.
///
/// Nobody's name or address stands in a finding: the place in the list and the nearest reference do.
/// @param known whoever applied before: they can be named as well.
/// @param sheets by which the applicants' answers have their headings.
void resolve_people(const Programme& programme, const std::vector<KnownApplicant>& known,
                    const std::vector<SheetApplicants>& sheets, std::vector<SheetApplicant>& applicants,
                    Findings& findings);

}  // namespace pairwell
