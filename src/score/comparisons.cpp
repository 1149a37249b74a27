#include "score/comparisons.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "pairwell/core/error.hpp"
#include "scheme/words.hpp"
#include "score/arithmetic.hpp"
#include "score/terms.hpp"

namespace pairwell {
namespace {

const Value blank_answer{};

const Value& answer_at(const AnswerColumn* column, std::int32_t person) {
  return column == nullptr ? blank_answer : column->values[static_cast<std::size_t>(person)];
}

/// Two answers with their questions.
struct Both {
  const Value& mentee;
  const Value& mentor;
  const Question& of_mentee;
  const Question& of_mentor;
};

template <class Compare>
Share of_numbers(const Both& both, Compare compare) {
  const std::optional<std::int64_t> x = number(both.mentee);
  const std::optional<std::int64_t> y = number(both.mentor);
  if (!x || !y) return {};
  return compare(*x, *y);
}

std::int32_t common_terms(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return static_cast<std::int32_t>(
      std::ranges::count_if(a, [&](const std::string& key) { return std::ranges::find(b, key) != b.end(); }));
}

Share covers(const Criterion& criterion, const Both& both) {
  const bool of_mentee = criterion.needs_of == Role::mentee;
  const std::vector<CountedTerm> needs =
      of_mentee ? counted_terms(both.mentee, both.of_mentee) : counted_terms(both.mentor, both.of_mentor);
  const std::vector<std::string> offers = terms(of_mentee ? both.mentor : both.mentee);
  if (needs.empty() || offers.empty()) return {};
  std::int64_t met = 0;
  std::int64_t all = 0;
  for (const CountedTerm& need : needs) {
    all += need.count;
    if (std::ranges::find(offers, need.key) != offers.end()) met += need.count;
  }
  return share_of(met, all);
}

Share overlap(const Criterion& criterion, const Both& both) {
  const std::vector<std::string> a = terms(both.mentee);
  const std::vector<std::string> b = terms(both.mentor);
  if (a.empty() || b.empty()) return {};
  return overlap_share(criterion.overlap, common_terms(a, b), static_cast<std::int32_t>(a.size()),
                       static_cast<std::int32_t>(b.size()));
}

Share equality(const Criterion& criterion, const Both& both) {
  const std::string x = term(both.mentee, both.of_mentee);
  const std::string y = term(both.mentor, both.of_mentor);
  if (x.empty() || y.empty()) return {};
  if (criterion.compare == Comparison::different) return x == y ? 0 : full_share;
  const bool suits =
      x == y || is_any(criterion, both.mentee, both.of_mentee) || is_any(criterion, both.mentor, both.of_mentor);
  return suits ? full_share : 0;
}

Share from_table(const Criterion& criterion, const Both& both) {
  const std::string x = term(both.mentee, both.of_mentee);
  const std::string y = term(both.mentor, both.of_mentor);
  if (x.empty() || y.empty()) return {};
  for (const TableShare& row : criterion.table) {
    if (words::key(row.mentee) == x && words::key(row.mentor) == y) return row.share;
  }
  return criterion.otherwise;
}

Share common_time(const Criterion& criterion, const Both& both) {
  const auto* a = std::get_if<Availability>(&both.mentee);
  const auto* b = std::get_if<Availability>(&both.mentor);
  if (a != nullptr && b != nullptr && !a->stretches.empty() && !b->stretches.empty()) {
    return common_time_share(criterion, common_minutes(a->stretches, b->stretches));
  }
  const std::vector<std::string> slots_of_a = terms(both.mentee);
  const std::vector<std::string> slots_of_b = terms(both.mentor);
  if (slots_of_a.empty() || slots_of_b.empty()) return {};
  return common_time_share(criterion, common_terms(slots_of_a, slots_of_b));
}

Share common_language(const Criterion& criterion, const Both& both) {
  const auto* a = std::get_if<std::vector<LanguageLevel>>(&both.mentee);
  const auto* b = std::get_if<std::vector<LanguageLevel>>(&both.mentor);
  if (a == nullptr || b == nullptr) return {};
  const auto level = [](const LanguageLevel& language) { return language.level == 0 ? unsaid_level : language.level; };
  std::int32_t best = 0;
  for (const LanguageLevel& x : *a) {
    for (const LanguageLevel& y : *b) {
      if (words::same(x.language, y.language)) best = std::max(best, std::min(level(x), level(y)));
    }
  }
  return common_language_share(criterion, best);
}

Share dot(const Criterion& criterion, const Both& both) {
  const auto* a = std::get_if<std::vector<std::int8_t>>(&both.mentee);
  const auto* b = std::get_if<std::vector<std::int8_t>>(&both.mentor);
  if (a == nullptr || b == nullptr) return {};
  assert(a->size() == b->size());
  std::int64_t product = 0;
  for (std::size_t k = 0; k < a->size(); ++k) product += std::int64_t{(*a)[k]} * (*b)[k];
  return dot_share(criterion, product);
}

/// The strength of a wish for the person of a reference: none where nobody was named.
Share strength(const Value& wishes, const std::string& reference) {
  const auto* named = std::get_if<std::vector<std::string>>(&wishes);
  if (named == nullptr || named->empty()) return {};
  const auto place = std::ranges::find(*named, reference);
  if (place == named->end() || reference.empty()) return 0;
  return wish_strength(static_cast<std::size_t>(place - named->begin()));
}

}  // namespace

Share blank_share(const Criterion& criterion) {
  switch (criterion.blank) {
    case Blank::neutral:
      return neutral_share(criterion);
    case Blank::zero:
      return 0;
    case Blank::leaves:
      break;
  }
  return {};
}

Share blank_share(const OwnCriterion& criterion) {
  return blank_share(Criterion{.blank = criterion.blank, .neutral = criterion.neutral});
}

Share own_share(const OwnCriterion& criterion, MenteeId mentee, MentorId mentor) {
  const Share share = criterion.share(mentee, mentor);
  if (share && (*share < 0 || *share > full_share)) {
    throw InvalidInput("Scorer", "share", "the comparison '" + criterion.id + "' must give a share from 0 to 1000",
                       std::to_string(*share) + " of " + to_string(Pair{mentee, mentor}));
  }
  return share;
}

bool is_any(const Criterion& criterion, const Value& value, const Question& question) {
  if (criterion.any.empty()) return false;
  std::vector<std::string> given = terms(value);
  if (given.empty()) given = {term(value, question)};
  return std::ranges::any_of(criterion.any, [&](const std::string& text) {
    const std::string key = words::key(text);
    return !key.empty() && std::ranges::find(given, key) != given.end();
  });
}

Comparisons::Comparisons(const Scoring& scoring, const Answers& mentees, const Answers& mentors)
    : scoring_(scoring), mentees_(mentees), mentors_(mentors), places_(scoring.locations, scoring.travel_times) {
  for (const Question& question : scoring.questions) {
    asked_.try_emplace(question.id, Asked{&question, mentees.find(question.id), mentors.find(question.id)});
  }
}

const Question& Comparisons::question(std::string_view id) const {
  const auto found = asked_.find(id);
  assert(found != asked_.end());
  return *found->second.question;
}

std::string_view Comparisons::question_of(const Criterion& criterion, Role role) const {
  const std::string& named = role == Role::mentee ? criterion.mentee : criterion.mentor;
  if (!named.empty() || criterion.compare != Comparison::wish) return named;
  for (const Question& question : scoring_.questions) {
    const bool is_asked = question.asked.empty() || std::ranges::find(question.asked, role) != question.asked.end();
    if (is_asked && question.plays == Plays::wishes) return question.id;
  }
  return {};
}

const Value& Comparisons::answer(std::string_view question, MenteeId mentee) const {
  assert(mentee.value >= 0 && mentee.value < mentees_.people());
  const auto found = asked_.find(question);
  return answer_at(found == asked_.end() ? nullptr : found->second.by_mentees, mentee.value);
}

const Value& Comparisons::answer(std::string_view question, MentorId mentor) const {
  assert(mentor.value >= 0 && mentor.value < mentors_.people());
  const auto found = asked_.find(question);
  return answer_at(found == asked_.end() ? nullptr : found->second.by_mentors, mentor.value);
}

Share Comparisons::share(const Criterion& criterion, MenteeId mentee, MentorId mentor) const {
  switch (criterion.compare) {
    case Comparison::mean:
      return mean(criterion, mentee, mentor);
    case Comparison::wish:
      return wish(criterion, mentee, mentor);
    case Comparison::travel:
      return travel(criterion, mentee, mentor);
    case Comparison::given:
      return given(criterion, mentee, mentor);
    default:
      break;
  }
  const Both both{answer(criterion.mentee, mentee), answer(criterion.mentor, mentor), question(criterion.mentee),
                  question(criterion.mentor)};
  if (is_blank(both.mentee) || is_blank(both.mentor)) return {};
  switch (criterion.compare) {
    case Comparison::covers:
      return covers(criterion, both);
    case Comparison::overlap:
      return overlap(criterion, both);
    case Comparison::same:
    case Comparison::different:
      return equality(criterion, both);
    case Comparison::near:
      return of_numbers(both, [&](std::int64_t x, std::int64_t y) { return near_share(criterion, x, y); });
    case Comparison::at_least:
      return of_numbers(both, [&](std::int64_t x, std::int64_t y) { return at_least_share(criterion, x, y); });
    case Comparison::gap:
      return of_numbers(both, [&](std::int64_t x, std::int64_t y) { return gap_share(criterion, x, y); });
    case Comparison::ratio:
      return of_numbers(both, ratio_share);
    case Comparison::table:
      return from_table(criterion, both);
    case Comparison::distance:
      return places_.share(criterion.bands, term(both.mentee, both.of_mentee), term(both.mentor, both.of_mentor));
    case Comparison::common_time:
      return common_time(criterion, both);
    case Comparison::common_language:
      return common_language(criterion, both);
    case Comparison::dot:
      return dot(criterion, both);
    default:
      break;
  }
  return {};
}

Share Comparisons::mean(const Criterion& criterion, MenteeId mentee, MentorId mentor) const {
  std::int64_t sum = 0;
  std::int64_t weight = 0;
  for (const Criterion& part : criterion.of) {
    const Share of_part = share(part, mentee, mentor);
    if (!of_part) continue;
    sum += std::int64_t{weight_within(part)} * *of_part;
    weight += weight_within(part);
  }
  if (weight == 0) return {};
  return static_cast<std::int32_t>(divide(sum, weight));
}

Share Comparisons::wish(const Criterion& criterion, MenteeId mentee, MentorId mentor) const {
  const auto reference = [](const Answers& answers, std::int32_t person) -> const std::string& {
    return answers.references[static_cast<std::size_t>(person)];
  };
  const Share of_mentee =
      strength(answer(question_of(criterion, Role::mentee), mentee), reference(mentors_, mentor.value));
  const Share of_mentor =
      strength(answer(question_of(criterion, Role::mentor), mentor), reference(mentees_, mentee.value));
  if (criterion.sides == Sides::mentee) return of_mentee;
  if (criterion.sides == Sides::mentor) return of_mentor;
  if (!of_mentee || !of_mentor) return {};
  return square_root(*of_mentee * *of_mentor);
}

Share Comparisons::travel(const Criterion& criterion, MenteeId mentee, MentorId mentor) const {
  if (!criterion.format.empty()) {
    const Question& format = question(criterion.format);
    if (is_any(criterion, answer(criterion.format, mentee), format) &&
        is_any(criterion, answer(criterion.format, mentor), format)) {
      return full_share;
    }
  }
  const std::string from = term(answer(criterion.mentee, mentee), question(criterion.mentee));
  const std::string to = term(answer(criterion.mentor, mentor), question(criterion.mentor));
  if (from.empty() || to.empty()) return {};
  if (from == to) return full_share;
  const std::optional<std::int64_t> x = number(answer(criterion.minutes, mentee));
  const std::optional<std::int64_t> y = number(answer(criterion.minutes, mentor));
  if (!x || !y) return {};
  return band_share(criterion.bands, Wide{*x} + *y, 0);
}

std::int32_t Comparisons::given(const Criterion& criterion, MenteeId mentee, MentorId mentor) const {
  const std::string& a = mentees_.references[static_cast<std::size_t>(mentee.value)];
  const std::string& b = mentors_.references[static_cast<std::size_t>(mentor.value)];
  for (const GivenShare& pair : criterion.pairs) {
    if (pair.mentee == a && pair.mentor == b) return pair.share;
  }
  return criterion.otherwise;
}

}  // namespace pairwell
