#include "pairwell/cohort/dimacs.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cohort/text.hpp"
#include "core/at.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

/// The words of a line.
std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::string_view rest = trimmed(line); !rest.empty(); rest = trimmed(rest)) {
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\v\f"));
    words.push_back(word);
    rest.remove_prefix(word.size());
  }
  return words;
}

/// An arc with the line that it stood on.
struct DimacsArc {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::int64_t cost = 0;
  std::int64_t line = 0;
};

/// Reads one file line by line; what lines must say together comes after the last.
class DimacsReader {
 public:
  DimacsReader(std::string_view text, std::string_view file) : faults_(file), lines_(text) {}

  SparseInstance run() {
    while (const auto line = lines_.next()) {
      const std::vector<std::string_view> words = words_of(*line);
      if (words.empty() || words[0] == "c") continue;
      if (words[0] == "p") {
        read_problem(words);
      } else if (words[0] == "n") {
        read_node(words);
      } else if (words[0] == "a") {
        read_arc(words);
      } else {
        fault("line", "", "a line begins with c, p, n or a", words[0]);
      }
    }
    if (!has_problem_) faults_.add(0, "missing", "p", "the file must say \"p asn NODES ARCS\"");
    check_nodes();
    check_arcs();
    faults_.throw_if_any("read_dimacs");
    return instance();
  }

 private:
  void fault(std::string_view rule, std::string_view column, std::string message, std::string_view value = {}) {
    faults_.add(lines_.number(), rule, column, std::move(message), value);
  }

  bool has_words(const std::vector<std::string_view>& words, std::size_t count, std::string_view form) {
    if (words.size() == count) return true;
    fault("words", words[0], "such a line is written \"" + std::string(form) + "\"", std::to_string(words.size()));
    return false;
  }

  std::optional<std::int64_t> number(std::string_view word, std::string_view column, std::int64_t least) {
    const auto found = whole_number(word);
    if (found && *found >= least && *found <= largest_number) return found;
    fault("number", column, "this must be a whole number from " + std::to_string(least) + " to 2^31 - 1", word);
    return std::nullopt;
  }

  void read_problem(const std::vector<std::string_view>& words) {
    if (has_problem_) {
      fault("duplicate", "p", "a file has one problem line");
      return;
    }
    has_problem_ = true;
    if (!has_words(words, 4, "p asn NODES ARCS")) return;
    if (words[1] != "asn") fault("kind", "p", "only assignment problems are read: asn", words[1]);
    if (!sources_.empty() || !arcs_.empty()) fault("order", "p", "the problem line comes before nodes and arcs");
    nodes_ = number(words[2], "NODES", 0);
    announced_ = number(words[3], "ARCS", 0);
    announced_on_ = lines_.number();
  }

  void read_node(const std::vector<std::string_view>& words) {
    if (!has_words(words, 2, "n ID")) return;
    if (const auto id = number(words[1], "ID", 1)) sources_.push_back({*id, lines_.number()});
  }

  void read_arc(const std::vector<std::string_view>& words) {
    ++arc_lines_;
    if (!has_words(words, 4, "a FROM TO COST")) return;
    const auto from = number(words[1], "FROM", 1);
    const auto to = number(words[2], "TO", 1);
    const auto cost = whole_number(words[3]);
    if (!cost) fault("whole", "COST", "a cost is a whole number of 64 bits", words[3]);
    if (from && to && cost) arcs_.push_back({*from, *to, *cost, lines_.number()});
  }

  /// The largest number that a node may have; without a problem line no number is too large.
  std::int64_t most() const { return nodes_.value_or(largest_number); }

  void check_nodes() {
    std::ranges::stable_sort(sources_, {}, &std::pair<std::int64_t, std::int64_t>::first);
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      const auto [id, line] = sources_[i];
      if (i > 0 && sources_[i - 1].first == id) {
        faults_.add(line, "duplicate", "ID", "a node is named once", std::to_string(id));
      }
      if (id > most()) {
        faults_.add(line, "range", "ID", "nodes are numbered from 1 to " + std::to_string(most()), std::to_string(id));
      }
    }
  }

  bool is_of_first_side(std::int64_t id) const {
    return std::ranges::binary_search(sources_, id, {}, &std::pair<std::int64_t, std::int64_t>::first);
  }

  void check_arcs() {
    for (const DimacsArc& arc : arcs_) {
      if (!is_of_first_side(arc.from)) {
        faults_.add(arc.line, "side", "FROM", "an arc begins at a node that a line \"n ID\" names",
                    std::to_string(arc.from));
      }
      if (arc.to > most() || is_of_first_side(arc.to)) {
        faults_.add(arc.line, "side", "TO", "an arc ends at a node of the other side", std::to_string(arc.to));
      }
    }
    std::ranges::stable_sort(arcs_, {}, [](const DimacsArc& arc) { return std::pair(arc.from, arc.to); });
    for (std::size_t i = 1; i < arcs_.size(); ++i) {
      if (arcs_[i].from != arcs_[i - 1].from || arcs_[i].to != arcs_[i - 1].to) continue;
      faults_.add(arcs_[i].line, "duplicate", "a", "this arc is there already",
                  std::to_string(arcs_[i].from) + " " + std::to_string(arcs_[i].to));
    }
    if (announced_ && *announced_ != arc_lines_) {
      faults_.add(announced_on_, "sum", "ARCS", "the file has " + std::to_string(arc_lines_) + " arcs",
                  std::to_string(*announced_));
    }
  }

  /// How many sources have a lower number: the row of a source, and what a column is lower than its number by.
  std::int64_t sources_below(std::int64_t id) const {
    return std::ranges::lower_bound(sources_, id, {}, &std::pair<std::int64_t, std::int64_t>::first) - sources_.begin();
  }

  SparseInstance instance() const {
    SparseInstance made;
    made.rows = static_cast<std::int32_t>(sources_.size());
    made.columns = static_cast<std::int32_t>(*nodes_ - std::ssize(sources_));
    made.row_start.assign(sources_.size() + 1, 0);
    made.planted.assign(sources_.size(), -1);
    for (const DimacsArc& arc : arcs_) {
      ++made.row_start[at(sources_below(arc.from) + 1)];
      made.column.push_back(static_cast<std::int32_t>(arc.to - 1 - sources_below(arc.to)));
      made.cost.push_back(arc.cost);
    }
    for (std::size_t row = 1; row < made.row_start.size(); ++row) made.row_start[row] += made.row_start[row - 1];
    return made;
  }

  LineFaults faults_;
  Lines lines_;
  bool has_problem_ = false;
  std::optional<std::int64_t> nodes_;
  std::optional<std::int64_t> announced_;
  std::int64_t announced_on_ = 0;
  std::int64_t arc_lines_ = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> sources_;  ///< Number and line; by number once all are read.
  std::vector<DimacsArc> arcs_;
};

void check_rows(const SparseInstance& instance) {
  Findings findings;
  const auto add = [&findings](std::string_view rule, std::string_view column, std::string message, std::string value) {
    findings.push_back({.rule = std::string(rule),
                        .message = std::move(message),
                        .column = std::string(column),
                        .value = std::move(value)});
  };
  if (instance.rows < 0 || instance.columns < 0 || std::int64_t{instance.rows} + instance.columns > largest_number) {
    add("size", "rows, columns", "both sides together have 0 to 2^31 - 1 nodes",
        std::to_string(instance.rows) + ", " + std::to_string(instance.columns));
    throw_if_errors("write_dimacs", findings);
  }
  const std::vector<std::int64_t>& starts = instance.row_start;
  const bool is_whole = std::ssize(starts) == std::int64_t{instance.rows} + 1 && starts.front() == 0 &&
                        std::ranges::is_sorted(starts) && starts.back() == std::ssize(instance.column) &&
                        instance.cost.size() == instance.column.size();
  if (!is_whole) {
    add("starts", "row_start", "starts rise from 0 to the number of pairs, one more than rows, with a cost a pair",
        std::to_string(starts.size()));
    throw_if_errors("write_dimacs", findings);
  }
  for (std::int32_t row = 0; row < instance.rows; ++row) {
    for (std::int64_t k = starts[at(row)]; k < starts[at(row) + 1]; ++k) {
      const std::int32_t column = instance.column[at(k)];
      if (column < 0 || column >= instance.columns || (k > starts[at(row)] && instance.column[at(k - 1)] >= column)) {
        add("column", "column", "columns rise within a row, from 0 to under " + std::to_string(instance.columns),
            std::to_string(column) + " in row " + std::to_string(row));
      }
    }
  }
  throw_if_errors("write_dimacs", findings);
}

}  // namespace

SparseInstance read_dimacs(std::string_view text, std::string_view file) { return DimacsReader(text, file).run(); }

std::string write_dimacs(const SparseInstance& instance, std::string_view comment) {
  check_rows(instance);
  std::string text;
  Lines lines(comment);
  while (const auto line = lines.next()) {
    const std::string_view content = trimmed(*line);
    text += content.empty() ? "c" : "c ";
    text.append(content).append("\n");
  }
  text += "p asn " + std::to_string(std::int64_t{instance.rows} + instance.columns) + " " +
          std::to_string(instance.column.size()) + "\n";
  for (std::int32_t row = 1; row <= instance.rows; ++row) text += "n " + std::to_string(row) + "\n";
  for (std::int32_t row = 0; row < instance.rows; ++row) {
    const std::string from = "a " + std::to_string(row + 1) + " ";
    for (std::int64_t k = instance.row_start[at(row)]; k < instance.row_start[at(row) + 1]; ++k) {
      text += from + std::to_string(std::int64_t{instance.rows} + instance.column[at(k)] + 1) + " " +
              std::to_string(instance.cost[at(k)]) + "\n";
    }
  }
  return text;
}

}  // namespace pairwell
