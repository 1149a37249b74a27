/// Builders for tests of the scheme: a small programme that has no errors, and tables written as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/standard_questions.hpp"

namespace pairwell::testing {

/// A programme of two nations whose deadline is 10:00 on Monday 24 April 2017 in London, with places for one in
/// Scotland, one reserve and two rubric lines.
inline Programme small_programme() {
  Programme programme;
  programme.id = "small";
  programme.name = "Small programme";
  programme.organisation = "A museum";
  programme.summary = "For tests.";
  programme.starts = {2017, 6};
  programme.ends = {2017, 11};
  programme.nations = {"England", "Scotland"};
  programme.vocabulary = {"leadership", "collections care", "fundraising"};
  programme.questions = standard_questions(programme.nations, programme.vocabulary);
  programme.criteria = standard_criteria({});
  programme.timetable.zone = "Europe/London";
  const Date closing{2017, 4, 24};
  programme.timetable.events = {{.id = "applications",
                                 .kind = EventKind::deadline,
                                 .title = "Applications close",
                                 .days = {{.date = closing, .stated = Weekday::monday}},
                                 .month = {},
                                 .at = LocalTime{closing, 10, 0, 0},
                                 .for_whom = {},
                                 .note = {}}};
  for (const Role role : {Role::mentee, Role::mentor}) {
    programme.places.push_back({.role = role, .region = "England", .people = {0, 3}});
    programme.places.push_back({.role = role, .region = "Scotland", .people = {0, 1}});
  }
  programme.rules = {
      {.id = "nation",
       .version = 2,
       .sentence = "You work in England or Scotland.",
       .reason = "The form does not say that you work in England or Scotland.",
       .roles = {},
       .condition = {.kind = ConditionKind::one_of, .question = "nation", .values = {"England", "Scotland"}}},
      {.id = "consent",
       .version = 1,
       .sentence = "You agree that the form is used to find a pair.",
       .reason = "The form does not agree to its use.",
       .roles = {},
       .condition = {.kind = ConditionKind::confirmed, .question = "consent"}}};
  programme.selection.rubric = {
      {.id = "need", .sentence = "How clear the need is.", .most = 5, .weight = 2},
      {.id = "commitment", .sentence = "How firm the commitment is.", .most = 5, .weight = 1}};
  programme.selection.panel_members = 2;
  programme.selection.reserves = 1;
  programme.selection.tie_rule = {"need"};
  programme.objective.seed = 2017;
  return programme;
}

/// A table from texts; an empty text is an empty cell.
inline Table table_of(std::vector<std::string> columns, const std::vector<std::vector<std::string>>& rows,
                      std::string name = "table.csv") {
  Table table{.name = std::move(name), .columns = std::move(columns), .rows = {}, .row_numbers = {}};
  for (const auto& row : rows) {
    auto& cells = table.rows.emplace_back();
    for (const std::string& cell : row) {
      cells.push_back(cell.empty() ? std::nullopt : std::optional(cell));
    }
  }
  return table;
}

/// The findings of one rule.
inline Findings of_rule(const Findings& findings, std::string_view rule) {
  Findings result;
  for (const Finding& finding : findings) {
    if (finding.rule == rule) result.push_back(finding);
  }
  return result;
}

}  // namespace pairwell::testing
