#include "pairwell/scheme/monitoring.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "scheme/cells.hpp"

namespace pairwell {
namespace {

/// Why a table of monitoring answers refuses a column that has its place elsewhere.
std::string refuse_form_column(std::string_view column) {
  const std::vector<std::string> of_forms = form_columns(Role::mentor);
  if (std::ranges::find(of_forms, column) == of_forms.end()) return {};
  return "Monitoring answers may be kept with the reference only; keep '" + std::string(column) +
         "' in the table of forms.";
}

}  // namespace

const std::vector<std::string>& monitoring_columns() {
  static const std::vector<std::string> columns{"age_band", "disability", "ethnicity",
                                                "gender",   "religion",   "sexual_orientation"};
  return columns;
}

MonitoringRead read_monitoring(const Table& table) {
  MonitoringRead result;
  TableShape shape{.columns = monitoring_columns(), .required = {"reference"}, .refusal = refuse_form_column};
  shape.columns.insert(shape.columns.begin(), "reference");
  TableReader reader(table, std::move(shape), result.findings);
  FirstRows first_rows;
  for (std::size_t i = 0; i < reader.row_count(); ++i) {
    Row row(reader, i);
    MonitoringAnswers answers{.reference = row.reference("reference"),
                              .age_band = row.text("age_band"),
                              .disability = row.text("disability"),
                              .ethnicity = row.text("ethnicity"),
                              .gender = row.text("gender"),
                              .religion = row.text("religion"),
                              .sexual_orientation = row.text("sexual_orientation")};
    if (!answers.reference.empty()) first_rows.add(row, answers.reference);
    if (!row.has_error() && reader.usable()) result.answers.push_back(std::move(answers));
  }
  return result;
}

}  // namespace pairwell
