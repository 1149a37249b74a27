#include "pairwell/match/previous.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "core/at.hpp"
#include "match/tables.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/match/certificate.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t nowhere = -1;

/// One side of a problem.
struct OneSide {
  std::int32_t people = 0;
  const std::vector<std::uint64_t>& keys;

  bool has_keys() const { return !keys.empty(); }
};

/// The position that each person before has now, or nowhere.
std::vector<std::int32_t> places(const std::string& column, const OneSide& before, const OneSide& now,
                                 Findings& findings) {
  std::vector<std::int32_t> place(at(before.people), nowhere);
  const auto fault = [&](std::string message) {
    findings.push_back({.rule = "keys",
                        .message = std::move(message),
                        .column = column,
                        .value = std::to_string(before.people) + " before, " + std::to_string(now.people) + " now"});
  };
  if (before.people == 0 || (now.people == 0 && before.has_keys())) return place;
  if (before.has_keys() != now.has_keys()) {
    fault("only one of the two problems has " + column + ", so nobody can be found again: give both problems keys");
  } else if (before.has_keys()) {
    std::map<std::uint64_t, std::int32_t> by_key;
    for (std::size_t person = 0; person < now.keys.size(); ++person) {
      by_key[now.keys[person]] = static_cast<std::int32_t>(person);
    }
    std::ranges::transform(before.keys, place.begin(), [&](std::uint64_t key) {
      const auto found = by_key.find(key);
      return found == by_key.end() ? nowhere : found->second;
    });
  } else if (before.people != now.people) {
    fault("without keys people are known by position, and there are more or fewer now: give both problems " + column);
  } else {
    std::iota(place.begin(), place.end(), 0);
  }
  assert(std::ranges::all_of(place, [&](std::int32_t one) { return one >= nowhere && one < now.people; }));
  return place;
}

}  // namespace

PreviousPairs previous_pairs(const Problem& before, const Matching& matching, const Problem& problem) {
  if (matching.status != Status::optimal) {
    throw InvalidInput("previous_pairs", "status", "only an optimal matching has pairs to keep",
                       to_string(matching.status));
  }
  throw_if_errors("previous_pairs", check(before));
  if (!was_made_for(before, matching)) {
    throw InvalidInput("previous_pairs", "digest", "the matching was made for another problem", matching.digest);
  }
  Findings findings;
  const auto mentee_now =
      places("mentee_keys", {before.mentees, before.mentee_keys}, {problem.mentees, problem.mentee_keys}, findings);
  const auto mentor_now =
      places("mentor_keys", {before.mentors, before.mentor_keys}, {problem.mentors, problem.mentor_keys}, findings);
  throw_if_errors("previous_pairs", findings);
  PreviousPairs previous;
  for (const Pair& pair : matching.pairs) {
    if (!is_within(before, pair)) {
      throw InvalidInput("previous_pairs", "id", "the matching has a pair outside its problem", to_string(pair));
    }
    const std::int32_t mentee = mentee_now[at(pair.mentee.value)];
    const std::int32_t mentor = mentor_now[at(pair.mentor.value)];
    if (mentee == nowhere || mentor == nowhere) {
      previous.gone.push_back(pair);
    } else {
      previous.pairs.push_back({MenteeId(mentee), MentorId(mentor)});
    }
  }
  std::ranges::sort(previous.pairs);
  return previous;
}

}  // namespace pairwell
