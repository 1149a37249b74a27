#include "match/proof_stages.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <variant>
#include <vector>

#include "pairwell/core/random.hpp"

namespace pairwell::proof {

namespace {

/// Where the pairs so far fill a group up, nobody in it may have one more.
template <class Groups>
void close_full(const Groups& lists, std::vector<Counted>& groups, std::vector<Counted>& people) {
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (const auto member : lists[group].members) groups[group].pairs += people[at(member.value)].pairs;
    if (groups[group].pairs < groups[group].most) continue;
    for (const auto member : lists[group].members) people[at(member.value)].most = 0;
  }
}

/// Everybody with the locked pairs, and with the most 0 where a group is full of them.
Everyone with_locked(const Problem& problem) {
  Everyone everyone(problem);
  for (const Pair& pair : problem.locked) {
    ++everyone.mentee[at(pair.mentee.value)].pairs;
    ++everyone.mentor[at(pair.mentor.value)].pairs;
  }
  close_full(problem.mentee_groups, everyone.mentee_group, everyone.mentee);
  close_full(problem.mentor_groups, everyone.mentor_group, everyone.mentor);
  return everyone;
}

}  // namespace

void StageProof::check(const StageResult& result, const std::string& label) {
  if (!holds_only_what_its_stage_may(result, label)) return;
  try {
    std::visit([&](const auto& stage) { prove(stage, result, label); }, result.stage);
  } catch (const TooLarge& error) {
    failures_.add([&] { return label + ": " + error.what() + "."; });
  }
}

bool StageProof::holds_only_what_its_stage_may(const StageResult& result, const std::string& label) {
  const auto fail = [&](const char* what) {
    failures_.add([&] { return label + what; });
    return false;
  };
  if (!std::holds_alternative<FewestChanges>(result.stage) && !result.lost.empty()) {
    return fail(" lists lost pairs and knows no previous ones.");
  }
  if (has_profile(result.stage)) {
    return result.prices == Prices{} || fail(" keeps its prices elsewhere than in its steps.");
  }
  if (!result.profile.empty() || !result.steps.empty()) return fail(" has no levels to count and lists some.");
  return everyone_.fits(result.prices) || fail(" carries no prices for this problem, so it is not proved.");
}

void StageProof::compare(const StageResult& result, std::int64_t reached, const std::string& label) {
  if (result.value == reached) return;
  failures_.add([&] { return label + ": the pairs reach " + std::to_string(reached) + ", not the value claimed."; });
}

void StageProof::prove(const MostPairs&, const StageResult& result, const std::string& label) {
  compare(result, slackness(result.prices, label, [](const Cell&, const Place&) { return 1; }), label);
}

void StageProof::prove(const MostPoints&, const StageResult& result, const std::string& label) {
  compare(result, slackness(result.prices, label, [](const Cell&, const Place& place) { return place.units; }), label);
}

void StageProof::prove(const Floor& stage, const StageResult& result, const std::string& label) {
  const std::int64_t below = slackness(result.prices, label, [&](const Cell& cell, const Place& place) {
    return !cell.is_locked && place.units < stage.points.units ? -1 : 0;
  });
  compare(result, -below, label);
}

void StageProof::prove(const Lottery& stage, const StageResult& result, const std::string& label) {
  const auto key = [](const std::vector<std::uint64_t>& keys, std::int32_t person) {
    return keys.empty() ? static_cast<std::uint64_t>(person) : keys[at(person)];
  };
  const std::int64_t drawn = slackness(result.prices, label, [&](const Cell&, const Place& place) {
    const std::uint64_t number =
        ticket(stage.seed, key(problem_.mentee_keys, place.mentee), key(problem_.mentor_keys, place.mentor));
    return static_cast<std::int64_t>(number / (std::uint64_t{1} << 24));
  });
  compare(result, drawn, label);
}

void StageProof::prove(const FewestChanges& changes, const StageResult& result, const std::string& label) {
  const Everyone everyone = with_locked(problem_);
  const auto is_full = [](const Counted& one) { return one.pairs >= one.most; };
  std::vector<Pair> lost;
  for (const Pair& pair : changes.previous) {
    Cell* cell = table_.find(pair).first;
    if (cell != nullptr) cell->is_marked = true;
    if (cell == nullptr || (!cell->is_locked && (is_full(everyone.mentee[at(pair.mentee.value)]) ||
                                                 is_full(everyone.mentor[at(pair.mentor.value)])))) {
      lost.push_back(pair);
    }
  }
  std::vector<Pair> sorted = changes.previous;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end()) {
    failures_.add([&] { return label + ": a previous pair appears twice."; });
  }
  if (lost != result.lost) {
    failures_.add([&] { return label + ": the lost pairs are not the previous ones that can no longer be."; });
  }
  const std::int64_t kept =
      slackness(result.prices, label, [](const Cell& cell, const Place&) { return cell.is_marked ? 1 : 0; });
  table_.each([](Cell& cell, const Place&) { cell.is_marked = false; });
  compare(result, std::ssize(changes.previous) - kept, label);
}

/// What has a price is at the end of the range that it stands for, and stays there.
void StageProof::hold_priced(const Prices& prices, const std::string& label) {
  with_prices(everyone_, prices, [&](Counted& one, std::int64_t price, auto name) {
    if (price == 0) return;
    std::int64_t& other_end = price > 0 ? one.least : one.most;
    const std::int64_t end = price > 0 ? one.most : one.least;
    if (one.pairs != end) {
      failures_.add(
          [&] { return label + ": " + name() + " has a price and is not at its " + (price > 0 ? "most." : "least."); });
    }
    other_end = end;
  });
}

/// The worst pair is as claimed, and the prices show that nothing is left once all pairs up to it are taken out.
void StageProof::prove(const BestWorst&, const StageResult& result, const std::string& label) {
  const std::optional<std::int64_t> worst = worst_chosen();
  if (worst != result.value) {
    failures_.add([&] { return label + ": the worst pair is not the one claimed."; });
    return;
  }
  if (worst) {
    const auto is_better = [&](const Cell& cell, const Place& place) { return cell.is_locked || place.units > *worst; };
    bool needs_one_as_low = false;
    table_.each([&](const Cell& cell, const Place& place) {
      needs_one_as_low = needs_one_as_low || (cell.face == Face::always && !is_better(cell, place));
    });
    if (!needs_one_as_low && !cannot_be_paid(result.prices, is_better)) {
      failures_.add([&] { return label + ": the prices do not prove that the worst pair could not be better."; });
    }
  }
  table_.each([&](Cell& cell, const Place& place) {
    if (!cell.is_locked && (!worst || place.units < *worst)) cell.face = Face::never;
  });
}

std::optional<std::int64_t> StageProof::worst_chosen() {
  std::optional<std::int64_t> worst;
  table_.each([&](const Cell& cell, const Place& place) {
    if (cell.is_chosen && !cell.is_locked) worst = std::min(worst.value_or(place.units), place.units);
  });
  return worst;
}

}  // namespace pairwell::proof
