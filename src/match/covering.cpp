#include "match/covering.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>
#include <utility>

namespace pairwell {
namespace {

/// How many choices are looked at.
constexpr std::int64_t most_choices = std::int64_t{1} << 21;

/// The fewest units of given rules that meet the demands.
class FewestUnits {
 public:
  /// @param rules of which each may give from 1 to its most.
  FewestUnits(const std::vector<Demand>& demands, const std::vector<std::int64_t>& most,
              const std::vector<std::size_t>& rules, std::int64_t& left)
      : rules_(rules), left_(left) {
    for (const std::size_t rule : rules) most_.push_back(most[rule]);
    for (const Demand& demand : demands) {
      std::vector<bool> has(rules.size(), false);
      for (std::size_t index = 0; index < rules.size(); ++index) {
        has[index] = std::ranges::binary_search(demand.rules, rules[index]);
      }
      std::int64_t& units = demands_[std::move(has)];
      units = std::max(units, demand.units);
    }
    units_.assign(rules.size(), 0);
  }

  /// @param best fewer than so many units are looked for.
  std::optional<std::vector<Given>> fewer_than(std::int64_t best) {
    best_ = best;
    try_from(0, 0);
    return std::move(found_);
  }

 private:
  /// What a demand still wants of the rules from one on, beyond what they can give or not.
  void try_from(std::size_t index, std::int64_t sum) {
    if (--left_ < 0) return;
    if (index == rules_.size()) {
      if (sum >= best_) return;
      best_ = sum;
      found_.emplace();
      for (std::size_t rule = 0; rule < rules_.size(); ++rule) found_->push_back({rules_[rule], units_[rule]});
      return;
    }
    // At least what the other rules cannot give, and at most all that is wanted.
    std::int64_t low = 1;
    std::int64_t high = 1;
    std::int64_t wanted_later = 0;
    for (const auto& [has, units] : demands_) {
      std::int64_t wanted = units;
      for (std::size_t rule = 0; rule < index; ++rule) wanted -= has[rule] ? units_[rule] : 0;
      if (wanted <= 0) continue;
      std::int64_t others = 0;
      for (std::size_t rule = index + 1; rule < rules_.size(); ++rule) {
        if (has[rule]) others = others > wanted ? others : others + std::min(most_[rule], wanted);
      }
      if (!has[index]) {
        if (others < wanted) return;
        wanted_later = std::max(wanted_later, wanted);
        continue;
      }
      low = std::max(low, wanted - others);
      high = std::max(high, wanted);
    }
    const auto rest = static_cast<std::int64_t>(rules_.size() - index - 1);
    for (std::int64_t units = low; units <= std::min(high, most_[index]); ++units) {
      if (sum + units + std::max(rest, wanted_later) >= best_) return;
      units_[index] = units;
      if (sum + least_with(index) < best_) try_from(index + 1, sum + units);
      if (left_ < 0) return;
    }
  }

  /// A bound on the units of a rule and all behind it.
  std::int64_t least_with(std::size_t index) const {
    std::int64_t least = 0;
    for (const auto& [has, units] : demands_) {
      std::int64_t wanted = units;
      for (std::size_t rule = 0; rule <= index; ++rule) wanted -= has[rule] ? units_[rule] : 0;
      least = std::max(least, wanted);
    }
    return units_[index] + std::max(least, static_cast<std::int64_t>(rules_.size() - index - 1));
  }

  const std::vector<std::size_t>& rules_;
  std::int64_t& left_;
  std::vector<std::int64_t> most_;
  std::map<std::vector<bool>, std::int64_t> demands_;
  std::vector<std::int64_t> units_;
  std::int64_t best_ = 0;
  std::optional<std::vector<Given>> found_;
};

/// Goes through the sets of so many rules that can meet the demands, and keeps the best.
class Cover {
 public:
  Cover(const std::vector<Demand>& demands, const std::vector<std::int64_t>& most,
        const std::function<bool(std::int64_t)>& spend)
      : demands_(demands), most_(most), spend_(spend), excluded_(most.size(), false), demands_of_(most.size()) {
    for (std::size_t demand = 0; demand < demands.size(); ++demand) {
      for (const std::size_t rule : demands[demand].rules) demands_of_[rule].push_back(demand);
    }
  }

  std::optional<std::vector<Given>> find() {
    for (std::size_t count = needed(); count <= most_.size(); ++count) {
      count_ = count;
      choose();
      if (left_ < 0 || stopped_) return std::nullopt;
      if (best_) return best_;
    }
    return std::nullopt;
  }

 private:
  /// What a demand still wants with the most of the chosen rules.
  std::int64_t wanted(const Demand& demand) const {
    std::int64_t units = demand.units;
    for (const std::size_t rule : chosen_) {
      if (std::ranges::binary_search(demand.rules, rule)) units -= std::min(most_[rule], units);
    }
    return units;
  }

  /// How many more rules a demand wants at least; more than there are where it cannot be met.
  std::size_t rules_wanted(const Demand& demand, std::int64_t units) const {
    std::vector<std::int64_t> largest;
    for (const std::size_t rule : demand.rules) {
      if (!excluded_[rule] && !is_chosen(rule)) largest.push_back(most_[rule]);
    }
    std::ranges::sort(largest, std::greater{});
    std::size_t count = 0;
    while (units > 0 && count < largest.size()) units -= std::min(units, largest[count++]);
    return units > 0 ? most_.size() + 1 : count;
  }

  bool is_chosen(std::size_t rule) const { return std::ranges::find(chosen_, rule) != chosen_.end(); }

  /// A bound on the rules that are needed besides the chosen ones: of demands that share no rule, the sum.
  std::size_t needed() {
    std::size_t sum = 0;
    std::size_t largest = 0;
    std::vector<bool> is_used(most_.size(), false);
    for (const Demand& demand : demands_) {
      const std::int64_t units = wanted(demand);
      if (units <= 0) continue;
      const std::size_t count = rules_wanted(demand, units);
      largest = std::max(largest, count);
      if (std::ranges::any_of(demand.rules, [&](std::size_t rule) { return is_used[rule] && !excluded_[rule]; })) {
        continue;
      }
      for (const std::size_t rule : demand.rules) is_used[rule] = true;
      sum += count;
    }
    return std::max(sum, largest);
  }

  void choose() {
    std::int64_t size = 0;
    for (const Demand& demand : demands_) size += static_cast<std::int64_t>(demand.rules.size());
    stopped_ = stopped_ || !spend_(16 * size + 64);
    if (--left_ < 0 || stopped_) return;
    if (chosen_.size() + needed() > count_) return;
    // The demand with the fewest rules that could meet it.
    const Demand* next = nullptr;
    std::vector<std::size_t> open;
    for (const Demand& demand : demands_) {
      if (wanted(demand) <= 0) continue;
      std::vector<std::size_t> rules = representatives(demand);
      if (next != nullptr && rules.size() >= open.size()) continue;
      next = &demand;
      open = std::move(rules);
    }
    if (next == nullptr) {
      weigh();
      return;
    }
    if (chosen_.size() == count_) return;
    std::vector<std::size_t> tried;
    for (const std::size_t rule : open) {
      chosen_.push_back(rule);
      choose();
      chosen_.pop_back();
      excluded_[rule] = true;
      tried.push_back(rule);
      if (left_ < 0 || stopped_) break;
    }
    for (const std::size_t rule : tried) excluded_[rule] = false;
  }

  /// Of rules that are in the same demands and can give as much, the first; one more unit than is wanted is no more.
  std::vector<std::size_t> representatives(const Demand& demand) const {
    std::map<std::pair<std::vector<std::size_t>, std::int64_t>, std::size_t> first;
    for (const std::size_t rule : demand.rules) {
      if (excluded_[rule] || is_chosen(rule)) continue;
      first.emplace(std::pair(demands_of_[rule], most_[rule]), rule);
    }
    std::vector<std::size_t> rules;
    for (const auto& [signature, rule] : first) rules.push_back(rule);
    std::ranges::sort(rules);
    return rules;
  }

  /// Keeps the chosen rules if they are better than the best. With fewer than are looked for they meet all demands, but
  /// then a lower count would have found them.
  void weigh() {
    std::vector<std::size_t> rules = chosen_;
    std::ranges::sort(rules);
    // With as many units, the one whose rules come first is kept.
    const bool is_earlier = best_ && std::ranges::lexicographical_compare(
                                         rules, *best_, {}, {}, [](const Given& given) { return given.rule; });
    const std::int64_t limit = best_ ? units_ + (is_earlier ? 1 : 0) : std::numeric_limits<std::int64_t>::max();
    if (auto found = FewestUnits(demands_, most_, rules, left_).fewer_than(limit)) {
      best_ = std::move(found);
      units_ = 0;
      for (const Given& given : *best_) units_ += given.units;
    }
  }

  const std::vector<Demand>& demands_;
  const std::vector<std::int64_t>& most_;
  const std::function<bool(std::int64_t)>& spend_;
  std::vector<bool> excluded_;
  std::vector<std::vector<std::size_t>> demands_of_;  // of each rule
  std::vector<std::size_t> chosen_;
  std::size_t count_ = 0;
  std::optional<std::vector<Given>> best_;
  std::int64_t units_ = 0;
  std::int64_t left_ = most_choices;
  bool stopped_ = false;
};

}  // namespace

std::optional<std::vector<Given>> smallest_cover(const std::vector<Demand>& demands,
                                                 const std::vector<std::int64_t>& most,
                                                 const std::function<bool(std::int64_t work)>& spend) {
  return Cover(demands, most, spend).find();
}

}  // namespace pairwell
