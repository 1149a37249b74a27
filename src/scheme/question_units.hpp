/// Questions by their ids, and the units of what is compared with answers to them.
#pragma once

#include <string_view>
#include <vector>

#include "pairwell/scheme/question.hpp"

namespace pairwell {

/// The question of an id; none where there is no such.
const Question* find_question(const std::vector<Question>& questions, std::string_view id);

/// In what units a number is written that is compared with answers to a question.
int decimals_of(const std::vector<Question>& questions, std::string_view id);

}  // namespace pairwell
