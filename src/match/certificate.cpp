// Shares nothing with the solver on purpose: it reads the problem's own lists, knows no network and no search.
#include "pairwell/match/certificate.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "pairwell/core/digest.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }

/// A sum or product that left 64 bits: no honest certificate does.
struct TooLarge : std::overflow_error {
  TooLarge() : std::overflow_error("a price is too large to be checked in 64 bits") {}
};

std::int64_t add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) throw TooLarge();
  return sum;
}

std::int64_t multiply(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) throw TooLarge();
  return product;
}

/// What the stages so far leave open for a pair.
enum class Face : std::uint8_t { open, never, always };

struct Candidate {
  Pair pair;
  std::int64_t units = 0;
  bool is_locked = false;
  bool is_chosen = false;
  Face face = Face::open;
};

/// A person or a group with the range that is left for it.
struct Counted {
  std::string name;
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::int64_t pairs = 0;  ///< In the matching.
};

/// Four lists that belong together, in the order of Prices.
struct Everyone {
  std::vector<Counted> mentee;
  std::vector<Counted> mentor;
  std::vector<Counted> mentee_group;
  std::vector<Counted> mentor_group;
};

template <class Visit>
void with_prices(Everyone& everyone, const Prices& prices, Visit visit) {
  const auto each = [&](std::vector<Counted>& counted, const std::vector<std::int64_t>& price) {
    for (std::size_t index = 0; index < counted.size(); ++index) visit(counted[index], price[index]);
  };
  each(everyone.mentee, prices.mentee);
  each(everyone.mentor, prices.mentor);
  each(everyone.mentee_group, prices.mentee_group);
  each(everyone.mentor_group, prices.mentor_group);
}

class Verifier {
 public:
  Verifier(const Problem& problem, const Matching& matching) : problem_(problem), matching_(matching) {
    list_candidates();
    list_everyone();
  }

  Verdict run() {
    if (matching_.status == Status::infeasible) {
      proves_infeasible();
    } else if (matching_.status == Status::optimal) {
      choose();
      if (failures_.empty()) obeys_ranges();
      for (std::size_t stage = 0; failures_.empty() && stage < matching_.stages.size(); ++stage) check_stage(stage);
      if (matching_.stages.empty()) fail("the matching has no stages, so nothing is proved.");
    } else {
      fail("a call that was stopped proves nothing.");
    }
    has_right_digest();
    return {.holds = failures_.empty(), .failures = failures_};
  }

 private:
  void fail(std::string sentence) { failures_.push_back(std::move(sentence)); }

  void list_candidates() {
    const std::set<Pair> forbidden(problem_.forbidden.begin(), problem_.forbidden.end());
    const std::set<Pair> locked(problem_.locked.begin(), problem_.locked.end());
    const auto list = [&](std::int32_t mentee, std::int32_t mentor, std::int64_t units) {
      const Pair pair{MenteeId(mentee), MentorId(mentor)};
      if (forbidden.contains(pair)) return;
      const bool is_locked = locked.contains(pair);
      candidates_.push_back({pair, units, is_locked, false, is_locked ? Face::always : Face::open});
    };
    for (std::int32_t mentee = 0; mentee < problem_.mentees; ++mentee) {
      if (const auto* dense = std::get_if<DenseTable>(&problem_.points)) {
        for (std::int32_t mentor = 0; mentor < problem_.mentors; ++mentor) {
          const std::int64_t units = dense->units[at(mentee) * at(problem_.mentors) + at(mentor)];
          if (units != DenseTable::forbidden) list(mentee, mentor, units);
        }
      } else {
        const auto& sparse = std::get<SparseTable>(problem_.points);
        for (auto pair = sparse.row_start[at(mentee)]; pair < sparse.row_start[at(mentee) + 1]; ++pair) {
          list(mentee, sparse.mentor[at(pair)], sparse.units[at(pair)]);
        }
      }
    }
  }

  void list_everyone() {
    const auto people = [](auto first, std::int32_t count, const std::vector<Range>& capacity) {
      std::vector<Counted> counted;
      for (std::int32_t person = 0; person < count; ++person) {
        const Range range = capacity.empty() ? Range{} : capacity[at(person)];
        counted.push_back({to_string(decltype(first)(person)), range.least, range.most, 0});
      }
      return counted;
    };
    const auto groups = [](auto first, const auto& list) {
      std::vector<Counted> counted;
      for (const auto& group : list) {
        const auto id = decltype(first)(static_cast<std::int32_t>(counted.size()));
        counted.push_back({to_string(id), group.pairs.least, group.pairs.most, 0});
      }
      return counted;
    };
    everyone_.mentee = people(MenteeId(), problem_.mentees, problem_.mentee_capacity);
    everyone_.mentor = people(MentorId(), problem_.mentors, problem_.mentor_capacity);
    everyone_.mentee_group = groups(MenteeGroupId(), problem_.mentee_groups);
    everyone_.mentor_group = groups(MentorGroupId(), problem_.mentor_groups);
  }

  /// Marks the matching's pairs among the candidates.
  void choose() {
    std::map<Pair, Candidate*> by_pair;
    for (Candidate& candidate : candidates_) by_pair[candidate.pair] = &candidate;
    std::int64_t points = 0;
    for (const Pair& pair : matching_.pairs) {
      const auto found = by_pair.find(pair);
      if (found == by_pair.end()) {
        fail(to_string(pair) + " is matched and is not an admissible pair.");
      } else if (std::exchange(found->second->is_chosen, true)) {
        fail(to_string(pair) + " is matched twice.");
      } else {
        points += found->second->units;
      }
    }
    if (failures_.empty() && points != matching_.points.units) {
      fail("the pairs have " + std::to_string(points) + " units of points in all, not " +
           std::to_string(matching_.points.units) + ".");
    }
  }

  void obeys_ranges() {
    for (const Candidate& candidate : candidates_) {
      if (candidate.is_locked && !candidate.is_chosen) fail(to_string(candidate.pair) + " is locked and not matched.");
      if (!candidate.is_chosen) continue;
      ++everyone_.mentee[at(candidate.pair.mentee.value)].pairs;
      ++everyone_.mentor[at(candidate.pair.mentor.value)].pairs;
    }
    const auto sum = [](std::vector<Counted>& groups, const auto& lists, const std::vector<Counted>& people) {
      for (std::size_t group = 0; group < groups.size(); ++group) {
        for (const auto member : lists[group].members) groups[group].pairs += people[at(member.value)].pairs;
      }
    };
    sum(everyone_.mentee_group, problem_.mentee_groups, everyone_.mentee);
    sum(everyone_.mentor_group, problem_.mentor_groups, everyone_.mentor);
    for (const auto* list : {&everyone_.mentee, &everyone_.mentor, &everyone_.mentee_group, &everyone_.mentor_group}) {
      for (const Counted& one : *list) {
        if (one.pairs >= one.least && one.pairs <= one.most) continue;
        fail(one.name + " has " + std::to_string(one.pairs) + " pairs, outside " + std::to_string(one.least) + " to " +
             std::to_string(one.most) + ".");
      }
    }
  }

  void check_stage(std::size_t number) {
    const StageResult& result = matching_.stages[number];
    const std::string label = "stage " + std::to_string(number + 1) + " (" + name(result.stage) + ")";
    if (!has_shape(result.prices)) {
      fail(label + " carries no prices for this problem, so it is not proved.");
      return;
    }
    try {
      if (std::holds_alternative<BestWorst>(result.stage)) {
        check_best_worst(result, label);
      } else {
        check_linear(result, label);
      }
    } catch (const TooLarge& error) {
      fail(label + ": " + error.what() + ".");
    }
  }

  bool has_shape(const Prices& prices) const {
    return prices.mentee.size() == everyone_.mentee.size() && prices.mentor.size() == everyone_.mentor.size() &&
           prices.mentee_group.size() == everyone_.mentee_group.size() &&
           prices.mentor_group.size() == everyone_.mentor_group.size();
  }

  std::int64_t worth(const Stage& stage, const Candidate& candidate) const {
    if (std::holds_alternative<MostPairs>(stage)) return 1;
    if (std::holds_alternative<MostPoints>(stage)) return candidate.units;
    if (const auto* floor = std::get_if<Floor>(&stage)) {
      return !candidate.is_locked && candidate.units < floor->points.units ? -1 : 0;
    }
    const auto key = [](const std::vector<std::uint64_t>& keys, std::int32_t person) {
      return keys.empty() ? static_cast<std::uint64_t>(person) : keys[at(person)];
    };
    const auto seed = std::get<Lottery>(stage).seed;
    return static_cast<std::int64_t>(ticket(seed, key(problem_.mentee_keys, candidate.pair.mentee.value),
                                            key(problem_.mentor_keys, candidate.pair.mentor.value)) /
                                     (std::uint64_t{1} << 24));
  }

  /// Complementary slackness, which proves a linear stage and cuts out its face.
  void check_linear(const StageResult& result, const std::string& label) {
    const Paid paid = sum_prices(result.prices);
    std::int64_t value = 0;
    for (Candidate& candidate : candidates_) {
      const std::int64_t worth_here = worth(result.stage, candidate);
      if (candidate.is_chosen) value = add(value, worth_here);
      if (candidate.face != Face::open) continue;
      const std::int64_t gain = add(worth_here, -paid.by(candidate.pair));
      if (gain > 0 && !candidate.is_chosen)
        fail(label + ": " + to_string(candidate.pair) + " would gain and is left out.");
      if (gain < 0 && candidate.is_chosen) fail(label + ": " + to_string(candidate.pair) + " loses and is matched.");
      if (gain != 0) candidate.face = gain > 0 ? Face::always : Face::never;
    }
    with_prices(everyone_, result.prices, [&](Counted& one, std::int64_t price) {
      if (price > 0 && one.pairs != one.most) fail(label + ": " + one.name + " has a price and is not at its most.");
      if (price < 0 && one.pairs != one.least) fail(label + ": " + one.name + " has a price and is not at its least.");
      if (price > 0) one.least = one.most;
      if (price < 0) one.most = one.least;
    });
    const std::int64_t claimed = std::holds_alternative<Floor>(result.stage) ? -value : value;
    if (result.value != claimed)
      fail(label + ": the pairs reach " + std::to_string(claimed) + ", not the value claimed.");
  }

  /// The worst pair is as claimed, and the prices show that nothing is left once all pairs up to it are taken out.
  void check_best_worst(const StageResult& result, const std::string& label) {
    std::optional<std::int64_t> worst;
    bool needs_one_of_them = false;
    for (const Candidate& candidate : candidates_) {
      if (candidate.is_locked) continue;
      if (candidate.is_chosen) worst = std::min(worst.value_or(candidate.units), candidate.units);
    }
    if (worst != result.value) {
      fail(label + ": the worst pair is not the one claimed.");
      return;
    }
    for (Candidate& candidate : candidates_) {
      if (candidate.is_locked || (worst && candidate.units > *worst)) continue;
      needs_one_of_them = needs_one_of_them || candidate.face == Face::always;
    }
    const auto stays = [&](const Candidate& candidate) {
      return candidate.is_locked || (worst && candidate.units > *worst);
    };
    if (worst && !needs_one_of_them && !cannot_be_paid(result.prices, stays)) {
      fail(label + ": the prices do not prove that the worst pair could not be better.");
    }
    for (Candidate& candidate : candidates_) {
      if (!candidate.is_locked && (!worst || candidate.units < *worst)) candidate.face = Face::never;
    }
  }

  void proves_infeasible() {
    if (!matching_.pairs.empty()) fail("an infeasible matching holds no pairs.");
    if (!matching_.infeasibility || !has_shape(matching_.infeasibility->prices)) {
      fail("the matching carries no prices for this problem, so it is not proved to be infeasible.");
      return;
    }
    try {
      if (!cannot_be_paid(matching_.infeasibility->prices, [](const Candidate&) { return true; })) {
        fail("the prices do not prove that there is no matching.");
      }
    } catch (const TooLarge& error) {
      fail(std::string("infeasibility: ") + error.what() + ".");
    }
  }

  /// Prices of each person and all groups around them.
  struct Paid {
    std::vector<std::int64_t> mentee;
    std::vector<std::int64_t> mentor;

    std::int64_t by(const Pair& pair) const {
      return add(mentee[at(pair.mentee.value)], mentor[at(pair.mentor.value)]);
    }
  };

  Paid sum_prices(const Prices& prices) const {
    Paid paid{prices.mentee, prices.mentor};
    const auto spread = [](std::vector<std::int64_t>& people, const auto& groups,
                           const std::vector<std::int64_t>& price) {
      for (std::size_t group = 0; group < groups.size(); ++group) {
        for (const auto member : groups[group].members)
          people[at(member.value)] = add(people[at(member.value)], price[group]);
      }
    };
    spread(paid.mentee, problem_.mentee_groups, prices.mentee_group);
    spread(paid.mentor, problem_.mentor_groups, prices.mentor_group);
    return paid;
  }

  /// Farkas: any matching of the pairs that stay would have to satisfy 0 <= the sum made here. So a negative sum shows
  /// that there is none.
  template <class Stays>
  bool cannot_be_paid(const Prices& prices, Stays stays) {
    const Paid paid = sum_prices(prices);
    std::int64_t sum = 0;
    with_prices(everyone_, prices, [&](const Counted& one, std::int64_t price) {
      sum = add(sum, multiply(price, price > 0 ? one.most : one.least));
    });
    for (const Candidate& candidate : candidates_) {
      if (candidate.face == Face::never || !stays(candidate)) continue;
      const std::int64_t gain = -paid.by(candidate.pair);
      if (candidate.face == Face::always || gain > 0) sum = add(sum, gain);
    }
    return sum < 0;
  }

  void has_right_digest() {
    if (matching_.status != Status::optimal) return;  // Without stages the objective is not known.
    Digest expected;
    expected.add(digest(problem_)).add(std::ssize(matching_.stages));
    for (const StageResult& result : matching_.stages) {
      expected.add(name(result.stage));
      if (const auto* floor = std::get_if<Floor>(&result.stage)) expected.add(floor->points.units);
      if (const auto* lottery = std::get_if<Lottery>(&result.stage)) {
        expected.add(static_cast<std::int64_t>(lottery->seed));
      }
    }
    if (expected.hex() != matching_.digest) fail("the digest is not that of this problem and objective.");
  }

  const Problem& problem_;
  const Matching& matching_;
  std::vector<Candidate> candidates_;
  Everyone everyone_;
  std::vector<std::string> failures_;
};

}  // namespace

Verdict verify(const Problem& problem, const Matching& matching) {
  throw_if_errors("verify", check(problem));
  return Verifier(problem, matching).run();
}

}  // namespace pairwell
