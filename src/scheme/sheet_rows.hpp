/// Sheet rows: what the people of a sheet answered, row by row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/answers.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/question.hpp"
#include "pairwell/scheme/sheet.hpp"
#include "scheme/sheet_columns.hpp"

namespace pairwell {

/// What somebody answered in one row for one role, parted by where answers are kept.
struct RowAnswers {
  Role role = Role::mentee;
  std::size_t row = 0;  ///< Position in the table.
  std::int64_t number = 0;
  bool has_error = false;
  std::vector<Answer> application{};  ///< One for each question that is asked of the role and kept there, in order.
  std::vector<Answer> identity{};     ///< The same.
  std::vector<Answer> monitoring{};   ///< To those questions that have columns.
};

/// Reads the rows of one sheet.
class SheetRows {
 public:
  /// All must outlive this.
  /// @throws InvalidInput where the row numbers are not as many as the rows, or a zone has no such name.
  SheetRows(const Programme& programme, const Sheet& sheet, const Table& table, const SheetColumns& columns,
            Findings& findings);

  /// One for each row and role of its person; a row that is wholly blank, and one whose role cannot be told, has none.
  std::vector<RowAnswers> read();

 private:
  class Reading;

  const Programme& programme_;
  const Sheet& sheet_;
  const Table& table_;
  const SheetColumns& columns_;
  Findings& findings_;
};

/// The answer to the question that plays a part, among answers that are kept together; null where there is none.
const Answer* find_part(const std::vector<Question>& questions, const std::vector<Answer>& answers, Plays part);

}  // namespace pairwell
