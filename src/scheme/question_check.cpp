/// Checks a list of questions: everything that is wrong with them at once, by dotted key.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "pairwell/scheme/question.hpp"
#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

using QuestionKinds = std::vector<QuestionKind>;

constexpr std::int64_t greatest_number = 1'000'000'000'000'000;
constexpr std::int64_t greatest_priority = 1000;
constexpr std::int32_t most_places = 6;
constexpr std::int64_t first_language = 7;

bool is_among(const QuestionKinds& kinds, QuestionKind kind) { return std::ranges::find(kinds, kind) != kinds.end(); }

std::string names_of(const QuestionKinds& kinds) {
  std::vector<std::string> names;
  for (const QuestionKind kind : kinds) names.emplace_back(to_string(kind));
  return words::join(names, " or ");
}

/// The kinds of question that may play a part.
const QuestionKinds& kinds_of(Plays plays) {
  using enum QuestionKind;
  static const QuestionKinds texts{text};
  static const QuestionKinds chosen{choice, text};
  static const QuestionKinds named_people{people};
  static const std::map<Plays, QuestionKinds> kinds{{Plays::reference, texts},
                                                    {Plays::name, texts},
                                                    {Plays::email, texts},
                                                    {Plays::role, {choice, choices}},
                                                    {Plays::state, {choice}},
                                                    {Plays::submitted_at, {instant}},
                                                    {Plays::consent, {yes_no}},
                                                    {Plays::region, {choice, text, place}},
                                                    {Plays::zone, chosen},
                                                    {Plays::capacity, {scale, number}},
                                                    {Plays::wishes, named_people},
                                                    {Plays::vetoes, named_people},
                                                    {Plays::conflicts, named_people},
                                                    {Plays::past_pairs, named_people},
                                                    {Plays::again, named_people},
                                                    {Plays::line_manager, {people, text}},
                                                    {Plays::employer, chosen},
                                                    {Plays::team, chosen},
                                                    {Plays::slots, {availability}},
                                                    {Plays::access_cost, {number}}};
  return kinds.at(plays);
}

std::vector<Role> asked_roles(const Question& question) {
  return question.asked.empty() ? std::vector{Role::mentee, Role::mentor} : question.asked;
}

class QuestionsCheck {
 public:
  explicit QuestionsCheck(const std::vector<Question>& questions) : questions_(questions) {}

  Findings run() {
    for (const Question& question : questions_) {
      key_ = "questions." + question.id;
      check_id(question);
      check_asked(question);
      check_headings(question);
      check_options(question);
      check_numbers(question);
      check_words_for_numbers(question);
      check_separator(question);
      check_part(question);
    }
    return found_.take();
  }

 private:
  void error(const std::string& member, const char* rule, std::string message, std::string value = {}) {
    found_.error(member.empty() ? key_ : key_ + "." + member, rule, std::move(message), std::move(value));
  }

  /// Whether a member is set although the kind does not use it; then says so.
  bool is_unused(const Question& question, bool is_set, const QuestionKinds& users, const std::string& member,
                 std::string value = {}) {
    if (!is_set || is_among(users, question.kind)) return false;
    error(member, "unused",
          "A question of the kind " + std::string(to_string(question.kind)) + " has no " + member +
              "; those of the kind " + names_of(users) + " have.",
          std::move(value));
    return true;
  }

  void check_id(const Question& question) {
    if (!is_id(question.id)) {
      error({}, "id", "An id is lower-case letters, digits, - and _, and begins with a letter.", question.id);
    } else if (!ids_.insert(question.id).second) {
      error({}, "duplicate", "This id appears twice.", question.id);
    }
  }

  void check_asked(const Question& question) {
    const std::set<Role> roles(question.asked.begin(), question.asked.end());
    if (roles.size() < question.asked.size()) error("asked", "duplicate", "A role appears twice.");
    if (!question.mentor_words.empty() && !question.asked.empty() && !roles.contains(Role::mentor)) {
      error("mentor_words", "unused", "Mentors are not asked this question.", question.mentor_words);
    }
  }

  /// A column is found by the words, the headings or the id of its question, so those are of one question of a role.
  void check_headings(const Question& question) {
    std::set<std::string> own;
    for (const std::string& heading : question.headings) {
      if (words::trim(heading).empty()) {
        error("headings", "blank", "A heading may not be blank.", heading);
      } else if (!own.insert(words::key(heading)).second) {
        error("headings", "duplicate", "This heading appears twice.", heading);
      }
    }
    for (const Role role : asked_roles(question)) {
      std::vector<std::pair<std::string, std::string>> known{{"words", std::string(words_for(question, role))},
                                                             {"", question.id}};
      if (role == Role::mentor && !question.mentor_words.empty()) known[0].first = "mentor_words";
      for (const std::string& heading : question.headings) known.emplace_back("headings", heading);
      for (const auto& [member, heading] : known) {
        const std::string key = words::key(heading);
        const auto [first, is_new] = headings_.try_emplace({role, key}, question.id);
        if (is_new || first->second == question.id || key.empty()) continue;
        const bool is_told = !told_.insert({question.id, key}).second;
        if (is_told) continue;
        error(member, "heading",
              "A column " + words::quote(heading) + " would be of this question and of " + words::quote(first->second) +
                  "; ask one of them in other words.",
              heading);
      }
    }
  }

  void check_options(const Question& question) {
    using enum QuestionKind;
    static const QuestionKinds users{choice, choices, ranked, level, availability, place, languages};
    if (is_unused(question, !question.options.empty(), users, "options")) return;
    is_unused(question, question.only_options, users, "only_options", "true");
    if (question.only_options && question.options.empty() && is_among(users, question.kind)) {
      error("only_options", "options", "There are no options, so no answer could be given.", "true");
    }
    if (question.kind == level && question.options.size() < 2) {
      error("options", "options", "A level needs its options in order, at least two, the lowest first.");
    }
    std::map<std::string, std::string> seen;
    for (const std::string& option : question.options) {
      const std::string key = words::loose_key(option);
      if (key.empty()) {
        error("options", "blank", "An option may not be blank.", option);
        continue;
      }
      const auto [first, is_new] = seen.emplace(key, option);
      if (is_new) continue;
      error("options", "duplicate",
            first->second == option
                ? "This option appears twice."
                : "This option differs from " + words::quote(first->second) +
                      " only in case, accents, blanks or the form of its signs; answers could not tell them apart.",
            option);
    }
  }

  void check_numbers(const Question& question) {
    using enum QuestionKind;
    is_unused(question, !question.unit.empty(), {number}, "unit", question.unit);
    is_unused(question, question.decimals != 0, {number}, "decimals", std::to_string(question.decimals));
    if (question.decimals < 0 || question.decimals > most_places) {
      error("decimals", "range", "This must be a whole number from 0 to 6.", std::to_string(question.decimals));
    }
    const bool has_range = question.least != 0 || question.most != 0;
    const std::string given = std::to_string(question.least) + " to " + std::to_string(question.most);
    if (is_unused(question, has_range, {scale, number, ranked}, "range", given)) return;
    if (question.least > question.most) error("range", "range", "The least is more than the most.", given);
    const std::int64_t least = question.kind == ranked ? 1 : -greatest_number;
    const std::int64_t most = question.kind == ranked ? greatest_priority : greatest_number;
    if (has_range && (question.least < least || question.most > most)) {
      error("range", "range",
            (question.kind == ranked ? "Priorities" : "Limits") + std::string(" run from ") + std::to_string(least) +
                " to " + std::to_string(most) + ".",
            given);
    }
  }

  void check_words_for_numbers(const Question& question) {
    using enum QuestionKind;
    if (is_unused(question, !question.numbers.empty(), {scale, number, ranked, yes_no, languages}, "numbers")) return;
    std::int64_t least = question.least;
    std::int64_t most = question.most;
    if (question.kind == ranked && least == 0 && most == 0) std::tie(least, most) = std::pair(1, greatest_priority);
    if (question.kind == yes_no) std::tie(least, most) = std::pair(0, 1);
    if (question.kind == languages) std::tie(least, most) = std::pair(0, first_language);
    std::set<std::string> seen;
    for (const auto& [word, value] : question.numbers) {
      const std::string key = words::loose_key(word);
      if (key.empty()) error("numbers", "blank", "A word that stands for a number may not be blank.", word);
      if (!seen.insert(key).second) error("numbers", "duplicate", "This word stands for two numbers.", word);
      const bool has_limits = (least != 0 || most != 0) && least <= most;
      if (has_limits && (value < least || value > most)) {
        error("numbers", "range",
              words::quote(word) + " stands for a number outside " + std::to_string(least) + " to " +
                  std::to_string(most) + ".",
              std::to_string(value));
      }
    }
  }

  void check_separator(const Question& question) {
    using enum QuestionKind;
    const QuestionKinds lists{choices, ranked, availability, languages, people};
    if (is_unused(question, !question.separator.empty(), lists, "separator", question.separator)) return;
    if (question.separator.find_first_not_of(' ') == std::string::npos && !question.separator.empty()) {
      error("separator", "separator", "Blanks alone separate no answers.", question.separator);
    }
  }

  void check_part(const Question& question) {
    if (question.plays == Plays::nothing) return;
    const std::string part(to_string(question.plays));
    const QuestionKinds& kinds = kinds_of(question.plays);
    if (!is_among(kinds, question.kind)) {
      error("kind", "part", "A question that plays " + words::quote(part) + " is of the kind " + names_of(kinds) + ".",
            std::string(to_string(question.kind)));
    }
    if (question.plays == Plays::capacity && question.decimals != 0) {
      error("decimals", "part", "A capacity is a whole number.", std::to_string(question.decimals));
    }
    const bool is_identity = question.plays == Plays::name || question.plays == Plays::email;
    const bool fits = is_identity ? question.keep == Keep::identity
                                  : question.keep == Keep::application ||
                                        (question.keep == Keep::identity && question.plays == Plays::reference);
    if (!fits) {
      error("keep", "keep",
            is_identity ? "Who somebody is (" + part + ") is kept with identity, apart from the application."
                        : "What the scheme itself needs (" + part + ") is kept with the application.",
            std::string(to_string(question.keep)));
    }
    const std::vector<Role> roles = asked_roles(question);
    if (question.plays == Plays::capacity && std::ranges::find(roles, Role::mentor) == roles.end()) {
      error("asked", "part", "Only mentors have a capacity.", part);
    }
    for (const Role role : roles) {
      const auto [first, is_new] = parts_.try_emplace({role, question.plays}, question.id);
      if (is_new || first->second == question.id) continue;
      error("plays", "part",
            words::quote(first->second) + " plays this part for " + std::string(to_string(role)) + "s already.", part);
      break;
    }
  }

  const std::vector<Question>& questions_;
  FindingList found_;
  std::string key_;
  std::set<std::string> ids_;
  std::map<std::pair<Role, std::string>, std::string> headings_;  ///< By role and key: the question.
  std::set<std::pair<std::string, std::string>> told_;            ///< Question and key of a heading.
  std::map<std::pair<Role, Plays>, std::string> parts_;
};

}  // namespace

Findings check(const std::vector<Question>& questions) { return QuestionsCheck(questions).run(); }

}  // namespace pairwell
