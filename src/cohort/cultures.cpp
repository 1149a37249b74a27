#include "pairwell/cohort/cultures.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "cohort/draws.hpp"
#include "core/at.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

constexpr std::uint64_t order_stream = 1;
constexpr std::uint64_t repeat_stream = 2;
constexpr std::int64_t most_alpha = 1000 * millionths;
constexpr std::int64_t most_mallows = std::int64_t{1} << 15;
constexpr int phi_bits = 32;
constexpr int weight_bits = 48;

using StrictOrder = std::vector<std::int32_t>;

/// Faults of what all cultures share.
void check_culture(Findings& findings, const CultureOptions& options) {
  const std::size_t before = findings.size();
  check_side(findings, "voters", options.voters);
  check_side(findings, "alternatives", options.alternatives);
  if (findings.size() > before) return;
  check_between(findings, "length", options.length, 0, options.alternatives);
  if (findings.size() == before) {
    check_pairs(findings, "voters, length", options.voters, options.length > 0 ? options.length : options.alternatives);
  }
}

std::int64_t places_named(const CultureOptions& options) {
  return options.length > 0 ? options.length : options.alternatives;
}

Random voter_stream(const CultureOptions& options, std::uint64_t stream, std::int64_t voter) {
  return Random(ticket(options.seed, stream, static_cast<std::uint64_t>(voter)));
}

Preferences culture_frame(const CultureOptions& options, std::string title) {
  Preferences preferences{
      .kind = places_named(options) == options.alternatives ? PreferenceKind::soc : PreferenceKind::soi,
      .metadata = {{"TITLE", std::move(title)}},
      .voters = options.voters};
  preferences.alternatives.reserve(static_cast<std::size_t>(options.alternatives));
  for (std::int64_t i = 1; i <= options.alternatives; ++i) {
    preferences.alternatives.push_back("alternative " + std::to_string(i));
  }
  preferences.orders.reserve(static_cast<std::size_t>(options.voters));
  return preferences;
}

PreferenceOrder strict_order(std::span<const std::int32_t> order) {
  PreferenceOrder result;
  result.ranks.reserve(order.size());
  for (const std::int32_t alternative : order) result.ranks.push_back({alternative});
  return result;
}

/// Draws the first places of random orders. The alternatives of one draw are put back for the next.
class RandomOrders {
 public:
  explicit RandomOrders(const CultureOptions& options) : options_(options), items_(at(options.alternatives)) {
    std::iota(items_.begin(), items_.end(), 0);
    moved_.reserve(at(places_named(options)));
  }

  PreferenceOrder draw(Random& random) {
    const auto places = at(places_named(options_));
    moved_.clear();
    for (std::size_t place = 0; place < places; ++place) {
      const std::size_t other = place + static_cast<std::size_t>(random.below(items_.size() - place));
      std::swap(items_[place], items_[other]);
      moved_.push_back(other);
    }
    PreferenceOrder order = strict_order(std::span(items_).first(places));
    for (std::size_t place = places; place-- > 0;) std::swap(items_[place], items_[moved_[place]]);
    return order;
  }

 private:
  const CultureOptions& options_;
  StrictOrder items_;
  std::vector<std::size_t> moved_;
};

/// weight * phi, with phi a multiple of 2^-32 up to 1, rounded down.
std::uint64_t times_phi(std::uint64_t weight, std::uint64_t phi) {
  assert(weight <= std::uint64_t{1} << weight_bits && phi <= std::uint64_t{1} << phi_bits);
  const std::uint64_t high = weight >> phi_bits;
  const std::uint64_t low = weight & ((std::uint64_t{1} << phi_bits) - 1);
  return high * phi + (low * phi >> phi_bits);
}

/// Expected swaps of an order of so many alternatives, as a multiple of 2^-shift, rounded down insertion by insertion.
std::uint64_t expected_swaps(std::int64_t alternatives, std::uint64_t phi, int shift) {
  std::uint64_t weight = std::uint64_t{1} << weight_bits;
  std::uint64_t weights = 0;
  std::uint64_t swaps = 0;  // Of the next insertion: its displacements, weighed.
  std::uint64_t sum = 0;
  for (std::int64_t displacement = 0; displacement < alternatives; ++displacement) {
    const std::uint64_t small = weight >> (weight_bits - phi_bits);
    weights += small;
    swaps += small * static_cast<std::uint64_t>(displacement);
    sum += (swaps / weights << shift) + ((swaps % weights << shift) / weights);
    weight = times_phi(weight, phi);
  }
  return sum;
}

void check_mallows(Findings& findings, std::int64_t alternatives, std::int64_t norm_phi) {
  check_between(findings, "alternatives", alternatives, 0, most_mallows);
  check_between(findings, "norm_phi", norm_phi, 0, millionths);
}

void check_centre(Findings& findings, std::int64_t alternatives, const StrictOrder& centre) {
  if (centre.empty()) return;
  std::vector<bool> is_there(at(alternatives));
  for (const std::int32_t alternative : centre) {
    if (alternative >= 0 && alternative < alternatives) is_there[at(alternative)] = true;
  }
  if (std::ssize(centre) == alternatives && std::ranges::find(is_there, false) == is_there.end()) return;
  findings.push_back({.rule = "centre",
                      .message = "a centre names each alternative once",
                      .column = "centre",
                      .value = std::to_string(centre.size()) + " of " + std::to_string(alternatives)});
}

}  // namespace

Preferences impartial_culture(const CultureOptions& options) {
  Findings findings;
  check_culture(findings, options);
  throw_if_errors("impartial_culture", findings);
  Preferences preferences = culture_frame(options, "Impartial culture, seed " + std::to_string(options.seed));
  RandomOrders orders(options);
  for (std::int64_t voter = 0; voter < options.voters; ++voter) {
    Random random = voter_stream(options, order_stream, voter);
    preferences.orders.push_back(orders.draw(random));
  }
  return preferences;
}

Preferences urn_culture(const CultureOptions& options, std::int64_t alpha) {
  Findings findings;
  check_culture(findings, options);
  check_between(findings, "alpha", alpha, 0, most_alpha);
  throw_if_errors("urn_culture", findings);
  Preferences preferences = culture_frame(
      options, "Urn, alpha " + std::to_string(alpha) + " millionths, seed " + std::to_string(options.seed));
  RandomOrders orders(options);
  for (std::int64_t voter = 0; voter < options.voters; ++voter) {
    Random urn = voter_stream(options, repeat_stream, voter);
    const auto copies = static_cast<std::uint64_t>(alpha) * static_cast<std::uint64_t>(voter);
    if (urn.below(static_cast<std::uint64_t>(millionths) + copies) < copies) {
      PreferenceOrder earlier = preferences.orders[at(urn.below(static_cast<std::uint64_t>(voter)))];
      preferences.orders.push_back(std::move(earlier));
      continue;
    }
    Random random = voter_stream(options, order_stream, voter);
    preferences.orders.push_back(orders.draw(random));
  }
  return preferences;
}

Preferences mallows_culture(const CultureOptions& options, std::int64_t norm_phi, const StrictOrder& centre) {
  Findings findings;
  check_culture(findings, options);
  // A number that no culture can have is told once.
  const bool is_side = options.alternatives >= 0 && options.alternatives <= std::numeric_limits<std::int32_t>::max();
  check_mallows(findings, is_side ? options.alternatives : 0, norm_phi);
  if (findings.empty()) check_centre(findings, options.alternatives, centre);
  throw_if_errors("mallows_culture", findings);
  Preferences preferences = culture_frame(options, "Mallows, normalised phi " + std::to_string(norm_phi) +
                                                       " millionths, seed " + std::to_string(options.seed));
  const auto phi = static_cast<std::uint64_t>(mallows_phi(options.alternatives, norm_phi));
  // sums[d]: the weights of displacements up to d.
  std::vector<std::uint64_t> sums;
  std::uint64_t weight = std::uint64_t{1} << weight_bits;
  std::uint64_t sum = 0;
  for (std::int64_t displacement = 0; displacement < options.alternatives; ++displacement) {
    sum += weight;
    sums.push_back(sum);
    weight = times_phi(weight, phi);
  }
  StrictOrder order;
  order.reserve(sums.size());
  for (std::int64_t voter = 0; voter < options.voters; ++voter) {
    Random random = voter_stream(options, order_stream, voter);
    order.clear();
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const std::uint64_t drawn = random.below(sums[i]);
      const auto displacement = std::upper_bound(sums.begin(), sums.end(), drawn) - sums.begin();
      const auto alternative = centre.empty() ? static_cast<std::int32_t>(i) : centre[i];
      order.insert(order.end() - displacement, alternative);
    }
    preferences.orders.push_back(strict_order(std::span<const std::int32_t>(order).first(at(places_named(options)))));
  }
  return preferences;
}

std::int64_t mallows_phi(std::int64_t alternatives, std::int64_t norm_phi) {
  Findings findings;
  check_mallows(findings, alternatives, norm_phi);
  throw_if_errors("mallows_phi", findings);
  if (norm_phi == millionths) return std::int64_t{1} << phi_bits;
  // Bits that are free behind the point: quotients and remainders of expected_swaps stay below 2^63.
  const int shift = 31 - static_cast<int>(std::bit_width(static_cast<std::uint64_t>(alternatives)));
  const auto shares = static_cast<std::uint64_t>(norm_phi) *
                      static_cast<std::uint64_t>(alternatives * std::max<std::int64_t>(alternatives - 1, 0));
  constexpr std::uint64_t whole = 4 * static_cast<std::uint64_t>(millionths);
  const std::uint64_t wanted = (shares / whole << shift) + ((shares % whole << shift) / whole);
  std::uint64_t low = 0;
  std::uint64_t high = std::uint64_t{1} << phi_bits;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (expected_swaps(alternatives, middle, shift) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return static_cast<std::int64_t>(low);
}

}  // namespace pairwell
