// Checks a matching against all pairs of a source. Shares no code with what finds it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/bounds.hpp"
#include "match/fingerprint.hpp"
#include "match/on_demand_rules.hpp"
#include "match/pair_rows.hpp"
#include "match/proof.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/match/on_demand.hpp"

namespace pairwell {
namespace {

/// The pairs of which more than one number must be known: those that are chosen, locked or previous, and those that
/// stay open beside prices that show that something cannot be. They are checked as a small problem of their own.
class KnownPairs {
 public:
  KnownPairs(const PairRows& rows, const Problem& rules, const Matching& matching) {
    const auto add = [&](const std::vector<Pair>& pairs) {
      for (const Pair& pair : pairs) {
        const bool is_of_problem = pair.mentee.value >= 0 && pair.mentee.value < rules.mentees &&
                                   pair.mentor.value >= 0 && pair.mentor.value < rules.mentors;
        const std::int32_t units = is_of_problem ? rows.units_of(pair) : PairSource::refused;
        if (units != PairSource::refused) known_.emplace_back(pair, units);
      }
    };
    add(matching.pairs);
    add(rules.locked);
    for (const StageResult& result : matching.stages) {
      if (const auto* changes = std::get_if<FewestChanges>(&result.stage)) add(changes->previous);
    }
    tidy();
  }

  bool contains(const Pair& pair) const {
    const auto found = std::ranges::lower_bound(known_, pair, {}, &Known::first);
    return found != known_.end() && found->first == pair;
  }

  void add(std::vector<std::pair<Pair, std::int32_t>> open) {
    known_.insert(known_.end(), open.begin(), open.end());
    tidy();
  }

  SparseTable table(std::int32_t mentees) const {
    SparseTable table{.row_start = std::vector<std::int64_t>(at(mentees) + 1, 0)};
    for (const auto& [pair, units] : known_) {
      ++table.row_start[at(pair.mentee.value) + 1];
      table.mentor.push_back(pair.mentor.value);
      table.units.push_back(units);
    }
    std::partial_sum(table.row_start.begin(), table.row_start.end(), table.row_start.begin());
    return table;
  }

 private:
  using Known = std::pair<Pair, std::int32_t>;

  void tidy() {
    std::ranges::sort(known_);
    const auto [end, last] = std::ranges::unique(known_);
    known_.erase(end, last);
  }

  std::vector<Known> known_;
};

/// A stage as the scan of all pairs needs it.
struct Scanned {
  const StageResult* result = nullptr;  ///< Null: the prices of an infeasible matching.
  proof::Paid paid;
  std::int64_t least_of_mentors = 0;

  /// The most that a pair can be worth to a stage before that of points; none of other stages.
  std::optional<std::int64_t> most_worth() const {
    if (result == nullptr) return {};
    if (std::holds_alternative<MostPairs>(result->stage)) return 1;
    if (std::holds_alternative<MostPoints>(result->stage) || std::holds_alternative<Lottery>(result->stage)) return {};
    return 0;
  }
};

/// The stage of points in 32 bits, so that most pairs are passed over some at a time: those that lose in it, where no
/// stage before lets any pair of the row gain, or stay open beside what shows that there is no better worst pair.
class PassingOver {
 public:
  explicit PassingOver(const std::vector<Scanned>& stages) : stages_(stages) {
    while (before_ < stages.size() && stages[before_].most_worth()) ++before_;
    if (before_ == stages.size() || stages[before_].result == nullptr ||
        !std::holds_alternative<MostPoints>(stages[before_].result->stage)) {
      return;
    }
    const std::vector<std::int64_t>& mentors = stages[before_].paid.mentor;
    if (!std::ranges::all_of(mentors, &PassingOver::fits)) return;
    for (const std::int64_t price : mentors) mentor_.push_back(static_cast<std::int32_t>(price));
  }

  /// The units over what a mentor pays up to which pairs of a mentee can be passed over; none where they cannot.
  std::optional<std::int32_t> bound_of(std::int32_t mentee) const {
    if (mentor_.empty()) return {};
    for (std::size_t stage = 0; stage < before_; ++stage) {
      const std::int64_t least_paid = stages_[stage].paid.mentee[at(mentee)] + stages_[stage].least_of_mentors;
      if (*stages_[stage].most_worth() > least_paid) return {};
    }
    const std::int64_t own = stages_[before_].paid.mentee[at(mentee)];
    if (!fits(own) || !fits(own - 1)) return {};
    return static_cast<std::int32_t>(before_ + 1 == stages_.size() ? own : own - 1);
  }

  bool may_pass(std::int32_t bound, std::int32_t first, std::span<const std::int32_t> units) const {
    const std::int32_t* const paid = mentor_.data() + first;
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < units.size(); ++i) found |= static_cast<std::uint32_t>(units[i] > paid[i] + bound);
    return found == 0;
  }

 private:
  static bool fits(std::int64_t price) { return price >= -(1 << 30) && price <= 1 << 30; }

  const std::vector<Scanned>& stages_;
  std::size_t before_ = 0;
  std::vector<std::int32_t> mentor_;
};

class OnDemandVerifier {
 public:
  OnDemandVerifier(const PairSource& source, const Problem& rules, const Matching& matching, std::int32_t threads,
                   Checkpoint& checkpoint)
      : source_(source),
        rules_(rules),
        matching_(matching),
        checkpoint_(checkpoint),
        rows_(source, rules.forbidden, threads),
        known_(rows_, rules, matching),
        most_open_(16 * most_terms(rules)) {}

  Verdict run() {
    if (!can_be_scanned()) return {.holds = false, .failures = std::move(failures_)};
    std::vector<std::int32_t> mentees(at(rules_.mentees));
    std::iota(mentees.begin(), mentees.end(), 0);
    const PassingOver passing(stages_);
    checkpoint_.enter("verify", rules_.mentees);
    rows_.read(mentees, checkpoint_, [&](std::int32_t, std::size_t place, std::int32_t first, auto units) {
      const auto mentee = static_cast<std::int32_t>(place);
      const std::optional<std::int32_t> bound = passing.bound_of(mentee);
      if (!bound) return scan(mentee, first, units);
      constexpr std::size_t at_once = 64;
      for (std::size_t begin = 0; begin < units.size(); begin += at_once) {
        const auto some = units.subspan(begin, std::min(at_once, units.size() - begin));
        const std::int32_t from = first + static_cast<std::int32_t>(begin);
        if (!passing.may_pass(*bound, from, some)) scan(mentee, from, some);
      }
    });
    checkpoint_.throw_if_ended("verify_on_demand");
    if (gaining_ > 0) {
      fail(to_string(first_gaining_) + " would gain in stage " + std::to_string(first_gaining_stage_ + 1) +
           " and is left out" + (gaining_ == 1 ? "." : ", and so would " + std::to_string(gaining_ - 1) + " more."));
    }
    check_known();
    if (fingerprint(digest_on_demand(source_, rules_), objective_of(matching_)) != matching_.digest) {
      fail("the matching was made for another problem or objective: its digest is not that of these.");
    }
    return {.holds = failures_.empty(), .failures = std::move(failures_)};
  }

 private:
  using Open = std::vector<std::pair<Pair, std::int32_t>>;

  void fail(std::string sentence) { failures_.push_back(std::move(sentence)); }

  bool can_be_scanned() {
    const proof::Everyone everyone(rules_);
    const auto add = [&](const StageResult* result, const Prices& prices) {
      if (!everyone.fits(prices)) return fail("the matching carries no prices for this problem, so it is not proved.");
      Scanned& scanned = stages_.emplace_back(Scanned{.result = result, .paid = proof::Paid(rules_, prices)});
      if (!scanned.paid.mentor.empty()) scanned.least_of_mentors = std::ranges::min(scanned.paid.mentor);
    };
    try {
      if (matching_.infeasibility) add(nullptr, matching_.infeasibility->prices);
      for (const StageResult& result : matching_.stages) {
        if (has_profile(result.stage)) {
          fail("a stage by levels (" + name(result.stage) + ") is checked by a table of all pairs only.");
        } else {
          add(&result, result.prices);
        }
      }
    } catch (const proof::TooLarge& error) {
      fail(std::string("prices: ") + error.what() + ".");
    }
    return failures_.empty();
  }

  void scan(std::int32_t mentee, std::int32_t first, std::span<const std::int32_t> units) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i] != PairSource::refused) scan_pair({mentee, first + static_cast<std::int32_t>(i), units[i], 0});
    }
  }

  void scan_pair(const proof::Place& place) {
    for (std::size_t stage = 0; stage < stages_.size(); ++stage) {
      const StageResult* const result = stages_[stage].result;
      const std::int64_t paid = stages_[stage].paid.by(place);
      if (result == nullptr || std::holds_alternative<BestWorst>(result->stage)) {
        if (result != nullptr && (!result->value || place.units < *result->value)) return;
        if (paid < 0 && (result == nullptr || place.units > *result->value)) note_open(place);
        continue;
      }
      const std::int64_t gain = worth(result->stage, place) - paid;
      if (gain > 0 && !known_.contains(place.pair())) note_gaining(place.pair(), stage);
      if (gain != 0) return;
    }
  }

  std::int64_t worth(const Stage& stage, const proof::Place& place) const {
    if (std::holds_alternative<MostPairs>(stage)) return 1;
    if (std::holds_alternative<MostPoints>(stage)) return place.units;
    if (const auto* floor = std::get_if<Floor>(&stage)) return place.units < floor->points.units ? -1 : 0;
    if (const auto* lottery = std::get_if<Lottery>(&stage)) {
      const auto key = [](const std::vector<std::uint64_t>& keys, std::int32_t person) {
        return keys.empty() ? static_cast<std::uint64_t>(person) : keys[at(person)];
      };
      const std::uint64_t number =
          ticket(lottery->seed, key(rules_.mentee_keys, place.mentee), key(rules_.mentor_keys, place.mentor));
      return static_cast<std::int64_t>(number / (std::uint64_t{1} << 24));
    }
    return 0;  // Previous pairs are among those that are known.
  }

  void note_open(const proof::Place& place) {
    const std::lock_guard lock(mutex_);
    // In an honest proof places outweigh them, and each counts for one at least.
    if (std::ssize(open_) > most_open_) return;
    open_.emplace_back(place.pair(), static_cast<std::int32_t>(place.units));
  }

  void note_gaining(const Pair& pair, std::size_t stage) {
    const std::lock_guard lock(mutex_);
    if (gaining_ == 0 || pair < first_gaining_) {
      first_gaining_ = pair;
      first_gaining_stage_ = stage;
    }
    ++gaining_;
  }

  void check_known() {
    if (std::ssize(open_) > most_open_) return fail("so many pairs stay open that the prices prove nothing.");
    known_.add(std::move(open_));
    Problem small = rules_;
    small.points = known_.table(rules_.mentees);
    small.scale = source_.scale();
    Matching matching = matching_;
    matching.digest = fingerprint(digest(small), objective_of(matching));
    for (std::string& failure : verify(small, matching).failures) fail(std::move(failure));
  }

  const PairSource& source_;
  const Problem& rules_;
  const Matching& matching_;
  Checkpoint& checkpoint_;
  PairRows rows_;
  KnownPairs known_;
  std::int64_t most_open_;
  std::vector<Scanned> stages_;
  std::vector<std::string> failures_;
  std::mutex mutex_;
  Open open_;
  std::int64_t gaining_ = 0;
  Pair first_gaining_{};
  std::size_t first_gaining_stage_ = 0;
};

}  // namespace

Verdict verify_on_demand(const PairSource& source, const Problem& rules, const Matching& matching, std::int32_t threads,
                         const Control& control) {
  throw_if_errors("verify_on_demand", check_rules(source, rules));
  Checkpoint checkpoint(control);
  return OnDemandVerifier(source, rules, matching, threads, checkpoint).run();
}

}  // namespace pairwell
