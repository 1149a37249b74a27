/// Any table gives forms or findings: each row is one, has the other or is blank and told of, and whatever is a form
/// can be decided upon.
///
/// The input is a table: its first line holds the columns, cells are parted by the byte 0x1F and rows by 0x1E. An empty
/// cell is none.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/monitoring.hpp"
#include "pairwell/scheme/selection.hpp"
#include "support/scheme_builders.hpp"

namespace {

constexpr char cell_end = '\x1F';
constexpr char row_end = '\x1E';

std::vector<std::string> parts(std::string_view text, char end) {
  std::vector<std::string> result{std::string()};
  for (const char letter : text) {
    if (letter == end) {
      result.emplace_back();
    } else {
      result.back().push_back(letter);
    }
  }
  return result;
}

pairwell::Table table_from(std::string_view bytes) {
  const std::vector<std::string> lines = parts(bytes, row_end);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) rows.push_back(parts(lines[i], cell_end));
  return pairwell::testing::table_of(parts(lines[0], cell_end), rows);
}

void require(bool holds) {
  if (!holds) std::abort();
}

/// Whether no cell holds what a keyboard in English would give.
bool is_blank(const std::vector<std::optional<std::string>>& row) {
  return std::ranges::all_of(row, [](const std::optional<std::string>& cell) {
    return !cell || std::ranges::none_of(*cell, [](char letter) { return letter > ' ' && letter < '\x7F'; });
  });
}

template <class RoleForm>
void check_rows(const pairwell::Table& table, const pairwell::FormsRead<RoleForm>& read) {
  std::set<std::int64_t> with_error;
  bool tells_of_blank_rows = false;
  bool table_error = false;
  for (const pairwell::Finding& finding : read.findings) {
    require(!finding.rule.empty() && !finding.message.empty());
    tells_of_blank_rows = tells_of_blank_rows || finding.rule == "blank-row";
    if (finding.severity != pairwell::Severity::error) continue;
    with_error.insert(finding.row);
    table_error = table_error || finding.row == 0;
  }
  std::set<std::int64_t> kept;
  for (const RoleForm& form : read.forms) require(kept.insert(form.row).second && !with_error.contains(form.row));
  require(read.identities.size() == read.forms.size());
  for (std::int64_t row = 1; row <= static_cast<std::int64_t>(table.rows.size()); ++row) {
    const bool is_left_out = tells_of_blank_rows && is_blank(table.rows[static_cast<std::size_t>(row - 1)]);
    require(kept.contains(row) || with_error.contains(row) || is_left_out || table_error);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const pairwell::Programme programme = pairwell::testing::small_programme();
  const pairwell::Table table = table_from({reinterpret_cast<const char*>(data), size});
  const auto mentees = pairwell::read_mentee_forms(table, programme);
  const auto mentors = pairwell::read_mentor_forms(table, programme);
  check_rows(table, mentees);
  check_rows(table, mentors);
  static_cast<void>(pairwell::check(mentees.forms, mentors.forms));
  static_cast<void>(pairwell::read_panel(table, programme));
  static_cast<void>(pairwell::read_monitoring(table));
  const auto decisions = pairwell::decide(programme, mentees.forms);
  require(decisions.size() == mentees.forms.size());
  return 0;
}
