#include "scheme/criterion_kinds.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "scheme/words.hpp"

namespace pairwell {
namespace {

const std::vector<QuestionKind>& kinds_of(Comparison comparison) {
  using enum QuestionKind;
  static const std::vector<QuestionKind> terms{choices, ranked, choice, languages, people, availability};
  static const std::vector<QuestionKind> values{choice, choices, ranked,  level, scale,     number,
                                                yes_no, date,    instant, place, languages, people};
  static const std::vector<QuestionKind> words{choice, level, yes_no, place, scale, number};
  static const std::vector<QuestionKind> numbers{level, scale, number, date};
  static const std::vector<QuestionKind> sizes{scale, number, level};
  static const std::vector<QuestionKind> of_people{people};
  static const std::vector<QuestionKind> places{place};
  static const std::vector<QuestionKind> areas{place, choice};
  static const std::vector<QuestionKind> times{availability, choices};
  static const std::vector<QuestionKind> of_languages{languages};
  static const std::vector<QuestionKind> vectors{QuestionKind::vector};
  static const std::vector<QuestionKind> nothing;
  switch (comparison) {
    case Comparison::covers:
    case Comparison::overlap:
      return terms;
    case Comparison::same:
    case Comparison::different:
      return values;
    case Comparison::near:
    case Comparison::at_least:
    case Comparison::gap:
      return numbers;
    case Comparison::ratio:
      return sizes;
    case Comparison::wish:
      return of_people;
    case Comparison::table:
      return words;
    case Comparison::distance:
      return places;
    case Comparison::travel:
      return areas;
    case Comparison::common_time:
      return times;
    case Comparison::common_language:
      return of_languages;
    case Comparison::dot:
      return vectors;
    case Comparison::given:
    case Comparison::mean:
      return nothing;
  }
  return nothing;
}

/// Kinds whose answers are compared with each other: words with words, numbers with numbers.
enum class Family { words, numbers, its_own };

Family family_of(QuestionKind kind) {
  using enum QuestionKind;
  switch (kind) {
    case choice:
    case choices:
    case ranked:
    case place:
    case people:
      return Family::words;
    case scale:
    case number:
      return Family::numbers;
    default:
      return Family::its_own;
  }
}

bool are_of_one_family(const Question& mentee, const Question& mentor) {
  const Family family = family_of(mentee.kind);
  if (family == Family::its_own) return mentee.kind == mentor.kind;
  return family == family_of(mentor.kind);
}

bool have_the_same_options(const Question& mentee, const Question& mentor) {
  return std::ranges::equal(mentee.options, mentor.options,
                            [](const std::string& a, const std::string& b) { return words::same(a, b); });
}

std::string named(const Question& question) { return "\"" + question.id + "\""; }

std::string kind_of(const Question& question) {
  return named(question) + " (" + std::string(to_string(question.kind)) + ")";
}

}  // namespace

const std::vector<QuestionKind>& kinds_of(const Criterion& criterion, Role role) {
  using enum QuestionKind;
  static const std::vector<QuestionKind> needs{ranked, choices, languages};
  static const std::vector<QuestionKind> offers{choices, ranked, choice, languages};
  if (criterion.compare == Comparison::covers) return role == criterion.needs_of ? needs : offers;
  return kinds_of(criterion.compare);
}

std::string why_not_compared(Comparison comparison, const Question& mentee, const Question& mentor) {
  using enum QuestionKind;
  // A table says itself how any two answers go together.
  if (comparison == Comparison::table) return {};
  const std::string what = "The comparison " + std::string(to_string(comparison)) + " ";
  if (!are_of_one_family(mentee, mentor)) {
    return what + "cannot compare " + kind_of(mentee) + " with " + kind_of(mentor) + ".";
  }
  if (mentee.id == mentor.id) return {};
  if (mentee.kind == level && !have_the_same_options(mentee, mentor)) {
    return what + "wants one list of levels, and " + named(mentee) + " and " + named(mentor) + " have two.";
  }
  const auto decimals = [](const Question& question) { return question.kind == number ? question.decimals : 0; };
  if (decimals(mentee) != decimals(mentor)) {
    return what + "wants numbers of as many decimals; " + named(mentee) + " has " + std::to_string(decimals(mentee)) +
           " and " + named(mentor) + " " + std::to_string(decimals(mentor)) + ".";
  }
  if (mentee.kind == number && mentor.kind == number && !words::same(mentee.unit, mentor.unit)) {
    return what + "wants one unit; " + named(mentee) + " is in \"" + mentee.unit + "\" and " + named(mentor) +
           " in \"" + mentor.unit + "\".";
  }
  if (mentee.kind == QuestionKind::vector && mentee.headings.size() != mentor.headings.size()) {
    return what + "wants vectors of one length; " + named(mentee) + " has " +
           words::count(std::ssize(mentee.headings), "number") + " and " + named(mentor) + " " +
           std::to_string(mentor.headings.size()) + ".";
  }
  return {};
}

std::string in_words(const std::vector<QuestionKind>& kinds) {
  std::vector<std::string> names;
  for (const QuestionKind kind : kinds) names.emplace_back(to_string(kind));
  return words::join(names, " or ");
}

}  // namespace pairwell
