#include "scheme/programme_checks.hpp"

#include <algorithm>
#include <cstddef>

#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::size_t most_told = 12;

/// A list that a person reads: no longer than that.
std::string named_in_order(std::vector<std::string> names) {
  const std::size_t more = names.size() > most_told ? names.size() - most_told : 0;
  names.resize(names.size() - more);
  if (more > 0) names.push_back(std::to_string(more) + " more");
  return words::join(names);
}

}  // namespace

void check_id(const std::string& key, const std::string& id, std::set<std::string>& ids, FindingList& found) {
  if (!is_id(id)) {
    found.error(key, "id", "An id is lower-case letters, digits, - and _, and begins with a letter.", id);
  } else if (!ids.insert(id).second) {
    found.error(key, "duplicate", "This id appears twice.", id);
  }
}

void check_text(const std::string& key, const std::string& text, const std::string& what, FindingList& found) {
  if (words::trim(text).empty()) found.error(key, "blank", what + " may not be blank.", text);
}

void check_range(const std::string& key, std::int64_t value, std::int64_t least, std::int64_t most,
                 FindingList& found) {
  if (value >= least && value <= most) return;
  found.error(key, "range",
              "This must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".",
              std::to_string(value));
}

std::string hint(std::string_view text, const std::vector<std::string>& known) {
  const std::string near = likely_word(text, known);
  if (!near.empty()) return "did you mean \"" + near + "\"?";
  return known.empty() ? "there are none." : "known are " + named_in_order(known) + ".";
}

QuestionNames::QuestionNames(const std::vector<Question>& questions, const std::vector<Role>& roles,
                             const std::vector<QuestionKind>& kinds)
    : questions_(questions), roles_(roles) {
  for (const Question& question : questions) {
    const bool fits = question.keep == Keep::application &&
                      (kinds.empty() || std::ranges::find(kinds, question.kind) != kinds.end()) &&
                      std::ranges::all_of(roles, [&](Role role) { return is_asked(question, role); });
    if (fits) fitting_.push_back(question.id);
  }
}

const Question* QuestionNames::check(const std::string& key, const std::string& id, FindingList& found) const {
  const auto question = std::ranges::find(questions_, id, &Question::id);
  if (question == questions_.end()) {
    found.error(key, "reference", "There is no question \"" + id + "\"; " + hint(id, fitting_), id);
    return nullptr;
  }
  if (question->keep != Keep::application) {
    const bool is_identity = question->keep == Keep::identity;
    found.error(key, is_identity ? "identity" : "monitoring",
                (is_identity ? "Nothing may look at who somebody is; " : "Nothing may look at monitoring answers; ") +
                    fitting(),
                id);
    return nullptr;
  }
  for (const Role role : roles_) {
    if (is_asked(*question, role)) continue;
    found.error(key, "asked",
                "The question \"" + id + "\" is not asked of " + std::string(to_string(role)) + "s; " + fitting(), id);
    return nullptr;
  }
  return &*question;
}

std::string QuestionNames::fitting() const {
  if (fitting_.empty()) return "there is no question that can stand here.";
  return "what can stand here is " + named_in_order(fitting_) + ".";
}

}  // namespace pairwell
