/// What rules want: the answers that a clean applicant gives, taken from a programme's rules of a person.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// What the answer to one question must be.
struct AnswerWants {
  bool answered = false;
  bool blank = false;
  std::optional<bool> yes{};
  std::vector<std::string> one_of{};  ///< Empty: any.
  std::vector<std::string> none_of{};
  std::vector<std::string> all_of{};
  std::optional<std::int64_t> at_least{};  ///< Of the number or level, or of how many answers there are.
  std::optional<std::int64_t> at_most{};
  std::optional<Date> from{};
  std::optional<Date> until{};
  bool is_birth = false;  ///< The day is compared as that of a birth.
};

/// By question: what passes every rule that is for one of the roles. Of several ways to pass, the first that a rule
/// names is taken; rules that contradict each other are not found out.
std::map<std::string, AnswerWants> wants_of_rules(const Programme& programme, const std::vector<Role>& roles);

}  // namespace pairwell
