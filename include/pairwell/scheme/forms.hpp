/// Forms: the applications of mentees and mentors, read from tables with every fault by row and column.
///
/// A person's data is kept in three kinds that do not mix: Identity (who), the form (what was applied with, under a
/// reference) and MonitoringAnswers (monitoring.hpp). Decisions, scores and matchings see the form only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/answers.hpp"
#include "pairwell/scheme/calendar.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/sheet.hpp"

namespace pairwell {

/// How far a form is.
enum class FormState { draft, submitted, withdrawn };

/// The enumerator's name: "submitted".
std::string_view to_string(FormState state);

/// Who a reference is. Kept apart from the form: panels, scores and matchings never see it.
struct Identity {
  std::string reference{};
  std::string name{};
  std::string email{};
  std::vector<Answer> answers{};  ///< To further questions that are kept with identity, those that are not blank.

  friend bool operator==(const Identity&, const Identity&) = default;
};

/// An application: what plays a part in the scheme, and every answer. A blank answer is an empty list, an empty text or
/// none: never a default. The fields follow from the answers.
struct Form {
  std::string reference{};  ///< Unique in the programme: "MM-014".
  std::int64_t row = 0;     ///< Row of the table it was read from.
  FormState state = FormState::draft;
  std::optional<Instant> submitted_at{};
  std::string nation{};
  std::string employer{};
  std::string team{};
  std::string line_manager{};                  ///< Reference of the line manager, where that is an applicant too.
  std::vector<std::string> wishes{};           ///< References of the other role, the most wished for first.
  std::vector<std::string> vetoes{};           ///< References never to be paired with.
  std::vector<std::string> conflicts{};        ///< References with a declared conflict of interest.
  std::vector<std::string> past_pairs{};       ///< References paired with before.
  std::vector<std::string> again{};            ///< Past pairs that are asked for again.
  std::vector<std::string> slots{};            ///< Names of weekly slots: "tue-pm".
  std::optional<std::int64_t> access_pence{};  ///< What access needs cost; paid from the access fund, never points.
  std::vector<std::string> same_person{};      ///< References of the other role under which the person applies too.
  std::vector<Answer> answers{};  ///< To every question that is asked of the role and kept here, in their order.

  friend bool operator==(const Form&, const Form&) = default;
};

/// The application of a mentee.
struct MenteeForm : Form {
  friend bool operator==(const MenteeForm&, const MenteeForm&) = default;
};

/// The application of a mentor.
struct MentorForm : Form {
  std::int32_t capacity = 1;  ///< How many mentees the mentor would take, 0 to 20; blank is 1.

  friend bool operator==(const MentorForm&, const MentorForm&) = default;
};

/// The answer to a question, by its id; none where the form has none.
const Answer* find_answer(const Form& form, std::string_view question);

/// What many people answered, by the programme's questions that are asked of their role and kept with applications.
/// Where a form has no answer there is a blank.
/// @complexity linear in the forms times the questions.
Answers answers_of(const Programme& programme, std::span<const MenteeForm> mentees);
Answers answers_of(const Programme& programme, std::span<const MentorForm> mentors);

/// The columns that the standard questions of a role have, without those of monitoring.
std::vector<std::string> form_columns(Role role);

/// What reading a table gives: nothing is dropped silently.
template <class RoleForm>
struct FormsRead {
  std::vector<RoleForm> forms{};       ///< One for each row without an error, in order.
  std::vector<Identity> identities{};  ///< Of the same rows.
  Findings findings{};                 ///< Everything found; a row that is not in forms has an error here.
};

/// Reads forms from a table by the programme's questions and its sheet of the role. A heading is one that the sheet
/// maps, a question's id, its words for the role or another of its headings. Columns that are of no question, that
/// stand twice or that hold monitoring data are errors of the table, as is the want of a column that every row needs;
/// bad values are errors of their cell; a reference that appears twice is an error of the later row.
/// @complexity linear in the cells.
FormsRead<MenteeForm> read_mentee_forms(const Table& table, const Programme& programme);
FormsRead<MentorForm> read_mentor_forms(const Table& table, const Programme& programme);

/// Checks both roles together: references used by both, and wishes, vetoes, conflicts or past pairs that name nobody
/// (a warning).
Findings check(const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors);

}  // namespace pairwell
