#include "pairwell/cohort/synthetic.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cohort/applicants.hpp"
#include "cohort/asked_people.hpp"
#include "cohort/flaws.hpp"
#include "pairwell/scheme/standard_questions.hpp"

namespace pairwell {
namespace {

constexpr std::uint64_t panel_stream = 6;

void check_options(const Programme& programme, const SyntheticOptions& options) {
  Findings findings;
  const auto expect = [&](bool holds, const char* rule, const char* message, std::string value) {
    if (!holds) findings.push_back({.rule = rule, .message = message, .value = std::move(value)});
  };
  expect(options.mentees >= 1, "range", "A cohort needs at least 1 mentee.", std::to_string(options.mentees));
  expect(options.mentors >= 1, "range", "A cohort needs at least 1 mentor.", std::to_string(options.mentors));
  expect(!programme.nations.empty(), "nations", "The programme names no nation to draw people from.", "");
  const std::vector<Event>& events = programme.timetable.events;
  const bool has_deadline = std::ranges::any_of(
      events, [](const Event& event) { return event.kind == EventKind::deadline && event.at.has_value(); });
  expect(has_deadline, "deadline", "The programme has no deadline with a time of day to draw forms before.", "");
  throw_if_errors("synthetic_cohort", findings);
}

Table make_table(const Setting& setting, Role role, const char* name, const std::vector<MadeApplicant>& people) {
  Table table{.name = name, .columns = form_columns(role)};
  for (const MadeApplicant& person : people) {
    std::vector<std::optional<std::string>>& row = table.rows.emplace_back();
    for (const std::string& column : table.columns) {
      const auto cell = person.cells.find(column);
      const bool is_blank = cell == person.cells.end() || cell->second.empty();
      row.push_back(is_blank ? std::nullopt : std::optional(cell->second));
      if (column == "submitted_at" && person.cells.at("state") != "draft") {
        row.back() = time_cell(setting.zone, person.submitted);
      }
    }
  }
  return table;
}

/// One member's mark: what the form is worth, give or take one, within the line's range.
std::int32_t mark(const RubricLine& line, std::int64_t quality, Draw& draw) {
  const auto fair = static_cast<std::int32_t>((line.most * quality + 500) / 1000);
  const std::int32_t opinion = draw.chance(60) ? 0 : draw.chance(50) ? 1 : -1;
  return std::clamp(fair + opinion, 0, line.most);
}

/// Adds the panel's rows for one role: two members for each form that was sent, a third for every fifth.
void add_marks(const Setting& setting, Role role, const std::vector<MadeApplicant>& people, Table& table) {
  constexpr std::array<const char*, 3> members{"panel A", "panel B", "panel C"};
  for (std::size_t i = 0; i < people.size(); ++i) {
    const MadeApplicant& person = people[i];
    if (person.cells.at("state") != "submitted") continue;
    Draw draw(ticket(setting.seed, panel_stream, 2 * i + (role == Role::mentor ? 1 : 0)));
    // Thousandths of the most, in the middle more often than at the ends; a form without a statement says less.
    const bool has_statement = person.cells.contains("statement");
    const int luck = draw.between(0, 300) + draw.between(0, 300);
    const int quality = person.impresses ? 850 : (has_statement ? 350 : 200) + luck;
    const std::int32_t count = person.panel_members == 2 && i % 5 == 2 ? 3 : person.panel_members;
    for (std::int32_t member = 0; member < count; ++member) {
      auto& row = table.rows.emplace_back();
      row.emplace_back(person.reference());
      row.emplace_back(members[static_cast<std::size_t>(member)]);
      for (const RubricLine& line : setting.programme.selection.rubric) {
        row.emplace_back(std::to_string(mark(line, quality, draw)));
      }
    }
  }
}

bool asks_standard_questions(const Programme& programme) {
  return programme.questions.empty() ||
         programme.questions == standard_questions(programme.nations, programme.vocabulary);
}

}  // namespace

Table panel_table(const Setting& setting, const std::vector<MadeApplicant>& mentees,
                  const std::vector<MadeApplicant>& mentors) {
  Table panel{.name = "panel.csv", .columns = {"reference", "member"}};
  for (const RubricLine& line : setting.programme.selection.rubric) panel.columns.push_back(line.id);
  if (setting.programme.selection.rubric.empty()) return panel;
  add_marks(setting, Role::mentee, mentees, panel);
  add_marks(setting, Role::mentor, mentors, panel);
  return panel;
}

SyntheticCohort synthetic_cohort(const Programme& programme, const SyntheticOptions& options) {
  check_options(programme, options);
  const Setting setting = make_setting(programme, options.seed);
  if (!asks_standard_questions(programme)) {
    const std::vector<Sheet> sheets = sheets_of(programme);
    std::vector<AskedPerson> people = ask_people(setting, sheets, options.mentees, options.mentors);
    if (options.flaws) spoil_people(setting, sheets, people);
    return tables_of(setting, sheets, std::move(people));
  }
  std::vector<MadeApplicant> mentees = make_applicants(setting, Role::mentee, options.mentees);
  std::vector<MadeApplicant> mentors = make_applicants(setting, Role::mentor, options.mentors);
  make_wishes(setting, mentees, mentors);
  if (options.flaws) add_flaws(setting, mentees, mentors);

  return {.mentees = make_table(setting, Role::mentee, "mentees.csv", mentees),
          .mentors = make_table(setting, Role::mentor, "mentors.csv", mentors),
          .panel = panel_table(setting, mentees, mentors)};
}

}  // namespace pairwell
