#include "scheme/sheet_columns.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "pairwell/scheme/monitoring.hpp"
#include "scheme/findings.hpp"
#include "scheme/heading_names.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// "Question" of "Question [Row]"; empty where there is no row.
std::string_view grid_words(std::string_view heading) {
  heading = words::trim(heading);
  const std::size_t begin = heading.rfind('[');
  if (!heading.ends_with(']') || begin == std::string_view::npos) return {};
  return words::trim(heading.substr(0, begin));
}

Role other_role(Role role) { return role == Role::mentee ? Role::mentor : Role::mentee; }

std::string plural_of(Role role) { return std::string(to_string(role)) + "s"; }

/// A heading of the table.
struct TableColumn {
  std::string heading{};  ///< Trimmed.
  std::string key{};
  std::string grid_key{};    ///< Of "Question" in "Question [Row]".
  bool is_settled = false;   ///< Ignored, repeated or refused: of no question.
  bool is_repeated = false;  ///< Whether it stands before.
  bool is_used = false;
};

/// That a column answers a question for people of a role.
struct ColumnClaim {
  std::size_t question = 0;
  Role role = Role::mentee;
  std::size_t column = 0;
  HeadingLevel level = HeadingLevel::mapped;
  std::size_t order = 0;  ///< Among the headings of its level.
  bool is_row = false;    ///< Of a grid.
};

class ColumnFinder {
 public:
  ColumnFinder(const Programme& programme, const Sheet& sheet, const Table& table, ColumnWants wants,
               Findings& findings)
      : programme_(programme), sheet_(sheet), table_(table), wants_(wants), findings_(findings) {
    found_.roles = sheet.role ? std::vector{*sheet.role} : std::vector{Role::mentee, Role::mentor};
  }

  SheetColumns run() {
    look_at_headings();
    map_headings();
    for (const Role role : found_.roles) find_questions(role);
    collect();
    refuse_rest();
    if (wants_.reference) require(Plays::reference);
    if (wants_.forms) require(Plays::state);
    if (!sheet_.role) require_role();
    for (const Question& question : programme_.questions) {
      if (question.plays == Plays::nothing || !is_asked_here(question)) continue;
      const QuestionColumns* columns = found_.find(question.plays);
      found_.headings.try_emplace(
          question.plays,
          columns == nullptr ? question.id : std::string(words::trim(table_.columns[columns->columns.front()])));
    }
    return std::move(found_);
  }

 private:
  void require_role() {
    require(Plays::role);
    const auto plays_role = [](const Question& question) { return question.plays == Plays::role; };
    if (std::ranges::any_of(programme_.questions, plays_role)) return;
    fault({}, "role", "The sheet is of no role, and no question plays the role: who is what nobody can say.");
    found_.usable = false;
  }

  bool is_wanted(const Question& question) const {
    if (question.plays == Plays::reference) return true;
    return question.keep == Keep::monitoring ? wants_.monitoring : wants_.forms;
  }

  bool is_asked_here(const Question& question) const {
    return std::ranges::any_of(found_.roles, [&](Role role) { return is_asked(question, role); });
  }

  void look_at_headings() {
    std::set<std::string> ignored;
    for (const std::string& heading : sheet_.ignored) ignored.insert(words::loose_key(heading));
    std::set<std::string> seen;
    for (const std::string& given : table_.columns) {
      TableColumn& column = columns_.emplace_back(TableColumn{.heading = std::string(words::trim(given))});
      column.key = words::loose_key(column.heading);
      column.grid_key = words::loose_key(grid_words(column.heading));
      column.is_settled = ignored.contains(column.key) && !column.key.empty();
      if (column.is_settled || column.key.empty() || seen.insert(column.key).second) continue;
      column.is_repeated = true;
      column.is_settled = true;
      found_.usable = false;
    }
  }

  void map_headings() {
    std::vector<std::string> headings;
    std::vector<std::string> question_ids;
    for (const TableColumn& column : columns_) headings.push_back(column.heading);
    for (const Question& question : programme_.questions) question_ids.push_back(question.id);
    std::map<std::string, std::string> mapped_to;
    for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
      const auto& [heading, id] = sheet_.columns[i];
      const std::string key = words::loose_key(heading);
      const auto column =
          std::ranges::find_if(columns_, [&](const TableColumn& each) { return each.key == key && !each.is_settled; });
      const auto question = std::ranges::find(programme_.questions, id, &Question::id);
      const auto [earlier, is_new] = mapped_to.emplace(key, id);
      if (!is_new) {
        fault(heading, "mapping",
              "The heading is mapped twice, to " + words::quote(earlier->second) + " and to " + words::quote(id) +
                  "; keep one of them.");
        continue;
      }
      if (column == columns_.end()) {
        fault(heading, "mapping",
              "The heading is mapped to the question " + words::quote(id) + ", and the table has no such column." +
                  suggestion(likely_word(heading, headings)));
      } else if (question == programme_.questions.end()) {
        fault(heading, "mapping",
              "The heading is mapped to " + words::quote(id) + ", and there is no such question." +
                  suggestion(likely_word(id, question_ids)));
        column->is_settled = true;
      } else if (!is_wanted(*question)) {
        fault(column->heading, "column", why_refused({.heading = id, .key = words::loose_key(id)}));
        column->is_settled = true;
      } else if (!is_asked_here(*question)) {
        fault(heading, "mapping",
              "The heading is mapped to the question " + words::quote(id) + ", and " + plural_of(found_.roles.front()) +
                  " are not asked it.");
        column->is_settled = true;
      } else {
        column->is_used = true;
        for (const Role role : found_.roles) {
          if (!is_asked(*question, role)) continue;
          claims_.push_back({.question = static_cast<std::size_t>(question - programme_.questions.begin()),
                             .role = role,
                             .column = static_cast<std::size_t>(column - columns_.begin()),
                             .order = i});
        }
      }
    }
  }

  void find_questions(Role role) {
    HeadingNames names;
    for (std::size_t i = 0; i < programme_.questions.size(); ++i) {
      const Question& question = programme_.questions[i];
      if (!is_asked(question, role) || !is_wanted(question)) continue;
      names.add(HeadingLevel::id, question.id, i);
      names.add(HeadingLevel::own_words, words_for(question, role), i);
      for (std::size_t k = 0; k < question.headings.size(); ++k)
        names.add(HeadingLevel::other_heading, question.headings[k], i, k);
      if (!sheet_.role) names.add(HeadingLevel::words_of_the_other_role, words_for(question, other_role(role)), i);
    }
    const auto is_mapped = [&](std::size_t column) {
      return std::ranges::any_of(claims_, [&](const ColumnClaim& claim) {
        return claim.column == column && claim.level == HeadingLevel::mapped;
      });
    };
    std::vector<ColumnClaim> found;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      TableColumn& column = columns_[i];
      if (column.is_settled || column.key.empty() || is_mapped(i)) continue;
      bool is_row = false;
      HeadingNames::Found match = names.find(column.key);
      if (match.questions.empty() && !column.grid_key.empty()) {
        match = names.find(column.grid_key);
        is_row = !match.questions.empty();
      }
      if (match.questions.empty()) continue;
      if (match.questions.size() > 1) {
        fault(column.heading, "column",
              "The heading is of two questions, " + words::quote(programme_.questions[match.questions[0]].id) +
                  " and " + words::quote(programme_.questions[match.questions[1]].id) + "; map it to one of them.");
        column.is_settled = true;
        continue;
      }
      found.push_back({.question = match.questions.front(),
                       .role = role,
                       .column = i,
                       .level = match.level,
                       .order = match.order,
                       .is_row = is_row});
    }
    // The words of the other role count only where nothing else is of the question.
    for (const ColumnClaim& claim : found) {
      const auto is_better = [&](const ColumnClaim& each) {
        return each.question == claim.question && each.role == role &&
               each.level < HeadingLevel::words_of_the_other_role;
      };
      if (claim.level == HeadingLevel::words_of_the_other_role &&
          (std::ranges::any_of(found, is_better) || std::ranges::any_of(claims_, is_better))) {
        continue;
      }
      columns_[claim.column].is_used = true;
      claims_.push_back(claim);
    }
  }

  void collect() {
    std::ranges::stable_sort(claims_, [](const ColumnClaim& a, const ColumnClaim& b) {
      return std::tuple(a.question, a.role, a.level, a.order, a.column) <
             std::tuple(b.question, b.role, b.level, b.order, b.column);
    });
    for (auto begin = claims_.begin(); begin != claims_.end();) {
      const auto end = std::find_if(begin, claims_.end(), [&](const ColumnClaim& claim) {
        return claim.question != begin->question || claim.role != begin->role;
      });
      QuestionColumns columns{.question = &programme_.questions[begin->question], .roles = {begin->role}};
      columns.is_grid = std::all_of(begin, end, [](const ColumnClaim& claim) { return claim.is_row; });
      for (auto claim = begin; claim != end; ++claim) columns.columns.push_back(claim->column);
      QuestionColumns* last = found_.questions.empty() ? nullptr : &found_.questions.back();
      if (last != nullptr && last->question == columns.question && last->columns == columns.columns) {
        last->roles.push_back(begin->role);
      } else {
        found_.questions.push_back(std::move(columns));
      }
      begin = end;
    }
  }

  std::string why_refused(const TableColumn& column) const {
    const std::vector<std::string>& known = monitoring_columns();
    const auto goes_by = [&](const Question& question) {
      const auto has = [&](std::string_view name) { return words::loose_key(name) == column.key; };
      return has(question.id) || has(words_for(question, Role::mentee)) || has(words_for(question, Role::mentor)) ||
             std::ranges::any_of(question.headings, has);
    };
    const auto question = std::ranges::find_if(programme_.questions, goes_by);
    const bool is_found = question != programme_.questions.end();
    const bool is_monitoring =
        is_found ? question->keep == Keep::monitoring : words::spelling(column.heading, known).has_value();
    if (is_monitoring && !wants_.monitoring) {
      return "Monitoring answers may not be kept with a form; keep " +
             words::quote(is_found ? question->id : words::key(column.heading)) +
             " in a table of its own, with the reference, and read it with read_monitoring.";
    }
    if (is_found && !is_wanted(*question)) {
      return "Monitoring answers may be kept with the reference only; keep " + words::quote(column.heading) +
             " in the table of forms.";
    }
    if (is_found) {
      return "Only " + plural_of(other_role(found_.roles.front())) + " are asked for " + words::quote(question->id) +
             "; take the column out of the table of " + plural_of(found_.roles.front()) +
             ", or name it among those to ignore.";
    }
    std::vector<std::string> names;
    for (const Question& each : programme_.questions) {
      if (!is_asked_here(each) || !is_wanted(each)) continue;
      names.push_back(each.id);
      for (const Role role : found_.roles) names.emplace_back(words_for(each, role));
      names.insert(names.end(), each.headings.begin(), each.headings.end());
    }
    return "There is no column " + words::quote(column.heading) + "." + suggestion(likely_word(column.heading, names)) +
           " Map the heading to a question, name it among those to ignore, or take the column out of the table.";
  }

  void refuse_rest() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const TableColumn& column = columns_[i];
      if (column.is_repeated) {
        fault(column.heading, "column", "The column appears twice in the table; keep one of them.");
      }
      if (column.is_settled || column.is_used) continue;
      if (!column.key.empty()) {
        fault(column.heading, "column", why_refused(column));
        continue;
      }
      const auto is_filled = [&](const auto& row) { return i < row.size() && row[i] && !words::trim(*row[i]).empty(); };
      if (std::ranges::none_of(table_.rows, is_filled) && !table_.rows.empty()) continue;  // A separator too many.
      fault(column.heading, "column", "A column has no name; name it or take it out of the table.");
    }
  }

  void require(Plays part) {
    for (const Question& question : programme_.questions) {
      if (question.plays != part || !is_asked_here(question)) continue;
      const auto is_of = [&](const QuestionColumns& columns) { return columns.question == &question; };
      if (std::ranges::any_of(found_.questions, is_of)) continue;
      fault(question.id, "column", "The column is missing; every row needs it.", {});
      found_.usable = false;
    }
  }

  void fault(std::string_view heading, std::string_view rule, const std::string& message) {
    fault(heading, rule, message, heading);
  }

  void fault(std::string_view heading, std::string_view rule, const std::string& message, std::string_view value) {
    findings_.push_back({.severity = Severity::error,
                         .rule = std::string(rule),
                         .message = words::as_text(message),
                         .file = words::as_text(table_.name),
                         .column = words::as_text(heading),
                         .value = words::shortened(words::as_text(value))});
  }

  const Programme& programme_;
  const Sheet& sheet_;
  const Table& table_;
  ColumnWants wants_;
  Findings& findings_;
  std::vector<TableColumn> columns_{};
  std::vector<ColumnClaim> claims_{};
  SheetColumns found_{};
};

}  // namespace

const QuestionColumns* SheetColumns::find(Plays part) const {
  const auto is_of = [&](const QuestionColumns& columns) { return columns.question->plays == part; };
  const auto found = std::ranges::find_if(questions, is_of);
  return found == questions.end() ? nullptr : &*found;
}

std::string SheetColumns::heading_of(Plays part) const {
  const auto found = headings.find(part);
  return found == headings.end() ? std::string() : found->second;
}

SheetColumns find_columns(const Programme& programme, const Sheet& sheet, const Table& table, ColumnWants wants,
                          Findings& findings) {
  return ColumnFinder(programme, sheet, table, wants, findings).run();
}

}  // namespace pairwell
