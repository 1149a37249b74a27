#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "scheme/words.hpp"
#include "score/arithmetic.hpp"
#include "score/scorer_state.hpp"
#include "score/terms.hpp"

namespace pairwell {
namespace {

std::string in_brackets(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text.append(text.empty() ? "" : ", ").append(item);
  return text.empty() ? text : " (" + text + ")";
}

/// The terms of an answer as they were given, each once.
std::vector<std::string> as_given(const Value& value) {
  std::vector<std::string> given;
  const auto add = [&](const std::string& text) { given.push_back(text); };
  if (const auto* text = std::get_if<std::string>(&value)) add(*text);
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) std::ranges::for_each(*list, add);
  if (const auto* free = std::get_if<Availability>(&value)) std::ranges::for_each(free->slots, add);
  if (const auto* needs = std::get_if<std::vector<Need>>(&value)) {
    for (const Need& need : *needs) add(need.term);
  }
  if (const auto* languages = std::get_if<std::vector<LanguageLevel>>(&value)) {
    for (const LanguageLevel& language : *languages) add(language.language);
  }
  return given;
}

/// The terms of the first answer that the second has too, as the first gave them.
std::vector<std::string> in_common(const Value& a, const Value& b) {
  const std::vector<std::string> keys = terms(b);
  std::vector<std::string> seen;
  std::vector<std::string> found;
  for (const std::string& text : as_given(a)) {
    const std::string key = words::key(text);
    const bool is_common = std::ranges::find(keys, key) != keys.end();
    if (!is_common || std::ranges::find(seen, key) != seen.end()) continue;
    seen.push_back(key);
    found.push_back(text);
  }
  return found;
}

std::string none_or(std::int64_t number) { return number == 0 ? "none" : std::to_string(number); }

std::string of_needs(const Value& needs, const Question& question, const Value& offers) {
  const std::vector<std::string> keys = terms(offers);
  std::int64_t met = 0;
  std::int64_t all = 0;
  for (const CountedTerm& need : counted_terms(needs, question)) {
    all += need.count;
    if (std::ranges::find(keys, need.key) != keys.end()) met += need.count;
  }
  return none_or(met) + " of " + std::to_string(all) + " by weight" + in_brackets(in_common(needs, offers));
}

std::string of_wish(const Value& wishes, const std::string& reference, const char* who) {
  const auto* named = std::get_if<std::vector<std::string>>(&wishes);
  if (named == nullptr) return std::string("the ") + who + " named nobody";
  const auto place = std::ranges::find(*named, reference);
  if (place == named->end()) return std::string("the ") + who + " named others";
  return std::string("wish ") + std::to_string(place - named->begin() + 1) + " of the " + who;
}

std::string of_time(const Value& a, const Value& b) {
  const auto* x = std::get_if<Availability>(&a);
  const auto* y = std::get_if<Availability>(&b);
  if (x != nullptr && y != nullptr && !x->stretches.empty() && !y->stretches.empty()) {
    return words::count(common_minutes(x->stretches, y->stretches), "minute") + " of the week in common";
  }
  const std::vector<std::string> slots = in_common(a, b);
  return (slots.empty() ? "no slot" : words::count(std::ssize(slots), "slot")) + " in common" + in_brackets(slots);
}

std::string blanks(bool is_blank_of_mentee, bool is_blank_of_mentor) {
  if (is_blank_of_mentee && is_blank_of_mentor) return "both left it blank";
  if (is_blank_of_mentee) return "the mentee left it blank";
  if (is_blank_of_mentor) return "the mentor left it blank";
  return "the answers do not say";
}

}  // namespace

PartInWords Scorer::State::in_words(const Criterion& criterion, const PartScore& score, MenteeId mentee,
                                    MentorId mentor) const {
  PartInWords part{
      .id = criterion.id, .words = criterion.words.empty() ? criterion.id : criterion.words, .score = score};
  const std::string_view of_mentee = comparisons_.question_of(criterion, Role::mentee);
  const std::string_view of_mentor = comparisons_.question_of(criterion, Role::mentor);
  const Value& a = comparisons_.answer(of_mentee, mentee);
  const Value& b = comparisons_.answer(of_mentor, mentor);
  if (!of_mentee.empty()) part.mentee = answer_in_words(a, comparisons_.question(of_mentee));
  if (!of_mentor.empty()) part.mentor = answer_in_words(b, comparisons_.question(of_mentor));
  for (std::size_t k = 0; k < criterion.of.size(); ++k) {
    part.of.push_back(in_words(criterion.of[k], score.of[k], mentee, mentor));
  }
  std::string said;
  if (criterion.compare == Comparison::mean) {
    const auto answered = std::ranges::count_if(score.of, &PartScore::answered);
    said = "the mean of " + none_or(answered) + " of " + std::to_string(score.of.size()) + " that both answered";
  } else if (!score.answered) {
    said = blanks(is_blank(a), is_blank(b));
  } else {
    switch (criterion.compare) {
      case Comparison::covers:
        said = criterion.needs_of == Role::mentee ? of_needs(a, comparisons_.question(of_mentee), b)
                                                  : of_needs(b, comparisons_.question(of_mentor), a);
        break;
      case Comparison::overlap: {
        const std::vector<std::string> both = in_common(a, b);
        said = none_or(std::ssize(both)) + " in common of " + std::to_string(terms(a).size()) + " and " +
               std::to_string(terms(b).size()) + in_brackets(both);
        break;
      }
      case Comparison::wish: {
        const std::string& reference_of_mentor = mentors_.references[static_cast<std::size_t>(mentor.value)];
        const std::string& reference_of_mentee = mentees_.references[static_cast<std::size_t>(mentee.value)];
        if (criterion.sides != Sides::mentor) said = of_wish(a, reference_of_mentor, "mentee");
        if (criterion.sides == Sides::both) said += ", ";
        if (criterion.sides != Sides::mentee) said += of_wish(b, reference_of_mentee, "mentor");
        break;
      }
      case Comparison::distance:
        said = comparisons_.places().in_words(terms(a).front(), terms(b).front());
        break;
      case Comparison::common_time:
        said = of_time(a, b);
        break;
      case Comparison::common_language: {
        const std::vector<std::string> both = in_common(a, b);
        said = both.empty() ? "no language in common" : "in common" + in_brackets(both);
        break;
      }
      case Comparison::given:
        said = "given for this pair";
        break;
      default:
        said = part.mentee + " and " + part.mentor;
        break;
    }
  }
  const std::string counts = score.share ? "share " + decimal(*score.share, 3) : std::string("not counted");
  part.sentence = part.words + ": " + said + "; " + counts + ".";
  return part;
}

std::vector<PartInWords> Scorer::State::explain(MenteeId mentee, MentorId mentor) const {
  const PairScore score = pair(mentee, mentor);
  std::vector<PartInWords> words;
  for (std::size_t k = 0; k < parts_.size(); ++k) {
    if (parts_[k].criterion != nullptr) {
      words.push_back(in_words(*parts_[k].criterion, score.parts[k], mentee, mentor));
      continue;
    }
    const OwnCriterion& own = *parts_[k].own;
    PartInWords& part = words.emplace_back(
        PartInWords{.id = own.id, .words = own.words.empty() ? own.id : own.words, .score = score.parts[k]});
    part.sentence = part.words + ": " + (part.score.answered ? "" : "blank; ") +
                    (part.score.share ? "share " + decimal(*part.score.share, 3) : std::string("not counted")) + ".";
  }
  return words;
}

}  // namespace pairwell
