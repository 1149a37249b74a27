// Checking receipts: shares nothing with what makes them, and knows neither the problem nor the matching.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "pairwell/match/receipts.hpp"

namespace pairwell {
namespace {

/// Wide enough for any sum of a few numbers of 64 bits and a product of two.
__extension__ using ReceiptNumber = __int128;

/// A number that was written out; none where it is none, or of more than 38 digits.
std::optional<ReceiptNumber> read_share(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 38) return std::nullopt;
  ReceiptNumber number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  return is_negative ? -number : number;
}

const StageRow& row_of_published(const PublishedStage& stage) { return row_of(stage.kind); }

/// Whether the stage has a price list for the sum of its worths.
bool is_sum(const PublishedStage& stage) {
  return row_of_published(stage).levels == StageLevels::none && stage.kind != StageKind::best_worst;
}

/// What the worths of all pairs come to where a linear stage has its value.
ReceiptNumber worth_of(const PublishedStage& stage) {
  const ReceiptNumber value = stage.value.value_or(0);
  if (stage.kind == StageKind::floor) return -value;
  return stage.kind == StageKind::fewest_changes ? stage.previous - value : value;
}

/// The range that earlier lists leave, and the pairs that are in it.
struct CountedRange {
  ReceiptNumber least = 0;
  ReceiptNumber most = 0;
  ReceiptNumber pairs = 0;

  explicit CountedRange(const Range& range) : least(range.least), most(range.most) {}

  bool fits() const { return least <= pairs && pairs <= most; }

  /// What has a price is at the end of its range, and stays there; false where it is not.
  bool pays(ReceiptNumber price) {
    if (price > 0) least = most;
    if (price < 0) most = least;
    return fits();
  }

  /// What it adds to the sum of best_worst.
  ReceiptNumber term(ReceiptNumber price) const { return price * (price > 0 ? most : least); }
};

class ReceiptFaults {
 public:
  void add(std::string sentence) { verdict_.failures.push_back(std::move(sentence)); }

  void unless(bool holds, const std::string& sentence) {
    if (!holds) add(sentence);
  }

  bool none() const { return verdict_.failures.empty(); }

  Verdict verdict() && {
    verdict_.holds = verdict_.failures.empty();
    return std::move(verdict_);
  }

 private:
  Verdict verdict_;
};

std::string label_of(const PublishedPrices& prices, std::size_t stage) {
  return "stage " + std::to_string(stage + 1) + " (" + std::string(row_of_published(prices.stages[stage]).name) + ")";
}

/// Every list is of a stage and has a price for everybody; lists go by stage, and each stage has as many as it may.
void check_shape(const PublishedPrices& prices, ReceiptFaults& faults) {
  std::vector<std::size_t> lists(prices.stages.size(), 0);
  std::size_t before = 0;
  for (const PriceList& list : prices.lists) {
    if (list.stage >= prices.stages.size() || list.stage < before) {
      return faults.add("the lists of prices are not in the order of the stages.");
    }
    before = list.stage;
    ++lists[list.stage];
    if (list.mentee.size() != prices.mentees.size() || list.mentor.size() != prices.mentors.size() ||
        list.mentee_group.size() != prices.mentee_groups.size() ||
        list.mentor_group.size() != prices.mentor_groups.size()) {
      return faults.add(label_of(prices, list.stage) + " does not have a price for everybody.");
    }
  }
  for (std::size_t stage = 0; stage < lists.size(); ++stage) {
    const PublishedStage& own = prices.stages[stage];
    const bool has_its_lists = is_sum(own)                         ? lists[stage] == 1 && own.value.has_value()
                               : own.kind == StageKind::best_worst ? lists[stage] <= 1
                                                                   : true;
    faults.unless(has_its_lists, label_of(prices, stage) + " does not have the prices that it needs.");
  }
}

/// The weight of each level of a step, by the rule of the design page; none where it leaves 62 bits.
std::optional<std::map<std::int64_t, ReceiptNumber>> weights_of(const PriceList& list, bool as_many) {
  std::map<std::int64_t, ReceiptNumber> weights;
  ReceiptNumber weight = 1;
  for (auto level = list.open.rbegin(); level != list.open.rend(); ++level) {
    if (weight > ReceiptNumber{1} << 61 || level->pairs < 0) return std::nullopt;
    weights[level->level] = as_many ? weight : -weight;
    weight *= ReceiptNumber{1} + level->pairs;
  }
  return weights;
}

/// Checks one receipt. What earlier lists leave open of the person's pairs is followed from these pairs alone.
class ReceiptChecker {
 public:
  ReceiptChecker(const Receipt& receipt, const PublishedPrices& prices, ReceiptFaults& faults)
      : receipt_(receipt), prices_(prices), faults_(faults), range_(receipt.range) {}

  void run() {
    if (!has_its_shape()) return;
    for (const AllowedPartner& partner : receipt_.partners) {
      states_.push_back(partner.is_locked ? State::in : State::open);
      if (partner.is_paired) range_.pairs += 1;
      faults_.unless(partner.is_paired || !partner.is_locked,
                     "the pair with " + called(partner) + " is locked and not made.");
    }
    faults_.unless(range_.fits(), "the number of pairs is outside the range.");
    check_ranks();
    for (stage_ = 0; stage_ < prices_.stages.size() && faults_.none(); ++stage_) {
      const PublishedStage& stage = prices_.stages[stage_];
      const std::size_t first = list_;
      while (list_ < prices_.lists.size() && prices_.lists[list_].stage == stage_) ++list_;
      if (stage.kind == StageKind::best_worst) {
        worst(stage, first);
      } else if (is_sum(stage)) {
        settle(first, [&](const AllowedPartner& partner) { return worth(stage, partner); });
      } else {
        levels(stage, first);
      }
    }
  }

 private:
  enum class State { open, in, out };

  bool is_mentee() const { return std::holds_alternative<MenteeId>(receipt_.person); }

  const std::vector<std::string>& others() const { return is_mentee() ? prices_.mentors : prices_.mentees; }

  std::string called(const AllowedPartner& partner) const {
    return (is_mentee() ? "mentor " : "mentee ") + others()[at(partner.partner)];
  }

  std::string in_list(std::size_t list) const {
    const PriceList& own = prices_.lists[list];
    const std::string label = label_of(prices_, own.stage);
    if (row_of_published(prices_.stages[own.stage]).levels == StageLevels::none) return label;
    return label + ", levels " + std::to_string(own.first) + " to " + std::to_string(own.last);
  }

  bool has_its_shape() {
    const std::int32_t person = std::visit([](auto id) { return id.value; }, receipt_.person);
    const auto& own = is_mentee() ? prices_.mentees : prices_.mentors;
    const auto& groups = is_mentee() ? prices_.mentee_groups : prices_.mentor_groups;
    const auto is_one_of = [](std::int32_t id, std::size_t count) { return id >= 0 && at(id) < count; };
    bool is_right = is_one_of(person, own.size()) && receipt_.prices.size() == prices_.lists.size() &&
                    receipt_.shares.size() == prices_.lists.size();
    std::int32_t before = -1;
    for (const std::int32_t group : receipt_.groups) {
      is_right = is_right && group > before && is_one_of(group, groups.size());
      before = group;
    }
    before = -1;
    for (const AllowedPartner& partner : receipt_.partners) {
      is_right = is_right && partner.partner > before && is_one_of(partner.partner, others().size());
      before = partner.partner;
    }
    faults_.unless(is_right, "the receipt does not fit the published prices.");
    for (std::size_t list = 0; is_right && list < prices_.lists.size(); ++list) {
      const PriceList& published = prices_.lists[list];
      faults_.unless(receipt_.prices[list] == (is_mentee() ? published.mentee : published.mentor)[at(person)],
                     in_list(list) + ": the person's price is not the published one.");
    }
    return is_right;
  }

  /// A mentee sees all of the points that ranks go by; a mentor has to believe them.
  void check_ranks() {
    if (!is_mentee() || std::ranges::none_of(prices_.stages, [](const PublishedStage& stage) {
          return row_of_published(stage).levels == StageLevels::ranks;
        })) {
      return;
    }
    std::vector<std::int64_t> units;
    for (const AllowedPartner& partner : receipt_.partners) units.push_back(partner.units);
    std::ranges::sort(units);
    units.erase(std::unique(units.begin(), units.end()), units.end());
    for (const AllowedPartner& partner : receipt_.partners) {
      const auto above = units.end() - std::ranges::upper_bound(units, partner.units);
      faults_.unless(partner.rank == above + 1, "the rank of " + called(partner) + " is not that of the points.");
    }
  }

  static ReceiptNumber worth(const PublishedStage& stage, const AllowedPartner& partner) {
    switch (stage.kind) {
      case StageKind::most_pairs:
        return 1;
      case StageKind::floor:
        return !partner.is_locked && partner.units < stage.floor ? -1 : 0;
      case StageKind::fewest_changes:
        return partner.was_previous ? 1 : 0;
      case StageKind::most_points:
        return partner.units;
      case StageKind::lottery:
        return partner.ticket;
      default:
        return 0;
    }
  }

  ReceiptNumber price_of(const AllowedPartner& partner, std::size_t list) const {
    const PriceList& own = prices_.lists[list];
    return (is_mentee() ? own.mentor : own.mentee)[at(partner.partner)];
  }

  ReceiptNumber price_of_groups(std::size_t list) const {
    const PriceList& own = prices_.lists[list];
    ReceiptNumber sum = 0;
    for (const std::int32_t group : receipt_.groups)
      sum += (is_mentee() ? own.mentee_group : own.mentor_group)[at(group)];
    return sum;
  }

  void compare_share(std::size_t list, ReceiptNumber share) {
    faults_.unless(read_share(receipt_.shares[list]) == share,
                   in_list(list) + ": the share is not what the pairs and prices come to.");
  }

  /// The two points of the certificate, for one person: no open pair gains that is not made, none loses that is.
  template <class Worth>
  void settle(std::size_t list, Worth worth) {
    const ReceiptNumber price = receipt_.prices[list];
    const ReceiptNumber groups = price_of_groups(list);
    ReceiptNumber share = is_mentee() ? -groups * range_.pairs : (price - groups) * range_.pairs;
    for (std::size_t index = 0; index < states_.size(); ++index) {
      const AllowedPartner& partner = receipt_.partners[index];
      const ReceiptNumber left = worth(partner) - price_of(partner, list);
      if (is_mentee() && partner.is_paired) share += left;
      if (states_[index] != State::open || left == price) continue;
      states_[index] = left > price ? State::in : State::out;
      faults_.unless(!(left > price && !partner.is_paired),
                     in_list(list) + ": " + called(partner) + " leaves more than the price and is no partner.");
      faults_.unless(!(left < price && partner.is_paired),
                     in_list(list) + ": " + called(partner) + " leaves less than the price and is a partner.");
    }
    faults_.unless(range_.pays(price - groups),
                   in_list(list) + ": the person has a price and is not at that end of the range of pairs.");
    compare_share(list, share);
  }

  void worst(const PublishedStage& stage, std::size_t list) {
    const auto is_low = [&](const AllowedPartner& partner, std::int64_t more) {
      return !partner.is_locked && (!stage.value || partner.units < *stage.value + more);
    };
    for (const AllowedPartner& partner : receipt_.partners) {
      faults_.unless(!partner.is_paired || !is_low(partner, 0),
                     label_of(prices_, stage_) + ": the pair with " + called(partner) + " is worse than the worst.");
    }
    if (list < list_) {
      const ReceiptNumber price = receipt_.prices[list];
      ReceiptNumber share = range_.term(price - price_of_groups(list));
      for (std::size_t index = 0; index < states_.size() && is_mentee(); ++index) {
        const AllowedPartner& partner = receipt_.partners[index];
        if (states_[index] == State::out || is_low(partner, 1)) continue;
        const ReceiptNumber gain = -(price + price_of(partner, list));
        if (states_[index] == State::in || gain > 0) share += gain;
      }
      compare_share(list, share);
    }
    for (std::size_t index = 0; index < states_.size(); ++index) {
      if (is_low(receipt_.partners[index], 0)) states_[index] = State::out;
    }
  }

  void levels(const PublishedStage& stage, std::size_t first) {
    const bool is_by_points = row_of_published(stage).levels == StageLevels::points;
    const std::int64_t sign = row_of_published(stage).less_is_better ? -1 : 1;
    const bool as_many = row_of_published(stage).as_many;
    const auto level_of = [&](const AllowedPartner& partner) {
      return is_by_points ? partner.units : std::int64_t{partner.rank};
    };
    count_levels(stage, level_of);
    std::optional<ReceiptNumber> settled;
    for (std::size_t list = first; list <= list_; ++list) {
      // Levels that no step settles: nobody is open there, or few are wanted and none is made.
      const bool is_behind = list == list_;
      for (std::size_t index = 0; index < states_.size(); ++index) {
        const AllowedPartner& partner = receipt_.partners[index];
        const ReceiptNumber turn = sign * ReceiptNumber{level_of(partner)};
        if (states_[index] != State::open || (settled && turn <= *settled)) continue;
        if (!is_behind && turn >= sign * ReceiptNumber{prices_.lists[list].first}) continue;
        states_[index] = State::out;
        faults_.unless(
            !as_many && !partner.is_paired,
            label_of(prices_, stage_) + ": nothing settles the level of the pair with " + called(partner) + ".");
      }
      if (is_behind) return;
      const auto weights = weights_of(prices_.lists[list], as_many);
      if (!weights) return faults_.add(in_list(list) + ": the open pairs give no weights.");
      count_open(list, sign, level_of);
      settle(list, [&](const AllowedPartner& partner) -> ReceiptNumber {
        const auto found = weights->find(level_of(partner));
        return found == weights->end() ? 0 : found->second;
      });
      settled = sign * ReceiptNumber{prices_.lists[list].last};
    }
  }

  /// The profile has the person's own pairs.
  template <class LevelOf>
  void count_levels(const PublishedStage& stage, LevelOf level_of) {
    std::map<std::int64_t, std::int64_t> own;
    for (const AllowedPartner& partner : receipt_.partners) {
      if (partner.is_paired && !partner.is_locked) ++own[level_of(partner)];
    }
    for (const auto& [level, pairs] : own) {
      const auto found = std::ranges::find(stage.profile, level, &LevelCount::level);
      faults_.unless(
          found != stage.profile.end() && found->pairs >= pairs,
          label_of(prices_, stage_) + ": the profile leaves out a pair at level " + std::to_string(level) + ".");
    }
  }

  /// The open pairs of a step have the person's own.
  template <class LevelOf>
  void count_open(std::size_t list, std::int64_t sign, LevelOf level_of) {
    const PriceList& step = prices_.lists[list];
    std::map<std::int64_t, std::int64_t> own;
    for (std::size_t index = 0; index < states_.size(); ++index) {
      const std::int64_t level = level_of(receipt_.partners[index]);
      const ReceiptNumber turn = sign * ReceiptNumber{level};
      const bool is_here = turn >= sign * ReceiptNumber{step.first} && turn <= sign * ReceiptNumber{step.last};
      if (states_[index] == State::open && is_here) ++own[level];
    }
    for (const auto& [level, pairs] : own) {
      const auto found = std::ranges::find(step.open, level, &LevelCount::level);
      faults_.unless(found != step.open.end() && found->pairs >= pairs,
                     in_list(list) + ": the open pairs leave one out at level " + std::to_string(level) + ".");
    }
  }

  const Receipt& receipt_;
  const PublishedPrices& prices_;
  ReceiptFaults& faults_;
  CountedRange range_;
  std::vector<State> states_;
  std::size_t stage_ = 0;
  std::size_t list_ = 0;  // behind those of the stage
};

/// Groups in all lists, and what the totals come to.
void check_published(const PublishedPrices& prices, ReceiptFaults& faults) {
  check_shape(prices, faults);
  if (!faults.none()) return;
  std::vector<CountedRange> groups;
  std::vector<std::string> labels;
  const auto add = [&](const char* kind, const std::vector<PublishedGroup>& list) {
    for (const PublishedGroup& group : list) {
      groups.emplace_back(group.range).pairs = group.pairs;
      labels.push_back(kind + group.label);
      faults.unless(groups.back().fits(), labels.back() + ": the number of pairs is outside the range.");
    }
  };
  add("mentee group ", prices.mentee_groups);
  add("mentor group ", prices.mentor_groups);
  if (!faults.none()) return;
  for (const PriceList& list : prices.lists) {
    const PublishedStage& stage = prices.stages[list.stage];
    const std::string label = label_of(prices, list.stage);
    ReceiptNumber of_groups = 0;
    for (std::size_t group = 0; group < groups.size(); ++group) {
      const bool is_mentees = group < list.mentee_group.size();
      const ReceiptNumber price =
          is_mentees ? list.mentee_group[group] : list.mentor_group[group - list.mentee_group.size()];
      of_groups += stage.kind == StageKind::best_worst ? groups[group].term(price) : price * groups[group].pairs;
      if (stage.kind == StageKind::best_worst) continue;
      faults.unless(groups[group].pays(price), label + ": " + labels[group] + " has a price and is not at its limit.");
    }
    const auto mentees = read_share(list.mentee_shares);
    const auto mentors = read_share(list.mentor_shares);
    if (!mentees || !mentors || read_share(list.group_shares) != of_groups) {
      faults.add(label + ": the share of the groups is not what they pay.");
      continue;
    }
    const ReceiptNumber total = *mentees + *mentors + of_groups;
    if (stage.kind == StageKind::best_worst) {
      faults.unless(total < 0, label + ": the total does not show that the worst pair could not be better.");
    } else if (is_sum(stage)) {
      faults.unless(total == worth_of(stage), label + ": the total is not the value of the stage.");
    }
  }
}

}  // namespace

Verdict check(const PublishedPrices& prices) {
  ReceiptFaults faults;
  check_published(prices, faults);
  return std::move(faults).verdict();
}

Verdict check(const Receipt& receipt, const PublishedPrices& prices) {
  ReceiptFaults faults;
  check_published(prices, faults);
  if (faults.none()) ReceiptChecker(receipt, prices, faults).run();
  return std::move(faults).verdict();
}

}  // namespace pairwell
