/// Sheet columns: which columns of a table answer which question.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/question.hpp"
#include "pairwell/scheme/sheet.hpp"

namespace pairwell {

/// A question with the columns that answer it.
struct QuestionColumns {
  const Question* question = nullptr;
  std::vector<std::size_t> columns{};  ///< In the order of the cells.
  std::vector<Role> roles{};           ///< Whose answers stand there.
  bool is_grid = false;                ///< Whether every heading is "Question [Row]".
};

/// What a reader of a table wants of its columns.
struct ColumnWants {
  bool forms = true;        ///< Whether columns of applications and identity are read; else they are refused.
  bool monitoring = false;  ///< The same, of monitoring.
  bool reference = true;    ///< Whether a question that plays the reference must have its column.
};

/// Which columns of a table answer which question.
struct SheetColumns {
  std::vector<Role> roles{};  ///< Of the people in the sheet.
  /// In the order of the programme, each question that has columns; one for each role where they differ.
  std::vector<QuestionColumns> questions{};
  std::map<Plays, std::string>
      headings{};  ///< Of each part that a question plays: of its column, else the question's id.
  bool usable =
      true;  ///< Whether every column stands there that each row needs, and none twice: else no row can be trusted.

  /// Of a part that a question plays; null where none does that has a column.
  const QuestionColumns* find(Plays part) const;

  /// What findings call the column of a part; empty where no question plays it.
  std::string heading_of(Plays part) const;
};

/// Finds the question of each column of a table, and the columns that the sheet and the programme ask for.
///
/// A heading is compared without regard to case, accents and outer blanks: with the headings that the sheet maps or
/// ignores, then with the questions' ids, their words for the role, and their other headings. "Question [Row]" is a row
/// of a grid. In a sheet of both roles a column may answer one question of mentees and another of mentors.
/// @param findings takes every fault, as one of the table. The result points into the programme.
SheetColumns find_columns(const Programme& programme, const Sheet& sheet, const Table& table, ColumnWants wants,
                          Findings& findings);

}  // namespace pairwell
