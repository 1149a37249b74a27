/// What the checks of a programme's parts have in common: ids, texts, ranges, and names of questions.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/question.hpp"
#include "scheme/findings.hpp"

namespace pairwell {

/// Finds an id that is none, or that is among those before.
void check_id(const std::string& key, const std::string& id, std::set<std::string>& ids, FindingList& found);

/// Finds a text that is blank.
void check_text(const std::string& key, const std::string& text, const std::string& what, FindingList& found);

void check_range(const std::string& key, std::int64_t value, std::int64_t least, std::int64_t most, FindingList& found);

/// The end of a sentence that says what was likely meant: "did you mean "needs"?", or what is known.
std::string hint(std::string_view text, const std::vector<std::string>& known);

/// The questions that a criterion or a rule can name.
class QuestionNames {
 public:
  /// @param roles that must all be asked. @param kinds of which one must be; any where empty.
  QuestionNames(const std::vector<Question>& questions, const std::vector<Role>& roles,
                const std::vector<QuestionKind>& kinds);

  /// The question that a key names; none, with an error, where there is none, where it is kept apart, or where a role
  /// is not asked. Its kind is not looked at.
  const Question* check(const std::string& key, const std::string& id, FindingList& found) const;

  /// "those that can stand here are "grade" and "years"."
  std::string fitting() const;

 private:
  const std::vector<Question>& questions_;
  std::vector<Role> roles_;
  std::vector<std::string> fitting_;
};

}  // namespace pairwell
