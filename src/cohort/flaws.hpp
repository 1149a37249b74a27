/// Flaws: what goes wrong with forms, put on purpose into a clean cohort.
#pragma once

#include <vector>

#include "cohort/applicants.hpp"

namespace pairwell {

/// Spoils some forms of both roles and ties some people to each other (managers, teams, past pairs, vetoes). At most
/// a third of each role is spoilt: a small cohort has the first flaws of the list only.
void add_flaws(const Setting& setting, std::vector<MadeApplicant>& mentees, std::vector<MadeApplicant>& mentors);

}  // namespace pairwell
