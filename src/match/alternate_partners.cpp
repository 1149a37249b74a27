#include "pairwell/match/alternate_partners.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/at.hpp"
#include "match/consequences.hpp"
#include "match/forced.hpp"
#include "match/loss.hpp"
#include "match/reasons.hpp"
#include "match/sentences.hpp"
#include "match/tables.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

constexpr std::string_view of_partners = "alternate_partners";

template <class PersonId>
void check_asked(PersonId person, std::int32_t people, std::int64_t most) {
  Findings findings;
  if (person.value < 0 || person.value >= people) {
    findings.push_back({.rule = "id", .message = "the person is not in the problem", .value = to_string(person)});
  }
  if (most < 1) {
    findings.push_back({.rule = "most", .message = "at least 1 partner is asked for", .value = std::to_string(most)});
  }
  throw_if_errors(of_partners, findings);
}

/// The pairs that may be and are not.
std::vector<Pair> possible_pairs(const Problem& problem, const Matching& matching, std::vector<Pair> pairs) {
  const AdmissiblePairs admissible(problem);
  const auto has_room = [](const std::vector<Range>& capacity, std::int32_t person) {
    return capacity.empty() || capacity[at(person)].most > 0;
  };
  std::erase_if(pairs, [&](const Pair& pair) {
    return !admissible.contains(pair) || !has_room(problem.mentee_capacity, pair.mentee.value) ||
           !has_room(problem.mentor_capacity, pair.mentor.value) ||
           std::ranges::find(matching.pairs, pair) != matching.pairs.end();
  });
  return pairs;
}

std::vector<AlternatePartner> partners(const Problem& problem, const Matching& matching, const std::vector<Pair>& asked,
                                       std::int64_t most, const Names& names, const Control& control) {
  struct Found {
    Pair pair;
    Matching matching;
  };
  Checkpoint checkpoint(control);
  checkpoint.enter("explaining", 2 * std::ssize(asked));
  ForcedMatchings forced(of_partners, problem, matching, control, checkpoint, [&] { checkpoint.advance(); });
  // A heap of the best so far, the worst of them first.
  std::vector<Found> best;
  const auto is_before = [](const Found& one, const Found& other) {
    if (is_worse(other.matching, one.matching)) return true;
    return !is_worse(one.matching, other.matching) && one.pair < other.pair;
  };
  forced.each_with(asked, [&](const Pair& pair, const Matching& with) {
    if (with.status != Status::optimal) return;
    best.push_back({pair, with});
    std::ranges::push_heap(best, is_before);
    if (std::ssize(best) <= most) return;
    std::ranges::pop_heap(best, is_before);
    best.pop_back();
  });
  std::ranges::sort(best, is_before);
  const Caller call(problem, names);
  std::vector<AlternatePartner> told;
  for (const Found& one : best) {
    AlternatePartner& partner = told.emplace_back();
    partner.pair = one.pair;
    partner.with = consequences_of(of_partners, problem, matching, one.matching, one.pair);
    const auto loss = first_loss(of_partners, problem, matching, one.matching);
    partner.text = pair_would_mean(loss, one.pair, call);
    partner.detail = who_changes_with(partner.with, one.pair, problem, call);
  }
  return told;
}

}  // namespace

std::vector<AlternatePartner> alternate_partners(const Problem& problem, const Matching& matching, MenteeId mentee,
                                                 std::int64_t most, const Names& names, const Control& control) {
  check_matching(of_partners, problem, matching, names);
  check_asked(mentee, problem.mentees, most);
  std::vector<Pair> pairs;
  for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) pairs.push_back({mentee, MentorId(mentor)});
  return partners(problem, matching, possible_pairs(problem, matching, std::move(pairs)), most, names, control);
}

std::vector<AlternatePartner> alternate_partners(const Problem& problem, const Matching& matching, MentorId mentor,
                                                 std::int64_t most, const Names& names, const Control& control) {
  check_matching(of_partners, problem, matching, names);
  check_asked(mentor, problem.mentors, most);
  std::vector<Pair> pairs;
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) pairs.push_back({MenteeId(mentee), mentor});
  return partners(problem, matching, possible_pairs(problem, matching, std::move(pairs)), most, names, control);
}

}  // namespace pairwell
