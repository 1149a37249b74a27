#include "pairwell/scheme/question.hpp"

#include <algorithm>
#include <cstddef>

namespace pairwell {

std::string_view to_string(Role role) {
  static constexpr std::string_view names[] = {"mentee", "mentor"};
  return names[static_cast<std::size_t>(role)];
}

std::string_view to_string(QuestionKind kind) {
  static constexpr std::string_view names[] = {"choice", "choices",   "ranked", "level",   "scale",
                                               "number", "yes_no",    "date",   "instant", "availability",
                                               "place",  "languages", "people", "vector",  "text"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view to_string(Keep keep) {
  static constexpr std::string_view names[] = {"application", "identity", "monitoring"};
  return names[static_cast<std::size_t>(keep)];
}

std::string_view to_string(Plays plays) {
  static constexpr std::string_view names[] = {
      "nothing",    "reference", "name",         "email",    "role",   "state",  "submitted_at",
      "consent",    "region",    "zone",         "capacity", "wishes", "vetoes", "conflicts",
      "past_pairs", "again",     "line_manager", "employer", "team",   "slots",  "access_cost"};
  return names[static_cast<std::size_t>(plays)];
}

bool is_asked(const Question& question, Role role) {
  return question.asked.empty() || std::ranges::find(question.asked, role) != question.asked.end();
}

std::string_view words_for(const Question& question, Role role) {
  if (role == Role::mentor && !question.mentor_words.empty()) return question.mentor_words;
  return question.words.empty() ? question.id : question.words;
}

}  // namespace pairwell
