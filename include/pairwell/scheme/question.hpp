/// Question: what a programme asks its applicants, how an answer is read, and where it is kept.
///
/// A programme's questions are its own. The scheme itself needs few of them, and knows them by the part they play
/// (`plays`), not by their names: docs/guide/questions.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"

namespace pairwell {

/// Who an applicant would be in a pair.
enum class Role { mentee, mentor };

/// What an answer is.
enum class QuestionKind {
  choice,        ///< One of the options.
  choices,       ///< A set of options.
  ranked,        ///< Options in order, or each with a priority.
  level,         ///< One of an ordered list of options, the lowest first.
  scale,         ///< A whole number in a range.
  number,        ///< A number with a unit, whole in its smallest part.
  yes_no,        ///< Yes or no.
  date,          ///< A day.
  instant,       ///< A moment.
  availability,  ///< Pieces of the week: named slots or times of day.
  place,         ///< An area, a postcode, or coordinates.
  languages,     ///< Languages, each with a level.
  people,        ///< Other applicants.
  vector,        ///< Numbers from a model of one's own, each from -128 to 127.
  text,          ///< Free words: read by people only.
};

/// Where answers are kept. No criterion and no rule can name a question whose answers are kept with identity or
/// monitoring.
enum class Keep { application, identity, monitoring };

/// What a question is to the scheme itself.
enum class Plays {
  nothing,
  reference,
  name,
  email,
  role,   ///< Mentee, mentor or both, where one sheet holds both roles.
  state,  ///< Draft, submitted or withdrawn. No such question: every form is submitted.
  submitted_at,
  consent,
  region,  ///< What places are counted by.
  zone,    ///< The time zone of the person's own times.
  capacity,
  wishes,
  vetoes,
  conflicts,
  past_pairs,
  again,
  line_manager,
  employer,
  team,
  slots,  ///< When the person can meet; rules of pairing count what is common.
  access_cost,
};

/// The enumerators' names: "mentee", "yes_no", "application", "submitted_at".
std::string_view to_string(Role role);
std::string_view to_string(QuestionKind kind);
std::string_view to_string(Keep keep);
std::string_view to_string(Plays plays);

/// A word or phrase that stands for a number: "up to 3" for 3.
struct WordValue {
  std::string word{};
  std::int64_t value = 0;

  friend bool operator==(const WordValue&, const WordValue&) = default;
};

/// One question. What a kind does not use is left as it is here; check(questions) says so where it is not.
struct Question {
  std::string id{};  ///< "help_with": how rules and criteria name it.
  QuestionKind kind = QuestionKind::text;
  std::vector<Role> asked{};            ///< Of whom; of both where empty.
  std::string words{};                  ///< As it is asked, and the heading of its column; the id where empty.
  std::string mentor_words{};           ///< As mentors are asked, where that differs.
  std::vector<std::string> headings{};  ///< Other headings of its column, or of its columns: one per rank, row of a
                                        ///< grid or number of a vector, in order.
  Keep keep = Keep::application;
  Plays plays = Plays::nothing;
  std::vector<std::string> options{};  ///< Of choice, choices, ranked, level, availability (named slots), place and
                                       ///< languages; empty: any.
  bool only_options = false;           ///< Whether an answer outside the options is an error; else it is kept and told.
  std::string separator{};             ///< Between several answers of one cell; empty: found out.
  std::int64_t least = 0;              ///< Of a scale, number or priority.
  std::int64_t most = 0;               ///< The same; least = most = 0: no limits.
  std::int32_t decimals = 0;           ///< Of a number: it is kept in units of 10^-decimals, and least and most are.
  std::string unit{};                  ///< Of a number: "minutes", "GBP".
  std::vector<WordValue> numbers{};    ///< Words that stand for a number, before anything else is tried: of a scale or
                                       ///< number, a priority, yes (1) and no (0), the level of a language.
  bool is_private = false;             ///< Whether a panel may not see it.

  friend bool operator==(const Question&, const Question&) = default;
};

/// Whether somebody of a role is asked.
bool is_asked(const Question& question, Role role);

/// The words in which somebody of a role is asked.
std::string_view words_for(const Question& question, Role role);

/// Everything that is wrong with a programme's questions, by dotted key ("questions.help_with.options"): ids and
/// headings that are unfit or of two questions, options that answers could not tell apart, what a kind does not use,
/// limits and words for numbers out of range, parts that a kind cannot play, that two questions play for one role or
/// that are kept where they may not be.
Findings check(const std::vector<Question>& questions);

}  // namespace pairwell
