/// Form values: one cell of a table of forms as the answer to its question.
#pragma once

#include <string_view>

#include "pairwell/scheme/answers.hpp"
#include "pairwell/scheme/calendar.hpp"
#include "pairwell/scheme/question.hpp"
#include "scheme/cells.hpp"

namespace pairwell {

/// What a cell says, or a blank, with every fault as a finding of the row. The question is of one of the kinds that the
/// standard questions have; times without an offset are of the zone.
Value read_value(Row& row, std::string_view column, const Question& question, const Zone& zone);

}  // namespace pairwell
