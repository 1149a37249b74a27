/// Sheet: an exported file of answers, and how it is read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/question.hpp"

namespace pairwell {

/// Text cells under named columns, as a CSV file or data frame gives them.
struct Table {
  std::string name{};  ///< "mentees.csv": named in findings.
  std::vector<std::string> columns{};
  std::vector<std::vector<std::optional<std::string>>> rows{};  ///< A cell is none where it was empty.
  std::vector<std::int64_t> row_numbers{};                      ///< For findings; empty: counted from 1.
};

/// The order of day, month and year where they are written in digits.
enum class DateOrder { iso, day_first, month_first };

/// Which of several forms of one person counts.
enum class Resubmissions {
  last,     ///< The latest that came within the deadline; where none did, the first after it.
  first,    ///< The earliest.
  refused,  ///< None: each further form is an error.
};

/// The enumerators' names: "day_first", "refused".
std::string_view to_string(DateOrder order);
std::string_view to_string(Resubmissions resubmissions);

/// Which question a column answers.
struct SheetColumn {
  std::string heading{};   ///< As the file has it; compared without regard to case and outer blanks.
  std::string question{};  ///< An id.

  friend bool operator==(const SheetColumn&, const SheetColumn&) = default;
};

/// What an answer to the question of the role means.
struct RoleWord {
  std::string word{};         ///< "I would like a mentor".
  std::vector<Role> roles{};  ///< Both, where the person applies for both.

  friend bool operator==(const RoleWord&, const RoleWord&) = default;
};

/// One file, or several of one make.
struct Sheet {
  std::string id{};               ///< "mentees".
  std::optional<Role> role{};     ///< None: a column says it.
  std::string encoding{};         ///< Empty: found out.
  std::string separator{};        ///< Of the cells of a CSV file; empty: found out.
  std::string worksheet{};        ///< Of a workbook; empty: the first.
  std::int32_t header_rows = 1;   ///< 1 to 5.
  std::int32_t skipped_rows = 0;  ///< Above the headings.
  char decimal = '.';             ///< "." or ",".
  DateOrder dates = DateOrder::iso;
  std::string zone{};  ///< Of moments without an offset; empty: the timetable's.
  Resubmissions resubmissions = Resubmissions::last;
  std::vector<SheetColumn> columns{};  ///< Besides headings that are a question's own words, heading or id.
  std::vector<std::string> ignored{};  ///< Headings of columns that answer no question.
  std::vector<RoleWord> roles{};       ///< Besides "mentee", "mentor" and "both".

  friend bool operator==(const Sheet&, const Sheet&) = default;
};

}  // namespace pairwell
