#include "scheme/question_units.hpp"

#include <algorithm>

namespace pairwell {

const Question* find_question(const std::vector<Question>& questions, std::string_view id) {
  const auto found = std::ranges::find(questions, id, &Question::id);
  return found == questions.end() ? nullptr : &*found;
}

int decimals_of(const std::vector<Question>& questions, std::string_view id) {
  const Question* question = find_question(questions, id);
  return question == nullptr || question->kind != QuestionKind::number ? 0 : question->decimals;
}

}  // namespace pairwell
