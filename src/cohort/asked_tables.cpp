#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cohort/answer_draws.hpp"
#include "cohort/asked_people.hpp"

namespace pairwell {
namespace {

/// The columns of a sheet, in the order of the questions; those of monitoring alone, or all but them.
std::vector<std::string> columns_of(const Programme& programme, const std::vector<Sheet>& sheets, bool is_monitoring) {
  std::vector<std::string> columns;
  for (const Question& question : programme.questions) {
    if ((question.keep == Keep::monitoring) != is_monitoring) continue;
    for (const Sheet& sheet : sheets) {
      for (const Role role : {Role::mentee, Role::mentor}) {
        if (!is_asked(question, role) || sheet.role.value_or(role) != role) continue;
        for (const std::string& heading : headings_of(sheet, question, role)) {
          if (std::ranges::find(columns, heading) == columns.end()) columns.push_back(heading);
        }
      }
    }
  }
  return columns;
}

void add_row(Table& table, const std::map<std::string, std::string>& cells) {
  auto& row = table.rows.emplace_back();
  for (const std::string& column : table.columns) {
    const auto cell = cells.find(column);
    row.push_back(cell == cells.end() || cell->second.empty() ? std::nullopt : std::optional(cell->second));
  }
}

}  // namespace

SyntheticCohort tables_of(const Setting& setting, const std::vector<Sheet>& sheets, std::vector<AskedPerson> people) {
  const Programme& programme = setting.programme;
  std::vector<AnswerDraws> draws;
  std::vector<Table> tables;
  for (const Sheet& sheet : sheets) {
    draws.emplace_back(setting, sheet);
    tables.push_back({.name = sheet.id + ".csv", .columns = columns_of(programme, {sheet}, false)});
  }
  // As a form service lists them: in the order in which they were sent, what was not sent at the end.
  std::ranges::stable_sort(
      people, {}, [](const AskedPerson& each) { return std::pair(each.state == FormState::draft, each.submitted); });
  SyntheticCohort cohort;
  cohort.monitoring = {.name = "monitoring.csv", .columns = columns_of(programme, sheets, true)};
  const bool has_monitoring = !cohort.monitoring.columns.empty();
  if (has_monitoring) cohort.monitoring.columns.insert(cohort.monitoring.columns.begin(), "reference");
  const Question* time = question_of(programme, Plays::submitted_at);
  const bool has_references = question_of(programme, Plays::reference) != nullptr;
  std::array<std::int32_t, 2> numbers{};
  std::array<std::vector<MadeApplicant>, 2> marked;
  for (AskedPerson& person : people) {
    if (time != nullptr && person.state != FormState::draft) {
      const std::vector<std::string> headings = headings_of(sheets[person.sheet], *time, person.roles[0]);
      const std::vector<std::string> cells =
          draws[person.sheet].cells(*time, headings, {{draws[person.sheet].moment(person.submitted), {}}});
      for (std::size_t i = 0; i < headings.size(); ++i) person.cells[headings[i]] = cells[i];
    }
    add_row(tables[person.sheet], person.cells);
    if (person.is_replaced) continue;
    for (const Role role : person.roles) {
      const auto side = static_cast<std::size_t>(role);
      // Where nobody is asked for a reference, the readers give numbers in this order.
      const std::int32_t number = has_references ? person.position + 1 : ++numbers[side];
      MadeApplicant& applicant = marked[side].emplace_back();
      applicant.cells = {{"reference", numbered_reference(has_references ? person.roles[0] : role, number)},
                         {"state", std::string(to_string(person.state))},
                         {"statement", "given"}};
      if (!has_monitoring || (role != person.roles[0] && has_references)) continue;
      std::map<std::string, std::string> row = person.monitoring;
      row["reference"] = applicant.reference();
      add_row(cohort.monitoring, row);
    }
  }
  cohort.panel = panel_table(setting, marked[0], marked[1]);
  if (!sheets[0].role) {
    cohort.people = std::move(tables[0]);
    return cohort;
  }
  cohort.mentees = std::move(tables[0]);
  cohort.mentors = std::move(tables[1]);
  return cohort;
}

}  // namespace pairwell
