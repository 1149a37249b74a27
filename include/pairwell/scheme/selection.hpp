/// Selection: a shortlist from the marks of a panel, within places by region and role.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/eligibility.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// One panel member's marks for one form, in the order of the programme's rubric.
struct PanelScore {
  std::string reference{};
  std::string member{};
  std::vector<std::int32_t> marks{};

  friend bool operator==(const PanelScore&, const PanelScore&) = default;
};

/// A panel member who does not mark an applicant, and why.
struct PanelConflict {
  std::string member{};
  std::string reference{};
  std::string reason{};  ///< "They work in one team."

  friend bool operator==(const PanelConflict&, const PanelConflict&) = default;
};

/// What reading a table of panel scores gives.
struct PanelRead {
  std::vector<PanelScore> scores{};
  Findings findings{};
};

/// Reads panel scores: columns "reference", "member" and one for each line of the rubric.
PanelRead read_panel(const Table& table, const Programme& programme);

/// Warns of every reference that the panel scored and no form of either role has.
Findings check(const std::vector<PanelScore>& scores, const std::vector<MenteeForm>& mentees,
               const std::vector<MentorForm>& mentors);

/// Every score that a member gave in spite of a conflict, and every conflict without a member, a form or a reason.
Findings check(const std::vector<PanelScore>& scores, const std::vector<PanelConflict>& conflicts);

/// Where an eligible form stands after the panel.
enum class Selected {
  shortlisted,   ///< Within the places of its region and role.
  reserve,       ///< Within the reserves; goes on to matching behind the places.
  not_selected,  ///< Ranked after them.
  not_scored,    ///< Fewer panel members scored it than the programme asks for.
};

/// The enumerator's name: "not_selected".
std::string_view to_string(Selected selected);

/// The decision of the panel about one eligible form.
struct Selection {
  std::string reference{};
  Role role = Role::mentee;
  std::string region{};
  Selected outcome = Selected::not_scored;
  std::int32_t rank = 0;              ///< Within region and role, from 1; 0 where not scored, or without a panel.
  std::int64_t mean_thousandths = 0;  ///< Weighted mean mark as thousandths of the most that could be had, rounded.
  std::string reason{};               ///< A full sentence that names nobody else: the applicant may be told it.
  std::string detail{};               ///< For whoever decides: whose marks tie and what told them apart, or empty.

  friend bool operator==(const Selection&, const Selection&) = default;
};

/// Ranks the eligible forms of one role by their mean mark within each region; ties are broken by the published rule
/// (the means of the rubric lines in tie_rule, then the seeded lottery drawn on references, lowest ticket first, never
/// the order of rows). Regions come in the programme's order, each by rank and then what is not scored; a region
/// without places of its own has no limit. Where the programme has no rubric, no panel scores, and every eligible form
/// is shortlisted, in the order of references: places then limit the pairs alone. Scores of other forms are left aside,
/// since one panel scores both roles.
/// @throws InvalidInput where a decision names no form, a reference appears twice, a member scored a form twice or in
/// spite of a conflict, or marks are out of range.
/// @complexity O(n log n) in forms, and O(n) more for each form of a tie.
std::vector<Selection> shortlist(const Programme& programme, Role role, const std::vector<Decision>& decisions,
                                 const std::vector<Form>& forms, const std::vector<PanelScore>& scores,
                                 const std::vector<PanelConflict>& conflicts = {});

}  // namespace pairwell
