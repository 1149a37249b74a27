#include "scheme/sheet_rows.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>
#include <variant>

#include "scheme/findings.hpp"
#include "scheme/reading.hpp"
#include "scheme/value_reader.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::size_t most_rows_named = 20;

bool is_text(std::string_view text) { return !words::trim(text).empty(); }

ReadingRules rules_of(const Programme& programme, const Sheet& sheet) {
  return {.decimal = sheet.decimal,
          .dates = sheet.dates,
          .zone = Zone::named(sheet.zone.empty() ? programme.timetable.zone : sheet.zone),
          .starts = Date{programme.starts.year, programme.starts.month, 1},
          .language = programme.language};
}

/// The texts of an answer that is one word or several.
std::vector<std::string> spelt_words_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return {*text};
  if (const auto* several = std::get_if<std::vector<std::string>>(&value)) return *several;
  return {};
}

std::string row_list(const std::vector<std::int64_t>& rows) {
  std::vector<std::string> numbers;
  for (const std::int64_t row : rows) numbers.push_back(std::to_string(row));
  const std::size_t more = numbers.size() > most_rows_named ? numbers.size() - most_rows_named : 0;
  if (more > 0) {
    numbers.resize(most_rows_named);
    numbers.push_back(std::to_string(more) + " more");
  }
  return words::join(numbers);
}

}  // namespace

class SheetRows::Reading {
 public:
  explicit Reading(SheetRows& sheet)
      : sheet_(sheet), table_(sheet.table_), rules_(rules_of(sheet.programme_, sheet.sheet_)) {
    for (const QuestionColumns& columns : sheet.columns_.questions) {
      std::vector<std::string> headings;
      if (columns.is_grid) {
        for (const std::size_t column : columns.columns) headings.push_back(table_.columns[column]);
      }
      readers_.emplace_back(*columns.question, rules_, headings);
    }
    unasked_.resize(readers_.size());
  }

  std::vector<RowAnswers> read() {
    for (std::size_t row = 0; row < table_.rows.size(); ++row) look_at(row);
    std::vector<RowAnswers> result;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) read_row(row, result);
    tell_of_blank_rows();
    tell_of_unasked();
    tell_of_outside_options();
    return result;
  }

 private:
  using Texts = std::vector<std::string_view>;

  std::int64_t number_of(std::size_t row) const {
    return table_.row_numbers.empty() ? static_cast<std::int64_t>(row) + 1 : table_.row_numbers[row];
  }

  const std::vector<QuestionColumns>& questions() const { return sheet_.columns_.questions; }

  std::string_view cell(std::size_t row, std::size_t column) const {
    const auto& given = table_.rows[row][column];
    return given ? std::string_view(*given) : std::string_view();
  }

  Texts cells_of(std::size_t row, const QuestionColumns& columns) const {
    Texts cells;
    for (const std::size_t column : columns.columns) cells.push_back(cell(row, column));
    return cells;
  }

  bool is_whole(std::size_t row) const { return table_.rows[row].size() == table_.columns.size(); }

  bool is_blank(std::size_t row) const {
    return std::ranges::none_of(table_.rows[row], [](const auto& given) { return given && is_text(*given); });
  }

  void look_at(std::size_t row) {
    if (!is_whole(row)) return;
    for (std::size_t i = 0; i < readers_.size(); ++i) readers_[i].look_at(cells_of(row, questions()[i]));
  }

  void add(Severity severity, std::int64_t row, std::string_view column, std::string_view rule,
           std::string_view message, std::string_view value) {
    sheet_.findings_.push_back({.severity = severity,
                                .rule = std::string(rule),
                                .message = words::as_text(message),
                                .file = words::as_text(table_.name),
                                .row = row,
                                .column = words::as_text(column),
                                .value = words::shortened(words::as_text(value))});
  }

  std::string_view heading(std::size_t column) const { return words::trim(table_.columns[column]); }

  /// Tells of a row whose cells cannot be read at all.
  bool is_readable(std::size_t row) {
    const std::int64_t number = number_of(row);
    if (!is_whole(row)) {
      add(Severity::error, number, {}, "shape",
          "The row has " + words::count(std::ssize(table_.rows[row]), "cell") + " where the table has " +
              words::count(std::ssize(table_.columns), "column") + ".",
          {});
      return false;
    }
    bool readable = true;
    for (const QuestionColumns& columns : questions()) {
      for (const std::size_t column : columns.columns) {
        if (words::is_text(cell(row, column))) continue;
        const bool is_shown = columns.question->keep == Keep::application;
        add(Severity::error, number, heading(column), "text",
            "The cell holds bytes that are not text (UTF-8 without the NUL character).",
            is_shown ? cell(row, column) : std::string_view());
        readable = false;
      }
    }
    return readable;
  }

  void read_row(std::size_t row, std::vector<RowAnswers>& result) {
    if (is_blank(row)) {
      blank_rows_.push_back(number_of(row));
      return;
    }
    if (!is_readable(row)) return;
    bool has_error = false;
    const std::optional<Zone> zone = zone_of(row, has_error);
    std::vector<Value> values(readers_.size());
    const std::vector<Role> roles = roles_of(row, values, has_error);
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      if (is_for(questions()[i], roles)) {
        if (questions()[i].question->plays != Plays::role) values[i] = read_cells(row, i, has_error, zone);
      } else if (!roles.empty() && std::ranges::any_of(cells_of(row, questions()[i]), is_text)) {
        unasked_[i].push_back(number_of(row));
      }
    }
    for (const Role role : roles) result.push_back(answers_of(row, role, values, has_error));
  }

  static bool is_for(const QuestionColumns& columns, const std::vector<Role>& roles) {
    return std::ranges::any_of(
        roles, [&](Role role) { return std::ranges::find(columns.roles, role) != columns.roles.end(); });
  }

  Value read_cells(std::size_t row, std::size_t question, bool& has_error, const std::optional<Zone>& zone) {
    const QuestionColumns& columns = questions()[question];
    CellFaults faults;
    Value value = readers_[question].read(cells_of(row, columns), faults, zone ? &*zone : nullptr);
    for (const CellFault& fault : faults) {
      assert(fault.cell < columns.columns.size());
      has_error |= fault.severity == Severity::error;
      add(fault.severity, number_of(row), heading(columns.columns[fault.cell]), fault.rule, fault.message, fault.value);
    }
    return value;
  }

  std::optional<std::size_t> place_of(Plays part) const {
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      if (questions()[i].question->plays == part) return i;
    }
    return std::nullopt;
  }

  /// The zone of the person's own times.
  std::optional<Zone> zone_of(std::size_t row, bool& has_error) {
    const std::optional<std::size_t> place = place_of(Plays::zone);
    if (!place) return std::nullopt;
    const std::size_t column = questions()[*place].columns.front();
    const std::string given(words::trim(cell(row, column)));
    if (given.empty()) return std::nullopt;
    try {
      return Zone::named(given);
    } catch (const InvalidInput&) {
      has_error = true;
      add(Severity::error, number_of(row), heading(column), "zone",
          words::quote(given) + " is no time zone that is known; write its name, as Europe/London.", given);
      return std::nullopt;
    }
  }

  /// Whom the person would be; none, with an error, where that cannot be told.
  std::vector<Role> roles_of(std::size_t row, std::vector<Value>& values, bool& has_error) {
    if (sheet_.sheet_.role) return {*sheet_.sheet_.role};
    const std::optional<std::size_t> place = place_of(Plays::role);
    if (!place) return {};
    const std::size_t column = questions()[*place].columns.front();
    const std::string_view given = words::trim(cell(row, column));
    if (given.empty()) {
      add(Severity::error, number_of(row), heading(column), "blank", "The role is blank; every row needs it.", {});
      return {};
    }
    values[*place] = read_cells(row, *place, has_error, std::nullopt);
    std::vector<Role> roles = roles_of_word(given);
    if (roles.empty()) {
      for (const std::string& word : spelt_words_of(values[*place])) {
        const std::vector<Role> more = roles_of_word(word);
        if (more.empty()) {
          roles.clear();
          break;
        }
        roles.insert(roles.end(), more.begin(), more.end());
      }
    }
    if (roles.empty()) {
      const std::vector<std::string> known = role_words();
      add(Severity::error, number_of(row), heading(column), "role",
          words::quote(given) + " is no role; known are " + words::join(known) + "." +
              suggestion(likely_word(given, known)),
          given);
    }
    std::ranges::sort(roles);
    roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
    return roles;
  }

  std::vector<std::string> role_words() const {
    std::vector<std::string> known;
    for (const RoleWord& word : sheet_.sheet_.roles) known.push_back(word.word);
    known.insert(known.end(), {"mentee", "mentor", "both"});
    return known;
  }

  std::vector<Role> roles_of_word(std::string_view given) const {
    const std::string key = words::loose_key(given);
    for (const RoleWord& word : sheet_.sheet_.roles) {
      if (words::loose_key(word.word) == key) return word.roles;
    }
    if (key == "mentee") return {Role::mentee};
    if (key == "mentor") return {Role::mentor};
    if (key == "both") return {Role::mentee, Role::mentor};
    return {};
  }

  RowAnswers answers_of(std::size_t row, Role role, const std::vector<Value>& values, bool has_error) const {
    RowAnswers result{.role = role, .row = row, .number = number_of(row), .has_error = has_error};
    for (const Question& question : sheet_.programme_.questions) {
      if (!is_asked(question, role)) continue;
      Answer answer{.question = question.id};
      bool has_column = false;
      for (std::size_t i = 0; i < readers_.size(); ++i) {
        if (questions()[i].question != &question || !is_for(questions()[i], {role})) continue;
        has_column = true;
        answer.value = values[i];
        const Texts cells = cells_of(row, questions()[i]);
        for (std::size_t k = 0; k < cells.size(); ++k) answer.given.append(k == 0 ? "" : ";").append(cells[k]);
        if (std::ranges::none_of(cells, is_text)) answer.given.clear();
      }
      if (question.keep == Keep::application) result.application.push_back(std::move(answer));
      if (question.keep == Keep::identity) result.identity.push_back(std::move(answer));
      if (question.keep == Keep::monitoring && has_column) result.monitoring.push_back(std::move(answer));
    }
    return result;
  }

  void tell_of_blank_rows() {
    if (blank_rows_.empty()) return;
    const bool is_one = blank_rows_.size() == 1;
    add(Severity::warning, blank_rows_.front(), {}, "blank-row",
        is_one ? std::string("The row is blank and is left out.")
               : "Rows " + row_list(blank_rows_) + " are blank and are left out.",
        {});
  }

  void tell_of_unasked() {
    for (std::size_t i = 0; i < unasked_.size(); ++i) {
      if (unasked_[i].empty()) continue;
      const QuestionColumns& columns = questions()[i];
      const bool is_one = unasked_[i].size() == 1;
      add(Severity::warning, unasked_[i].front(), heading(columns.columns.front()), "not-asked",
          "Only " + std::string(to_string(columns.roles.front())) + "s are asked this; " +
              (is_one ? std::string("the answer of row ") : std::string("the answers of rows ")) +
              row_list(unasked_[i]) + (is_one ? " is left out." : " are left out."),
          {});
    }
  }

  void tell_of_outside_options() {
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      // Whether people of another region may take part is for the rules to say.
      if (questions()[i].question->plays == Plays::region) continue;
      for (const CellFault& fault : readers_[i].outside_options()) {
        add(fault.severity, 0, heading(questions()[i].columns[fault.cell]), fault.rule, fault.message, fault.value);
      }
    }
  }

  SheetRows& sheet_;
  const Table& table_;
  ReadingRules rules_;
  std::vector<ValueReader> readers_{};  ///< One for each of questions().
  std::vector<std::int64_t> blank_rows_{};
  std::vector<std::vector<std::int64_t>> unasked_{};  ///< By reader: rows of people of the other role.
};

SheetRows::SheetRows(const Programme& programme, const Sheet& sheet, const Table& table, const SheetColumns& columns,
                     Findings& findings)
    : programme_(programme), sheet_(sheet), table_(table), columns_(columns), findings_(findings) {
  if (table.row_numbers.empty() || table.row_numbers.size() == table.rows.size()) return;
  throw InvalidInput(
      "Table", "row numbers",
      "row_numbers must be empty or have one number for each of the " + words::count(std::ssize(table.rows), "row"),
      std::to_string(table.row_numbers.size()));
}

std::vector<RowAnswers> SheetRows::read() { return Reading(*this).read(); }

const Answer* find_part(const std::vector<Question>& questions, const std::vector<Answer>& answers, Plays part) {
  for (const Question& question : questions) {
    if (question.plays != part) continue;
    const auto found = std::ranges::find(answers, question.id, &Answer::question);
    if (found != answers.end()) return &*found;
  }
  return nullptr;
}

}  // namespace pairwell
