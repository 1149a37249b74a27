#include "pairwell/round/scored_pairs.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "pairwell/core/digest.hpp"
#include "pairwell/scheme/answers.hpp"
#include "pairwell/scheme/calendar.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell {
namespace {

/// Adds values of answers to a digest, each with what tells it from values of other kinds and lengths.
class ValueDigest {
 public:
  explicit ValueDigest(Digest& digest) : digest_(digest) {}

  void add(const Value& value) {
    digest_.add(static_cast<std::int64_t>(value.index()));
    std::visit([&](const auto& one) { add_one(one); }, value);
  }

 private:
  void add_one(std::monostate) {}
  void add_one(const std::string& text) { digest_.add(text); }
  void add_one(std::int64_t number) { digest_.add(number); }
  void add_one(const Date& date) { digest_.add(date.year).add(date.month).add(date.day); }
  void add_one(Instant instant) { digest_.add(instant.seconds); }
  void add_one(const Need& need) { digest_.add(need.term).add(need.priority); }
  void add_one(const WeekStretch& stretch) { digest_.add(stretch.begin).add(stretch.minutes); }
  void add_one(const LanguageLevel& language) { digest_.add(language.language).add(language.level); }
  void add_one(const Availability& when) {
    add_one(when.slots);
    add_one(when.stretches);
  }
  void add_one(const std::vector<std::int8_t>& vector) {
    digest_.add(std::string_view(reinterpret_cast<const char*>(vector.data()), vector.size()));
  }
  template <class One>
  void add_one(const std::vector<One>& list) {
    digest_.add(std::ssize(list));
    for (const One& one : list) add_one(one);
  }

  Digest& digest_;
};

void add_answers(Digest& digest, const Answers& answers) {
  digest.add(answers.people());
  for (const std::string& reference : answers.references) digest.add(reference);
  digest.add(std::ssize(answers.same_person));
  for (const std::vector<std::string>& others : answers.same_person) {
    digest.add(std::ssize(others));
    for (const std::string& other : others) digest.add(other);
  }
  digest.add(std::ssize(answers.columns));
  for (const AnswerColumn& column : answers.columns) {
    digest.add(column.question).add(std::ssize(column.values));
    for (const Value& value : column.values) ValueDigest(digest).add(value);
  }
}

void add_scoring(Digest& digest, const Scoring& scoring) {
  digest.add(to_toml(scoring.questions)).add(to_toml(scoring.criteria, scoring.questions));
  digest.add(to_toml(scoring.pair_rules, scoring.questions));
  digest.add(std::ssize(scoring.own));
  for (const OwnCriterion& own : scoring.own) {
    digest.add(own.id).add(own.weight).add(static_cast<std::int64_t>(own.blank)).add(own.neutral).add(own.place);
  }
  digest.add(std::ssize(scoring.locations));
  for (const Location& location : scoring.locations) {
    digest.add(location.name).add(location.latitude).add(location.longitude);
  }
  digest.add(std::ssize(scoring.travel_times));
  for (const TravelTime& travel : scoring.travel_times) digest.add(travel.from).add(travel.to).add(travel.minutes);
  const PairRules& pairing = scoring.pairing;
  digest.add(pairing.common_slots).add(static_cast<std::int64_t>(pairing.regions)).add(pairing.same_employer ? 1 : 0);
  digest.add(pairing.most_access_pence).add(scoring.most_access_cost).add(scoring.currency);
  digest.add(scoring.references_are_people ? 1 : 0);
}

PersonMark mark_of(const std::string& hex) {
  PersonMark mark{};
  for (std::size_t half = 0; half < mark.size(); ++half) {
    for (const char digit : hex.substr(16 * half, 16)) {
      mark[half] = mark[half] << 4 | static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
  }
  return mark;
}

/// Of each person, everything that was answered.
std::vector<PersonMark> marks_of(const Answers& answers) {
  std::vector<PersonMark> marks;
  for (std::size_t person = 0; person < answers.references.size(); ++person) {
    Digest digest;
    digest.add(answers.references[person]);
    if (person < answers.same_person.size()) {
      for (const std::string& other : answers.same_person[person]) digest.add(other);
    }
    for (const AnswerColumn& column : answers.columns) {
      digest.add(column.question);
      ValueDigest(digest).add(column.values[person]);
    }
    marks.push_back(mark_of(digest.hex()));
  }
  return marks;
}

}  // namespace

std::optional<PersonMarks> ScoredPairs::marks() const {
  const Scoring& scoring = scorer_.scoring();
  if (!scoring.own.empty()) return {};
  Digest digest;
  add_scoring(digest, scoring);
  return PersonMarks{digest.hex(), marks_of(scorer_.answers(Role::mentee)), marks_of(scorer_.answers(Role::mentor))};
}

std::unique_ptr<const PairSource> ScoredPairs::for_mentors(std::span<const std::int32_t> mentors) const {
  if (!scorer_.scoring().own.empty()) return nullptr;
  const Answers& all = scorer_.answers(Role::mentor);
  const auto chosen = [&](const auto& of_all) {
    std::remove_cvref_t<decltype(of_all)> some;
    for (const std::int32_t mentor : mentors) some.push_back(of_all[static_cast<std::size_t>(mentor)]);
    return some;
  };
  Answers some{.role = all.role, .references = chosen(all.references)};
  if (!all.same_person.empty()) some.same_person = chosen(all.same_person);
  for (const AnswerColumn& column : all.columns) some.columns.push_back({column.question, chosen(column.values)});
  return std::make_unique<ScoredPairs>(Scorer(scorer_.scoring(), scorer_.answers(Role::mentee), std::move(some)));
}

ScoredPairs::~ScoredPairs() = default;

const ArrangedPairs* ScoredPairs::arranged() const {
  std::call_once(is_arranged_, [&] {
    constexpr std::int32_t fewest_strips = 4;
    if (mentors() < fewest_strips * Scorer::strip_of_most_points) return;
    auto arranged = std::make_unique<ArrangedPairs>(ArrangedPairs{.mentees = scorer_.in_order(Role::mentee),
                                                                  .mentors = scorer_.in_order(Role::mentor),
                                                                  .strip = Scorer::strip_of_most_points});
    if (arranged->mentees.empty() || arranged->mentors.empty()) return;
    arranged->source = for_mentors(arranged->mentors);
    if (arranged->source != nullptr) arranged_ = std::move(arranged);
  });
  return arranged_.get();
}

std::int32_t ScoredPairs::most_units_of(std::int32_t mentee, std::int32_t first_mentor, std::int32_t mentors) const {
  constexpr std::int32_t strip = Scorer::strip_of_most_points;
  std::int32_t most = refused;
  for (std::int32_t k = first_mentor / strip; k * strip < first_mentor + mentors; ++k) {
    most = std::max(most, scorer_.most_points(mentee, k).value_or(refused));
  }
  return most;
}

void ScoredPairs::units(const Block& block, std::span<std::int32_t> units) const {
  scorer_.points(block, units, refused);
}

std::string ScoredPairs::digest() const {
  Digest digest;
  add_scoring(digest, scorer_.scoring());
  add_answers(digest, scorer_.answers(Role::mentee));
  add_answers(digest, scorer_.answers(Role::mentor));
  return digest.hex();
}

}  // namespace pairwell
