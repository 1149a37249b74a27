#include "match/proof_stages.hpp"

#include <algorithm>

#include "pairwell/core/random.hpp"

namespace pairwell::proof {

void StageProof::check(const StageResult& result, const std::string& label) {
  if (!everyone_.fits(result.prices)) {
    failures_.add([&] { return label + " carries no prices for this problem, so it is not proved."; });
    return;
  }
  try {
    if (std::holds_alternative<BestWorst>(result.stage)) return best_worst(result, label);
    const std::int64_t reached = linear(result, label);
    if (result.value == reached) return;
    failures_.add([&] { return label + ": the pairs reach " + std::to_string(reached) + ", not the value claimed."; });
  } catch (const TooLarge& error) {
    failures_.add([&] { return label + ": " + error.what() + "."; });
  }
}

/// Checks the prices of a stage that sums a worth of each pair, and returns what the pairs reach.
std::int64_t StageProof::linear(const StageResult& result, const std::string& label) {
  const auto check = [&](auto worth) { return slackness(result.prices, label, worth); };
  if (std::holds_alternative<MostPairs>(result.stage)) {
    return check([](const Cell&, const Place&) { return 1; });
  }
  if (std::holds_alternative<MostPoints>(result.stage)) {
    return check([](const Cell&, const Place& place) { return place.units; });
  }
  if (const auto* floor = std::get_if<Floor>(&result.stage)) {
    return -check([least = floor->points.units](const Cell& cell, const Place& place) {
      return !cell.is_locked && place.units < least ? -1 : 0;
    });
  }
  const auto key = [](const std::vector<std::uint64_t>& keys, std::int32_t person) {
    return keys.empty() ? static_cast<std::uint64_t>(person) : keys[at(person)];
  };
  return check([&, seed = std::get<Lottery>(result.stage).seed](const Cell&, const Place& place) {
    const std::uint64_t drawn =
        ticket(seed, key(problem_.mentee_keys, place.mentee), key(problem_.mentor_keys, place.mentor));
    return static_cast<std::int64_t>(drawn / (std::uint64_t{1} << 24));
  });
}

/// Complementary slackness, which proves that no sum of worths is higher and cuts out the face of those as high.
template <class Worth>
std::int64_t StageProof::slackness(const Prices& prices, const std::string& label, Worth worth) {
  const Paid paid(problem_, prices);
  std::int64_t reached = 0;
  table_.each([&](Cell& cell, const Place& place) {
    if (cell.face != Face::open && !cell.is_chosen) return;
    const std::int64_t worth_here = worth(cell, place);
    if (cell.is_chosen) reached = add(reached, worth_here);
    if (cell.face != Face::open) return;
    const std::int64_t gain = worth_here - paid.by(place);
    if (gain == 0) return;
    cell.face = gain > 0 ? Face::always : Face::never;
    if (cell.is_chosen == (gain > 0)) return;
    failures_.add([&] {
      return label + ": " + to_string(place.pair()) +
             (gain > 0 ? " would gain and is left out." : " loses and is matched.");
    });
  });
  hold_priced(prices, label);
  return reached;
}

/// Whoever has a price is at the end of the range that it stands for, and stays there.
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
void StageProof::best_worst(const StageResult& result, const std::string& label) {
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
