#include "pairwell/round/scored_pairs.hpp"

#include <algorithm>
#include <string_view>
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

}  // namespace

void ScoredPairs::units(const Block& block, std::span<std::int32_t> units) const {
  scorer_.points(block, units);
  for (std::int32_t& one : units) one = one < 0 ? refused : one;
}

std::string ScoredPairs::digest() const {
  Digest digest;
  add_scoring(digest, scorer_.scoring());
  add_answers(digest, scorer_.answers(Role::mentee));
  add_answers(digest, scorer_.answers(Role::mentor));
  return digest.hex();
}

}  // namespace pairwell
