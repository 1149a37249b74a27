/// Ready condition: a condition of a rule, made ready to be asked of many forms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "pairwell/scheme/condition.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/question.hpp"

namespace pairwell {

/// What a value that a condition lists is compared as; none where it can be no answer to the question.
std::optional<std::string> word_of_value(std::string_view value, const Question& question);

/// The age in whole years on a day; none before the birth. Who was born on 29 February is a year older from 1 March in
/// years without one.
std::optional<std::int64_t> age_on(const Date& day, const Date& born);

/// A condition with its questions found. Programme and condition outlive it, and have no errors.
class ReadyCondition {
 public:
  ReadyCondition(const Condition& condition, const std::vector<Question>& questions, const Zone& zone);

  bool holds(const Form& form) const;

  /// Every question that the condition looks at, each once, in its order.
  std::vector<const Question*> questions() const;

  /// Of a condition that does not hold: the questions whose answers are why, each once.
  std::vector<const Question*> blamed(const Form& form) const;

 private:
  bool holds_of_day(const Value& value) const;
  void add_questions(std::vector<const Question*>& found) const;
  void blame(const Form& form, bool wanted, std::vector<const Question*>& found) const;

  const Condition* condition_;
  const Question* question_ = nullptr;  ///< None of a condition of conditions.
  Zone zone_;
  std::unordered_set<std::string> values_{};
  std::vector<ReadyCondition> of_{};
};

}  // namespace pairwell
