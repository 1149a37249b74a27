/// Covering: the fewest rules, and then the fewest units of them, that meet a list of demands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace pairwell {

/// A demand: the units that these rules give, together, must be at least so many. Each rule appears once, in order.
struct Demand {
  std::vector<std::size_t> rules{};
  std::int64_t units = 0;
};

/// How many units a rule gives.
struct Given {
  std::size_t rule = 0;
  std::int64_t units = 0;

  friend bool operator==(const Given&, const Given&) = default;
};

/// Of all choices that meet the demands, one with the fewest rules; of these, with the fewest units; of these, whose
/// rules come first; and of these, whose units are the fewest for the first rule, then for the next.
/// @param most units that each rule can give, above 0.
/// @param spend told of work; false asks to stop.
/// @return by rule; none where no choice does, where the caller asked to stop, or where the search was too long.
/// @complexity exponential in the number of rules that are needed; rules that are alike to all demands count as one.
std::optional<std::vector<Given>> smallest_cover(const std::vector<Demand>& demands,
                                                 const std::vector<std::int64_t>& most,
                                                 const std::function<bool(std::int64_t work)>& spend);

}  // namespace pairwell
