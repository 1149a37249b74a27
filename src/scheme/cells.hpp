/// Cells: reads the header and the rows of one table, and keeps every fault by row and column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/calendar.hpp"
#include "pairwell/scheme/forms.hpp"

namespace pairwell {

/// What a table may hold.
struct TableShape {
  std::vector<std::string> columns;   ///< The columns that it may have.
  std::vector<std::string> required;  ///< Those of them that it must have.
  /// Says why a column is refused that stands elsewhere ("Keep ... in a table of its own."); empty: just unknown.
  std::function<std::string(std::string_view column)> refusal;
};

/// A table with its columns found. Faults of the header are found at once, those of the rows as they are read.
class TableReader {
 public:
  /// @throws InvalidInput where the row numbers are not as many as the rows.
  TableReader(const Table& table, TableShape shape, Findings& findings);

  /// Whether every required column stands there, and none twice: else no row can be trusted.
  bool usable() const { return usable_; }

  std::size_t row_count() const { return table_.rows.size(); }
  std::int64_t row_number(std::size_t row) const;
  const Table& table() const { return table_; }
  /// The known columns of the table, in its order, with their positions.
  const std::vector<std::pair<std::string, std::size_t>>& columns() const { return columns_; }

 private:
  friend class Row;
  void find_columns();
  void refuse(const std::string& column);
  void require_columns();
  void add(Severity severity, std::int64_t row, std::string_view column, std::string_view rule,
           std::string_view message, std::string_view value);

  const Table& table_;
  TableShape shape_;
  Findings& findings_;
  std::vector<std::pair<std::string, std::size_t>> columns_;
  std::map<std::string, std::size_t, std::less<>> position_;
  bool usable_ = true;
};

/// One row of a table. A function that reads a cell gives its blank result where the cell is blank, where the table has
/// no such column, and, after an error, where the cell cannot be read.
class Row {
 public:
  Row(TableReader& reader, std::size_t index);

  std::int64_t number() const { return number_; }
  bool has_error() const { return has_error_; }
  bool has_column(std::string_view column) const { return !is_ragged_ && reader_.position_.contains(column); }

  /// The cell as it was given; empty where it is blank.
  std::string_view raw(std::string_view column) const;
  std::string text(std::string_view column) const;

  /// A text that names somebody, composed: not blank, without ";" and what cannot be seen, at most 100 characters.
  std::string reference(std::string_view column);
  /// References between ";", the first of each; they may name nobody.
  std::vector<std::string> references(std::string_view column);
  std::optional<int> whole(std::string_view column, int least, int most);
  /// Pounds, "120" or "120.50", as pence.
  std::optional<std::int64_t> pence(std::string_view column);
  /// One of several words, by its key.
  std::string choice(std::string_view column, const std::vector<std::string>& known);
  /// An instant, or a wall-clock reading of the zone.
  std::optional<Instant> instant(std::string_view column, const Zone& zone);
  /// Items of a vocabulary, by their keys and kept in its spelling; an empty vocabulary takes any item. One that
  /// appears twice is kept once, with a warning.
  std::vector<std::string> terms(std::string_view column, std::string_view rule,
                                 const std::vector<std::string>& vocabulary);
  /// Terms with priorities: "term:priority" or "term".
  std::vector<Need> needs(std::string_view column, const std::vector<std::string>& vocabulary);

  void error(std::string_view column, std::string_view rule, std::string_view message, std::string_view value);
  void warning(std::string_view column, std::string_view rule, std::string_view message, std::string_view value);

 private:
  /// The parts between ";"; none, with an error, where they are more than a list may have.
  std::vector<std::string> parts(std::string_view column);
  /// Takes out every item of a list that stood in it before, by what key() gives, and warns of it.
  std::vector<std::string> once(std::string_view column, std::vector<std::string> items,
                                std::string (*key)(std::string_view));
  void tell_of_more(std::string_view column, std::string_view rule);
  std::optional<std::string> term(std::string_view column, std::string_view rule, const std::string& item,
                                  const std::vector<std::string>& vocabulary);
  std::optional<Need> need(std::string_view column, const std::string& item,
                           const std::vector<std::string>& vocabulary);

  TableReader& reader_;
  std::size_t index_;
  std::int64_t number_;
  bool is_ragged_ = false;
  bool has_error_ = false;
  std::size_t unknown_ = 0;  ///< Of the list that is being read: the items that its vocabulary does not have.
};

/// Finds references that appear twice: the later row gets an error that names the first. Two that a person can hardly
/// tell apart, as "MM-1a" and "mm-1A", are one as well.
class FirstRows {
 public:
  /// Takes note of a reference; false, with an error of the row, where it stood before.
  bool add(Row& row, const std::string& reference);

 private:
  std::map<std::string, std::pair<std::string, std::int64_t>> rows_;
};

}  // namespace pairwell
