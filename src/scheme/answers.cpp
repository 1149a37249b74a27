#include "pairwell/scheme/answers.hpp"

#include <algorithm>

namespace pairwell {

std::int32_t Answers::people() const { return static_cast<std::int32_t>(references.size()); }

const AnswerColumn* Answers::find(std::string_view question) const {
  const auto found = std::ranges::find(columns, question, &AnswerColumn::question);
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace pairwell
