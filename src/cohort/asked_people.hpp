/// Asked people: made-up applicants of a programme that has questions of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cohort/applicants.hpp"

namespace pairwell {

/// One row of a sheet: somebody of one role or of both.
struct AskedPerson {
  std::vector<Role> roles{};
  std::int32_t position = 0;  ///< Among those of the first role.
  std::size_t sheet = 0;
  NameAndEmail known_by{};
  Instant submitted{};
  FormState state = FormState::submitted;
  bool is_replaced = false;                         ///< Whether a further form of the person counts in its place.
  std::map<std::string, std::string> cells{};       ///< By heading.
  std::map<std::string, std::string> monitoring{};  ///< The same, kept apart.
};

/// The sheets that people are written into: the one of both roles where the programme has one, else one for each role.
std::vector<Sheet> sheets_of(const Programme& programme);

/// The headings under which a sheet has the answers of a role to a question.
std::vector<std::string> headings_of(const Sheet& sheet, const Question& question, Role role);

/// The question that plays a part; none where no question does.
const Question* question_of(const Programme& programme, Plays part);

/// How others name somebody: by the reference, the e-mail address or the name, whichever of them is asked first.
std::string named_by(const Programme& programme, const AskedPerson& person);

/// Everybody, mentees before mentors; who is both stands among the mentees. Answers pass the rules of a person where
/// they can, and about as many are blank as on real forms.
std::vector<AskedPerson> ask_people(const Setting& setting, const std::vector<Sheet>& sheets, std::int32_t mentees,
                                    std::int32_t mentors);

/// Spoils some rows: late by a second and by hours, drafts and withdrawn forms where the state is asked, people out of
/// place, a form for each rule that fails it, forms that come twice, and cells as people leave them.
void spoil_people(const Setting& setting, const std::vector<Sheet>& sheets, std::vector<AskedPerson>& people);

/// The tables of a cohort of such people.
SyntheticCohort tables_of(const Setting& setting, const std::vector<Sheet>& sheets, std::vector<AskedPerson> people);

}  // namespace pairwell
