#include "match/receipts_write.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/proof.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

using proof::Cell;
using proof::Counted;
using proof::Everyone;
using proof::Face;
using proof::Paid;
using proof::PairTable;
using proof::Place;

/// For sums that may leave 64 bits.
__extension__ using ShareSum = __int128;

std::string to_decimal(ShareSum number) {
  if (number == 0) return "0";
  const bool is_negative = number < 0;
  std::string digits;
  for (; number != 0; number /= 10) {
    const int digit = static_cast<int>(number % 10);
    digits.push_back(static_cast<char>('0' + (digit < 0 ? -digit : digit)));
  }
  if (is_negative) digits.push_back('-');
  return {digits.rbegin(), digits.rend()};
}

template <class Stage>
const Stage* find_stage(const Matching& matching) {
  for (const StageResult& result : matching.stages) {
    if (const auto* stage = std::get_if<Stage>(&result.stage)) return stage;
  }
  return nullptr;
}

/// Writes what a verified matching proves, list by list; what earlier stages leave open is followed as verify does.
class ReceiptWriter {
 public:
  ReceiptWriter(const Problem& problem, const Matching& matching, Checkpoint& checkpoint)
      : problem_(problem), matching_(matching), table_(problem, checkpoint), everyone_(problem) {}

  void write(Receipts& receipts) {
    receipts_ = &receipts;
    count();
    if (find_stage<RankMaximal>(matching_) != nullptr || find_stage<Generous>(matching_) != nullptr) {
      ranks_ = proof::rank_all(table_);
    }
    begin_receipts();
    for (stage_ = 0; stage_ < matching_.stages.size(); ++stage_) {
      const StageResult& result = matching_.stages[stage_];
      std::visit([&](const auto& stage) { tell(stage, result); }, result.stage);
    }
  }

 private:
  /// Marks pairs in the table and counts those of everybody.
  void count() {
    for (const Pair& pair : matching_.pairs) {
      table_.find(pair).first->is_chosen = true;
      ++everyone_.mentee[at(pair.mentee.value)].pairs;
      ++everyone_.mentor[at(pair.mentor.value)].pairs;
    }
    const auto sum = [](std::vector<Counted>& groups, const auto& lists, const std::vector<Counted>& people,
                        std::vector<PublishedGroup>& told) {
      for (std::size_t group = 0; group < groups.size(); ++group) {
        for (const auto member : lists[group].members) groups[group].pairs += people[at(member.value)].pairs;
        told[group].pairs = groups[group].pairs;
      }
    };
    sum(everyone_.mentee_group, problem_.mentee_groups, everyone_.mentee, receipts_->prices.mentee_groups);
    sum(everyone_.mentor_group, problem_.mentor_groups, everyone_.mentor, receipts_->prices.mentor_groups);
    if (const auto* changes = find_stage<FewestChanges>(matching_)) {
      for (const Pair& pair : changes->previous) {
        if (Cell* cell = table_.find(pair).first) cell->is_marked = true;
      }
    }
  }

  /// Equal units share a rank, and the mentee's highest have rank 1.
  std::int64_t ticket_of(const Lottery& lottery, const Place& place) const {
    const auto key = [](const std::vector<std::uint64_t>& keys, std::int32_t person) {
      return keys.empty() ? static_cast<std::uint64_t>(person) : keys[at(person)];
    };
    return static_cast<std::int64_t>(
        ticket(lottery.seed, key(problem_.mentee_keys, place.mentee), key(problem_.mentor_keys, place.mentor)) >> 24);
  }

  void begin_receipts() {
    const auto begin = [](std::vector<Receipt>& receipts, auto id, std::int32_t people, const auto& capacity,
                          const auto& groups) {
      receipts.resize(at(people));
      for (std::int32_t person = 0; person < people; ++person) {
        receipts[at(person)].person = decltype(id)(person);
        receipts[at(person)].range = capacity.empty() ? Range{} : capacity[at(person)];
      }
      for (std::size_t group = 0; group < groups.size(); ++group) {
        for (const auto member : groups[group].members) {
          receipts[at(member.value)].groups.push_back(static_cast<std::int32_t>(group));
        }
      }
    };
    begin(receipts_->mentees, MenteeId(), problem_.mentees, problem_.mentee_capacity, problem_.mentee_groups);
    begin(receipts_->mentors, MentorId(), problem_.mentors, problem_.mentor_capacity, problem_.mentor_groups);
    std::vector<std::size_t> of_mentee(at(problem_.mentees), 0);
    std::vector<std::size_t> of_mentor(at(problem_.mentors), 0);
    table_.each([&](const Cell&, const Place& place) {
      ++of_mentee[at(place.mentee)];
      ++of_mentor[at(place.mentor)];
    });
    const auto reserve = [](std::vector<Receipt>& receipts, const std::vector<std::size_t>& partners) {
      for (std::size_t person = 0; person < receipts.size(); ++person) {
        receipts[person].partners.reserve(partners[person]);
      }
    };
    reserve(receipts_->mentees, of_mentee);
    reserve(receipts_->mentors, of_mentor);
    const auto* lottery = find_stage<Lottery>(matching_);
    table_.each([&](const Cell& cell, const Place& place) {
      AllowedPartner partner{.partner = place.mentor,
                             .rank = ranks_.empty() ? 0 : ranks_[place.cell],
                             .units = place.units,
                             .ticket = lottery == nullptr ? 0 : ticket_of(*lottery, place),
                             .is_paired = cell.is_chosen,
                             .is_locked = cell.is_locked,
                             .was_previous = cell.is_marked};
      receipts_->mentees[at(place.mentee)].partners.push_back(partner);
      partner.partner = place.mentee;
      receipts_->mentors[at(place.mentor)].partners.push_back(partner);
    });
  }

  void tell(const MostPairs&, const StageResult& result) {
    settle(result.prices, {}, [](const Cell&, const Place&) { return 1; });
  }

  void tell(const MostPoints&, const StageResult& result) {
    settle(result.prices, {}, [](const Cell&, const Place& place) { return place.units; });
  }

  void tell(const Floor& stage, const StageResult& result) {
    settle(result.prices, {}, [&](const Cell& cell, const Place& place) {
      return !cell.is_locked && place.units < stage.points.units ? -1 : 0;
    });
  }

  void tell(const FewestChanges&, const StageResult& result) {
    settle(result.prices, {}, [](const Cell& cell, const Place&) { return cell.is_marked ? 1 : 0; });
  }

  void tell(const Lottery& lottery, const StageResult& result) {
    settle(result.prices, {}, [&](const Cell&, const Place& place) { return ticket_of(lottery, place); });
  }

  void tell(const BestWorst&, const StageResult& result) {
    if (result.value) {
      const auto is_better = [&](const Cell& cell, const Place& place) {
        return cell.is_locked || place.units > *result.value;
      };
      bool needs_one_as_low = false;
      table_.each([&](const Cell& cell, const Place& place) {
        needs_one_as_low = needs_one_as_low || (cell.face == Face::always && !is_better(cell, place));
      });
      if (!needs_one_as_low) tell_of_thresholds(result.prices, is_better);
    }
    table_.each([&](Cell& cell, const Place& place) {
      if (!cell.is_locked && (!result.value || place.units < *result.value)) cell.face = Face::never;
    });
  }

  void tell(const Leximin&, const StageResult& result) {
    tell_levels(result, false, 1, [](const Place& place) { return place.units; });
  }

  void tell(const RankMaximal&, const StageResult& result) {
    tell_levels(result, true, 1, [this](const Place& place) { return std::int64_t{ranks_[place.cell]}; });
  }

  void tell(const Generous&, const StageResult& result) {
    tell_levels(result, false, -1, [this](const Place& place) { return -std::int64_t{ranks_[place.cell]}; });
  }

  /// Levels go by their turn, which is the level, or its negative.
  template <class Turn>
  void tell_levels(const StageResult& result, bool as_many, std::int64_t sign, Turn turn) {
    const auto close = [&](std::optional<std::int64_t> after, std::optional<std::int64_t> before) {
      table_.each([&](Cell& cell, const Place& place) {
        if (cell.face != Face::open || (after && turn(place) <= *after) || (before && turn(place) >= *before)) return;
        cell.face = Face::never;
      });
    };
    std::optional<std::int64_t> settled;
    for (const LevelStep& step : result.steps) {
      const std::int64_t first = sign * step.first;
      const std::int64_t last = sign * step.last;
      close(settled, first);
      std::map<std::int64_t, std::int64_t> open;
      table_.each([&](const Cell& cell, const Place& place) {
        if (cell.face == Face::open && turn(place) >= first && turn(place) <= last) ++open[turn(place)];
      });
      PriceList list{.first = step.first, .last = step.last};
      std::map<std::int64_t, std::int64_t> weights;
      std::int64_t weight = 1;
      for (auto level = open.rbegin(); level != open.rend(); ++level) {
        weights[level->first] = as_many ? weight : -weight;
        if (std::next(level) != open.rend()) weight *= 1 + level->second;  // verify has seen how large it gets
      }
      for (const auto& [level, pairs] : open) list.open.push_back({sign * level, pairs});
      settle(step.prices, std::move(list), [&](const Cell&, const Place& place) -> std::int64_t {
        const auto found = weights.find(turn(place));
        return found == weights.end() ? 0 : found->second;
      });
      settled = last;
    }
    close(settled, std::nullopt);
  }

  PriceList& add(const Prices& prices, const Paid& paid, PriceList list) {
    list.stage = stage_;
    list.mentee = paid.mentee;
    list.mentor = paid.mentor;
    list.mentee_group = prices.mentee_group;
    list.mentor_group = prices.mentor_group;
    return receipts_->prices.lists.emplace_back(std::move(list));
  }

  /// A sum of worths: shares, and what the prices leave open.
  template <class Worth>
  void settle(const Prices& prices, PriceList list, Worth worth) {
    const Paid paid(problem_, prices);
    std::vector<ShareSum> of_mentee(at(problem_.mentees), 0);
    std::vector<ShareSum> of_mentor(at(problem_.mentors), 0);
    table_.each([&](Cell& cell, const Place& place) {
      if (cell.face != Face::open && !cell.is_chosen) return;
      const std::int64_t worth_here = worth(cell, place);
      const ShareSum left = ShareSum{worth_here} - paid.mentor[at(place.mentor)];
      if (cell.is_chosen) of_mentee[at(place.mentee)] += left;
      if (cell.face != Face::open) return;
      const ShareSum gain = left - paid.mentee[at(place.mentee)];
      if (gain != 0) cell.face = gain > 0 ? Face::always : Face::never;
    });
    for (std::size_t person = 0; person < of_mentee.size(); ++person) {
      const ShareSum groups = ShareSum{paid.mentee[person]} - prices.mentee[person];
      of_mentee[person] -= groups * everyone_.mentee[person].pairs;
    }
    for (std::size_t person = 0; person < of_mentor.size(); ++person) {
      of_mentor[person] = ShareSum{prices.mentor[person]} * everyone_.mentor[person].pairs;
    }
    ShareSum groups = 0;
    const auto add_groups = [&](const std::vector<Counted>& counted, const std::vector<std::int64_t>& own) {
      for (std::size_t group = 0; group < own.size(); ++group) groups += ShareSum{own[group]} * counted[group].pairs;
    };
    add_groups(everyone_.mentee_group, prices.mentee_group);
    add_groups(everyone_.mentor_group, prices.mentor_group);
    share(add(prices, paid, std::move(list)), of_mentee, of_mentor, groups);
    proof::with_prices(everyone_, prices, [](Counted& one, std::int64_t price, auto) {
      if (price > 0) one.least = one.most;
      if (price < 0) one.most = one.least;
    });
  }

  /// The sum that is under 0 where no matching can do without pairs up to a threshold, person by person.
  template <class Stays>
  void tell_of_thresholds(const Prices& prices, Stays stays) {
    const Paid paid(problem_, prices);
    const auto end = [](const Counted& one, std::int64_t price) {
      return ShareSum{price} * (price > 0 ? one.most : one.least);
    };
    const auto ends = [&](const std::vector<Counted>& counted, const std::vector<std::int64_t>& own) {
      std::vector<ShareSum> sums;
      for (std::size_t one = 0; one < own.size(); ++one) sums.push_back(end(counted[one], own[one]));
      return sums;
    };
    std::vector<ShareSum> of_mentee = ends(everyone_.mentee, prices.mentee);
    const std::vector<ShareSum> of_mentor = ends(everyone_.mentor, prices.mentor);
    table_.each([&](const Cell& cell, const Place& place) {
      if (cell.face == Face::never || !stays(cell, place)) return;
      const ShareSum gain = -(ShareSum{paid.mentee[at(place.mentee)]} + paid.mentor[at(place.mentor)]);
      if (cell.face == Face::always || gain > 0) of_mentee[at(place.mentee)] += gain;
    });
    ShareSum groups = 0;
    for (const ShareSum sum : ends(everyone_.mentee_group, prices.mentee_group)) groups += sum;
    for (const ShareSum sum : ends(everyone_.mentor_group, prices.mentor_group)) groups += sum;
    share(add(prices, paid, {}), of_mentee, of_mentor, groups);
  }

  /// Hands what stands on each to the receipts, and the totals to the list.
  void share(PriceList& list, const std::vector<ShareSum>& of_mentee, const std::vector<ShareSum>& of_mentor,
             ShareSum of_groups) {
    const auto hand_out = [](std::vector<Receipt>& receipts, const std::vector<ShareSum>& shares,
                             const std::vector<std::int64_t>& prices) {
      ShareSum total = 0;
      for (std::size_t person = 0; person < receipts.size(); ++person) {
        receipts[person].prices.push_back(prices[person]);
        receipts[person].shares.push_back(to_decimal(shares[person]));
        total += shares[person];
      }
      return to_decimal(total);
    };
    list.mentee_shares = hand_out(receipts_->mentees, of_mentee, list.mentee);
    list.mentor_shares = hand_out(receipts_->mentors, of_mentor, list.mentor);
    list.group_shares = to_decimal(of_groups);
  }

  const Problem& problem_;
  const Matching& matching_;
  PairTable table_;
  Everyone everyone_;
  std::vector<std::int32_t> ranks_;
  Receipts* receipts_ = nullptr;
  std::size_t stage_ = 0;
};

}  // namespace

void write_receipts(const Problem& problem, const Matching& matching, Checkpoint& checkpoint, Receipts& receipts) {
  ReceiptWriter(problem, matching, checkpoint).write(receipts);
}

}  // namespace pairwell
