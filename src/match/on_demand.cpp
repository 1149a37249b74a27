#include "pairwell/match/on_demand.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/blocking.hpp"
#include "match/fingerprint.hpp"
#include "match/gaining_pairs.hpp"
#include "match/listed_pairs.hpp"
#include "match/on_demand_begin.hpp"
#include "match/on_demand_rules.hpp"
#include "match/pair_reader.hpp"
#include "match/pair_rows.hpp"
#include "match/priced_stages.hpp"
#include "match/tables.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t most_threads = 256;
/// Where more pairs were added than these, or than one for so many people, solving anew is quicker than beginning from
/// the matching before: each costs a search, of which 300 take as long as all of a list. At 10,000 a side 108,000 pairs
/// took 5 s for 0.8, at 100,000 2,866 took 33 s for 4. Solving anew grows faster than a search: at 200,000 888 pairs
/// took 16 s for 18.
constexpr std::int64_t most_warm = 256;
constexpr std::int64_t squared_people_of_an_added_pair = 40'000'000;
constexpr std::int64_t people_of_an_added_pair = 8;
constexpr std::int64_t few_added = 8;

[[noreturn]] void refuse(const char* rule, std::string message, std::string value) {
  throw InvalidInput("match_on_demand", rule, std::move(message), std::move(value));
}

void check_before(const std::vector<std::int32_t>& before, std::int32_t people, std::int32_t people_before,
                  const char* side) {
  if (before.empty()) return;
  if (std::ssize(before) != people) {
    refuse("begin_from", std::string("there is a position of before for each ") + side, std::to_string(before.size()));
  }
  std::vector<std::uint8_t> is_taken(at(people_before), 0);
  for (const std::int32_t position : before) {
    if (position == -1) continue;
    if (position < -1 || position >= people_before) {
      refuse("begin_from", std::string("no ") + side + " was at this position", std::to_string(position));
    }
    if (is_taken[at(position)]++ != 0) {
      refuse("begin_from", std::string("only one ") + side + " was at each position", std::to_string(position));
    }
  }
}

void check_earlier(const PairSource& source, const Earlier& earlier) {
  if (earlier.found == nullptr) refuse("begin_from", "there is an earlier matching to begin from", "none");
  const Problem& listed = earlier.found->listed;
  check_before(earlier.mentee_before, source.mentees(), listed.mentees, "mentee");
  check_before(earlier.mentor_before, source.mentors(), listed.mentors, "mentor");
}

/// Options that say how many pairs each mentee lists.
OnDemandOptions with_length(const PairSource& source, OnDemandOptions options) {
  constexpr std::int32_t many_mentors = 50'000;
  if (options.list_length == 0) options.list_length = source.mentors() < many_mentors ? 32 : 64;
  return options;
}

void check_options(const PairSource& source, const OnDemandOptions& options) {
  if (options.list_length < 0) {
    refuse("list_length", "everybody lists 1 pair or more; 0: as many as is usual",
           std::to_string(options.list_length));
  }
  if (options.threads < 1 || options.threads > most_threads) {
    refuse("threads", "there must be 1 to 256 threads", std::to_string(options.threads));
  }
  if (options.most_passes < 0) {
    refuse("most_passes", "the number of passes must be 0 or more", std::to_string(options.most_passes));
  }
  if (options.distribution != nullptr && (options.distribution->parts < 1 || !options.distribution->read)) {
    refuse("distribution", "there is a function that reads 1 part or more",
           std::to_string(options.distribution->parts));
  }
  if (options.begin_from != nullptr) check_earlier(source, *options.begin_from);
  if (options.blocks != nullptr) check_blocks(source, *options.blocks);
  if (options.memory_limit < 0) {
    refuse("memory_limit", "the limit must be 0 or more", std::to_string(options.memory_limit));
  }
  const std::int64_t wanted = memory_of(source, options);
  if (options.memory_limit == 0 || wanted <= options.memory_limit) return;
  OnDemandOptions fewer = options;
  while (fewer.list_length > 1 && memory_of(source, fewer) > options.memory_limit) --fewer.list_length;
  const std::string fits = memory_of(source, fewer) <= options.memory_limit
                               ? "a list_length of " + std::to_string(fewer.list_length) + " fits"
                               : "no list_length fits";
  refuse("memory_limit", "the call would take up to " + std::to_string(wanted) + " bytes; " + fits,
         std::to_string(options.memory_limit));
}

/// How many pairs each lists, all mentors together as many as all mentees.
ListLengths lengths_of(const PairSource& source, const OnDemandOptions& options) {
  const std::int32_t of_mentee = std::clamp(options.list_length, 1, std::max(source.mentors(), 1));
  const std::int64_t mentors = std::max(source.mentors(), 1);
  const std::int64_t of_mentor = (std::int64_t{of_mentee} * source.mentees() + mentors - 1) / mentors;
  const std::int64_t most = std::max(source.mentees(), 1);
  return {of_mentee, static_cast<std::int32_t>(std::clamp<std::int64_t>(of_mentor, 1, most))};
}

/// Pairs that a person named, and which are listed in any case.
std::vector<Pair> named_pairs(const Problem& rules, const Objective& objective) {
  std::vector<Pair> named = rules.locked;
  for (const Stage& stage : objective) {
    if (const auto* changes = std::get_if<FewestChanges>(&stage)) {
      named.insert(named.end(), changes->previous.begin(), changes->previous.end());
    }
  }
  return named;
}

/// Of each person, the most units of a pair that is not listed, where the best are.
template <class PersonOf>
std::vector<std::int32_t> most_unlisted(const std::vector<ListedPair>& best, std::int32_t people, std::int32_t length,
                                        const PersonOf& person_of) {
  std::vector<std::int32_t> most(at(people), PairSource::most_units);
  std::vector<std::int32_t> listed(at(people), 0);
  for (const auto& [pair, units] : best) {
    const std::size_t person = at(person_of(pair));
    most[person] = std::min(most[person], units);
    ++listed[person];
  }
  for (std::size_t person = 0; person < most.size(); ++person) {
    if (listed[person] < length) most[person] = -PairSource::most_units;
  }
  return most;
}

std::unique_ptr<const PairReader> reader_of(const PairRows& rows, const OnDemandOptions& options) {
  if (options.distribution == nullptr) return std::make_unique<LocalReader>(rows);
  return std::make_unique<DistributedReader>(rows, *options.distribution);
}

class OnDemand {
 public:
  OnDemand(const PairSource& source, const Problem& rules, const Objective& objective, const OnDemandOptions& options)
      : source_(source),
        objective_(objective),
        options_(options),
        lengths_(lengths_of(source, options)),
        checkpoint_(options.control),
        rows_(
            source, rules.forbidden, options.threads,
            // A night reads so few rows that to arrange them would take longer.
            options.begin_from == nullptr && options.distribution == nullptr ? RowOrder::arranged : RowOrder::as_given),
        reader_(reader_of(rows_, options)),
        marks_(source.marks()),
        leaves_lottery_(may_leave_lottery()) {
    result_.listed = rules;
    result_.listed.scale = source.scale();
    result_.listed.points = SparseTable{.row_start = std::vector<std::int64_t>(at(rules.mentees) + 1, 0)};
  }

  OnDemandMatching run() {
    if (!make_first_lists()) {
      end();
      result_.matching.status = *result_.ended;
      return std::move(result_);
    }
    while (solve()) {
      if (result_.covers_all || is_last_pass()) break;
      if (!hold_prices()) break;
      if (!result_.covers_all) continue;
      if (!leaves_lottery_ || result_.matching.status != Status::optimal) break;
      leaves_lottery_ = false;
      result_.covers_all = false;
    }
    Matching& matching = result_.matching;
    if (matching.status == Status::optimal || matching.status == Status::infeasible) {
      matching.digest = fingerprint(digest_on_demand(source_, result_.listed), objective_of(matching));
    }
    if (matching.status == Status::optimal && !result_.ended) {
      result_.kept = kept_bytes(marks_, gaining_->take(), result_.listed);
    }
    return std::move(result_);
  }

 private:
  SparseTable& table() { return std::get<SparseTable>(result_.listed.points); }

  bool make_first_lists() {
    std::optional<Begun> begun;
    if (options_.begin_from != nullptr) begun = carry_over(source_, marks_, result_.listed, *options_.begin_from);
    UnlistedBounds bounds = begun ? std::move(begun->bounds) : UnlistedBounds(source_.mentees(), source_.mentors());
    gaining_.emplace(rows_, *reader_, std::move(bounds),
                     LotteryKeys{result_.listed.mentee_keys, result_.listed.mentor_keys}, lengths_);
    if (!begun) return make_lists();
    table() = std::move(begun->table);
    start_from_ = std::move(begun->start);
    return list_changed(*begun);
  }

  bool make_lists() {
    std::optional<BestInBlocks> found = best_pairs_at_first();
    if (!found) return false;
    if (options_.blocks != nullptr && found->read.pairs < std::int64_t{source_.mentees()} * source_.mentors()) {
      gaining_->begin_roughly();
    } else {
      const auto mentee = [](const Pair& pair) { return pair.mentee.value; };
      const auto mentor = [](const Pair& pair) { return pair.mentor.value; };
      gaining_->know_most_units(most_unlisted(found->best.of_mentees, source_.mentees(), lengths_.of_mentee, mentee),
                                most_unlisted(found->best.of_mentors, source_.mentors(), lengths_.of_mentor, mentor));
    }
    std::vector<ListedPair> pairs = std::move(found->best.of_mentees);
    pairs.insert(pairs.end(), found->best.of_mentors.begin(), found->best.of_mentors.end());
    list(std::move(pairs), named_pairs(result_.listed, objective_),
         {.mentees = found->read.mentees, .pairs = found->read.pairs});
    return true;
  }

  /// Among all pairs, or among those that share a block.
  std::optional<BestInBlocks> best_pairs_at_first() {
    const bool is_twice = options_.blocks == nullptr && rows_.is_arranged();
    checkpoint_.enter("lists", std::int64_t{is_twice ? 2 : 1} * source_.mentees());
    if (options_.blocks != nullptr) return reader_->best(*options_.blocks, lengths_, checkpoint_);
    std::vector<std::int32_t> mentees(at(source_.mentees()));
    std::iota(mentees.begin(), mentees.end(), 0);
    std::optional<BestPairs> best = reader_->best(mentees, lengths_, checkpoint_);
    if (!best) return {};
    const std::int64_t read = best->read;
    return BestInBlocks{std::move(*best), {source_.mentees(), read}};
  }

  /// The pairs of people who are new or changed that are worth most by the prices of before.
  bool list_changed(const Begun& begun) {
    checkpoint_.enter("lists", std::ssize(begun.mentees));
    std::optional<std::vector<ListedPair>> pairs = best_of_changed(rows_, begun, lengths_, *start_from_, checkpoint_);
    if (!pairs) return false;
    std::vector<Pair> named = named_pairs(result_.listed, objective_);
    named.insert(named.end(), begun.freed.begin(), begun.freed.end());
    const std::int64_t rows = std::ssize(begun.mentees);
    const std::int64_t read = rows * source_.mentors() + std::ssize(begun.mentors) * source_.mentees();
    list(std::move(*pairs), named, {.mentees = rows, .pairs = read});
    return true;
  }

  void list(std::vector<ListedPair> pairs, const std::vector<Pair>& named, Pass pass) {
    for (const Pair& pair : named) {
      const std::int32_t units = rows_.units_of(pair);
      if (units != PairSource::refused) pairs.push_back({pair, units});
    }
    pass.added = add_pairs(table(), source_.mentees(), std::move(pairs));
    result_.passes.push_back(pass);
  }

  std::int64_t most_added_to_warm() const {
    const std::int64_t people = source_.mentees();
    const std::int64_t most = std::max(most_warm, people * people / squared_people_of_an_added_pair);
    return std::max(few_added, std::min(most, people / people_of_an_added_pair));
  }

  /// A lottery after the points is solved once no pair gains before it: until then all that it decides may change.
  bool may_leave_lottery() const {
    if (options_.begin_from != nullptr || options_.most_passes > 0) return false;
    return std::holds_alternative<Lottery>(objective_.back()) &&
           std::ranges::any_of(objective_, [](const Stage& one) { return std::holds_alternative<MostPoints>(one); });
  }

  Objective before_lottery() const { return {objective_.begin(), objective_.end() - 1}; }

  /// False where the call was stopped: the matching before stays.
  bool solve() {
    const bool is_near =
        result_.matching.status == Status::optimal && result_.passes.back().added <= most_added_to_warm();
    const Matching* warm = is_near ? &result_.matching : nullptr;
    if (start_from_) warm = &*start_from_;
    Matching found = match(result_.listed, leaves_lottery_ ? before_lottery() : objective_,
                           {.warm_start = warm, .control = what_is_left()});
    start_from_.reset();
    if (found.status != Status::optimal && found.status != Status::infeasible) {
      result_.ended = found.status;
      if (result_.passes.size() == 1) result_.matching = std::move(found);
      return false;
    }
    result_.matching = std::move(found);
    return true;
  }

  /// The caller's control with the time that is left of the limit.
  Control what_is_left() const {
    Control control = options_.control;
    if (control.time_limit) *control.time_limit -= std::chrono::steady_clock::now() - start_;
    return control;
  }

  bool is_last_pass() const { return options_.most_passes > 0 && std::ssize(result_.passes) > options_.most_passes; }

  /// False where the call was stopped.
  bool hold_prices() {
    checkpoint_.enter("prices", source_.mentees());
    Pass pass;
    std::optional<std::vector<ListedPair>> pairs =
        gaining_->find(PricedStages(result_.listed, result_.matching), table(), checkpoint_, pass);
    if (!pairs) {
      end();
      return false;
    }
    result_.covers_all = pairs->empty();
    pass.added = add_pairs(table(), source_.mentees(), std::move(*pairs));
    result_.passes.push_back(pass);
    return true;
  }

  /// Remembers why the call ends early.
  void end() {
    checkpoint_.spend(std::numeric_limits<std::int32_t>::max());  // a clock that nobody looked at meanwhile
    result_.ended = checkpoint_.ended().value_or(Status::cancelled);
  }

  const PairSource& source_;
  const Objective& objective_;
  const OnDemandOptions& options_;
  const ListLengths lengths_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  Checkpoint checkpoint_;
  OnDemandMatching result_;
  PairRows rows_;
  std::unique_ptr<const PairReader> reader_;
  std::optional<PersonMarks> marks_;
  bool leaves_lottery_;                 // for now
  std::optional<Matching> start_from_;  // what was carried over, until the first lists are solved
  std::optional<GainingPairs> gaining_;
};

}  // namespace

std::unique_ptr<const PairSource> PairSource::for_mentors(std::span<const std::int32_t>) const { return nullptr; }

Findings check_rules(const PairSource& source, const Problem& rules) {
  if (source.mentees() != rules.mentees || source.mentors() != rules.mentors) {
    const auto people = [](std::int32_t mentees, std::int32_t mentors) {
      return std::to_string(mentees) + " mentees and " + std::to_string(mentors) + " mentors";
    };
    return {{.rule = "people",
             .message = "the source must have the people of the problem, " + people(rules.mentees, rules.mentors),
             .value = people(source.mentees(), source.mentors())}};
  }
  Problem problem = rules;
  SparseTable table{.row_start = std::vector<std::int64_t>(at(rules.mentees) + 1, 0)};
  std::vector<ListedPair> locked;
  for (const Pair& pair : rules.locked) {
    const std::int32_t units = is_within(rules, pair) ? source.units_of(pair) : PairSource::refused;
    if (units != PairSource::refused) locked.push_back({pair, units});
  }
  add_pairs(table, rules.mentees, std::move(locked));
  problem.points = std::move(table);
  return check(problem);
}

Findings check_on_demand(const PairSource& source, const Problem& rules, const Objective& objective) {
  Findings findings = check_rules(source, rules);
  Findings more = check(rules, objective);
  std::ranges::move(more, std::back_inserter(findings));
  for (const Stage& stage : objective) {
    if (!has_profile(stage)) continue;
    findings.push_back({.rule = "objective",
                        .message = "a stage by levels counts the open pairs of all people, so it needs a table of all",
                        .column = "objective",
                        .value = name(stage)});
  }
  return findings;
}

std::int64_t memory_of(const PairSource& source, const OnDemandOptions& options) {
  const ListLengths lengths = lengths_of(source, with_length(source, options));
  const std::int64_t of_mentees = std::int64_t{lengths.of_mentee} * source.mentees();
  const std::int64_t of_mentors = std::int64_t{lengths.of_mentor} * source.mentors();
  const std::int64_t lists =
      12 * (of_mentees + of_mentors * options.threads) + 28 * (of_mentees + of_mentors) + 104 * of_mentees;
  const std::int64_t solving =
      60 * (of_mentees + of_mentors) + 600 * (std::int64_t{source.mentees()} + source.mentors());
  return lists + solving;
}

OnDemandMatching match_on_demand(const PairSource& source, const Problem& rules, const Objective& objective,
                                 const OnDemandOptions& options) {
  throw_if_errors("match_on_demand", check_on_demand(source, rules, objective));
  const OnDemandOptions chosen = with_length(source, options);
  check_options(source, chosen);
  return OnDemand(source, rules, objective, chosen).run();
}

}  // namespace pairwell
