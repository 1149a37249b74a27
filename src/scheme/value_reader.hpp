/// Value reader: reads the cells of one question, as people and form services wrote them, into a typed value.
///
/// A reader is made once for a column and reads its cells one row after the other, each in time linear in its length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/answers.hpp"
#include "pairwell/scheme/question.hpp"
#include "scheme/date_reader.hpp"
#include "scheme/findings.hpp"
#include "scheme/list_splitter.hpp"
#include "scheme/number_reader.hpp"
#include "scheme/option_index.hpp"
#include "scheme/reading.hpp"
#include "scheme/week_reader.hpp"

namespace pairwell {

/// The cells of one question in one row, in the order of its columns; a blank cell is empty. They are text (UTF-8).
using Cells = std::span<const std::string_view>;

/// What is wrong with a cell, or should be looked at. Whoever reads a table adds file, row and heading.
struct CellFault {
  Severity severity = Severity::error;
  std::size_t cell = 0;  ///< Which of the question's cells.
  std::string rule{};
  std::string message{};
  std::string value{};

  friend bool operator==(const CellFault&, const CellFault&) = default;
};

using CellFaults = std::vector<CellFault>;

/// Reads the answers to one question. What was answered to a question of identity or monitoring is in no message.
class ValueReader {
 public:
  /// @param headings the headings of its columns as the file has them, in the order of the cells: "Question [Row]"
  /// makes a grid of several columns. None: several columns are ranks, or further answers.
  ValueReader(const Question& question, const ReadingRules& rules, const std::vector<std::string>& headings = {});

  /// Takes note of what separates several answers in a cell. Every row is looked at before the first is read; without
  /// that it is ";" where the question does not say.
  void look_at(Cells cells);

  /// The value of one row; blank where all cells are, and, after an error, where they cannot be read.
  /// @param zone of the person, for times of the week; null: the zone of the rules.
  Value read(Cells cells, CellFaults& faults, const Zone* zone = nullptr);

  /// Of all that was read, the answers outside the options: a warning for each, with how often it was given.
  CellFaults outside_options() const;

 private:
  /// One of several answers.
  struct Item {
    std::size_t cell = 0;
    std::string text{};
    std::string mark{};      ///< Of a row of a grid of ranks: what its cell says.
    bool is_ranked = false;  ///< Whether its place among the columns is its rank.
  };
  class Repeats;

  Value read_single(std::size_t cell, const std::string& text, CellFaults& faults);
  Value read_choice(std::size_t cell, const std::string& text, CellFaults& faults);
  Value read_level(std::size_t cell, const std::string& text, CellFaults& faults);
  Value read_yes_no(std::size_t cell, const std::string& text, CellFaults& faults) const;
  Value read_place(std::size_t cell, const std::string& text, CellFaults& faults) const;
  Value read_reference(std::size_t cell, const std::string& text, CellFaults& faults) const;
  Value read_vector(Cells cells, CellFaults& faults) const;

  Value read_list(Cells cells, CellFaults& faults, const Zone* zone);
  Value read_choices(const std::vector<Item>& items, CellFaults& faults);
  Value read_ranked(const std::vector<Item>& items, CellFaults& faults);
  Value read_people(const std::vector<Item>& items, CellFaults& faults) const;
  Value read_languages(const std::vector<Item>& items, CellFaults& faults);
  Value read_availability(const std::vector<Item>& items, CellFaults& faults, const Zone* zone);
  /// The term of an item and its priority, 0 where it says none; no term, with an error, where it cannot be read.
  Need ranked_item(const Item& item, CellFaults& faults);
  LanguageLevel language_item(const Item& item, CellFaults& faults);

  std::vector<Item> items_of(Cells cells, CellFaults& faults) const;
  void add_row_of_grid(std::size_t cell, std::string_view text, std::vector<Item>& items, CellFaults& faults) const;
  bool is_grid() const { return !rows_.empty(); }
  bool is_open(std::string_view given) const;
  /// The spelling that is kept of a term: the option's, or as given; empty, with an error, where that may not be.
  std::string spelling(std::size_t cell, std::string_view given, CellFaults& faults);
  /// Takes note of an answer outside the options; false, with an error, where there may be none.
  bool may_be_outside(std::size_t cell, std::string_view given, CellFaults& faults);
  std::string outside_message(std::string_view given);
  std::string_view outside_rule() const;

  /// Whether findings may say what was answered.
  bool is_shown() const;
  /// For the beginning of a message: the answer in quotes, or words for it where it may not be shown.
  std::string said(std::string_view given) const;
  void add(Severity severity, std::size_t cell, std::string_view rule, const std::string& message,
           std::string_view value, CellFaults& faults) const;
  template <class T>
  Value value_or_fault(std::size_t cell, std::string_view given, const Reading<T>& reading, CellFaults& faults) const;

  Question question_;
  LikelyWords likely_{200'000};
  std::string language_;
  char decimal_;
  std::vector<std::string> rows_{};  ///< Of a grid: the label of each column; empty where it is none.
  OptionIndex options_;
  ListSplitter splitter_;
  NumberReader numbers_;
  DateReader dates_;
  WeekReader weeks_;
  std::map<std::string, std::pair<std::string, std::int64_t>> outside_{};  ///< By loose key: as given, how often.
  std::size_t unknown_ = 0;  ///< Of the list that is being read: the items that are no option.
};

}  // namespace pairwell
