#include "pairwell/match/match.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>

#include "match/bounds.hpp"
#include "match/checked_problem.hpp"
#include "match/fingerprint.hpp"
#include "match/optimal_face.hpp"
#include "match/pair_worth.hpp"
#include "match/solve.hpp"
#include "match/stages.hpp"
#include "match/tables.hpp"
#include "match/threads.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

/// The largest problem that tickets can be drawn for: their sums, too, must stay in 64 bits.
constexpr std::int64_t most_drawn = largest_sum >> ticket_bits;

void check_previous(const Problem& problem, const std::vector<Pair>& previous, Findings& findings) {
  const auto add = [&](const char* rule, const char* message, const Pair& pair) {
    findings.push_back({.rule = rule, .message = message, .column = "objective", .value = to_string(pair)});
  };
  std::set<Pair> seen;
  for (const Pair& pair : previous) {
    if (!is_within(problem, pair)) {
      add("id", "a previous pair must be of people in the problem", pair);
    } else if (!seen.insert(pair).second) {
      add("duplicate", "a previous pair appears twice", pair);
    }
  }
}

/// Whether a matching could be of the problem: what it reached is not looked at.
void check_warm_start(const Problem& problem, const Matching& earlier, Findings& findings) {
  const auto add = [&](const char* message, std::string value) {
    findings.push_back({.rule = "warm_start", .message = message, .column = "warm_start", .value = std::move(value)});
  };
  if (earlier.status != Status::optimal)
    add("only an optimal matching is a warm start", std::string(to_string(earlier.status)));
  for (const Pair& pair : earlier.pairs) {
    if (is_within(problem, pair)) continue;
    add("a warm start has pairs of people in the problem only", to_string(pair));
    break;
  }
  for (const StageResult& result : earlier.stages) {
    const auto& [mentee, mentor, mentee_group, mentor_group] = result.prices;
    if (result.prices == Prices{} ||
        (std::ssize(mentee) == problem.mentees && std::ssize(mentor) == problem.mentors &&
         mentee_group.size() == problem.mentee_groups.size() && mentor_group.size() == problem.mentor_groups.size())) {
      continue;
    }
    add("a warm start has a price for each person and group of the problem", name(result.stage));
  }
}

/// Whether the ranges of one side alone say how many pairs there are.
template <class PersonId>
bool settle_pairs(std::int32_t people, const std::vector<Range>& capacity, const std::vector<Group<PersonId>>& groups) {
  const auto is_settled = [](const Range& pairs) { return pairs.least == pairs.most; };
  if (std::ssize(capacity) == people && std::ranges::all_of(capacity, is_settled)) return true;
  return std::ranges::any_of(groups, [&](const Group<PersonId>& group) {
    return std::ssize(group.members) == people && is_settled(group.pairs);
  });
}

void check_order(const Problem& problem, const Objective& objective, Findings& findings) {
  std::vector<StageKind> before;
  // Where the ranges settle the number of pairs, the stages stand as if most_pairs were before them.
  if (settle_pairs(problem.mentees, problem.mentee_capacity, problem.mentee_groups) ||
      settle_pairs(problem.mentors, problem.mentor_capacity, problem.mentor_groups)) {
    before.push_back(StageKind::most_pairs);
  }
  for (const Stage& stage : objective) {
    const StageKind kind = row_of(stage).kind;
    if (std::string why = misplaced(kind, before); !why.empty()) {
      findings.push_back({.severity = Severity::warning,
                          .rule = "order",
                          .message = std::move(why),
                          .column = "objective",
                          .value = name(stage)});
    }
    before.push_back(kind);
  }
}

/// What is found of the problem, with what is found of the rest.
Findings check(Findings findings, const Problem& problem, const Objective& objective, const MatchOptions& options) {
  Findings more = check(problem, objective);
  findings.insert(findings.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  if (options.threads < 0) {
    findings.push_back({.rule = "threads",
                        .message = "the number of threads must be 0 or more",
                        .column = "threads",
                        .value = std::to_string(options.threads)});
  }
  if (options.warm_start != nullptr) check_warm_start(problem, *options.warm_start, findings);
  return findings;
}

/// The digest of a problem, made beside everything else.
class DigestAside {
 public:
  /// The problem outlives it.
  explicit DigestAside(const Problem& problem) : problem_(problem) {
    try {
      thread_ = std::jthread([this](const std::stop_token& stop) { make(stop); });
    } catch (const std::system_error&) {  // there is no thread to be had
      make({});
    }
  }

  /// Waits for it; none where it was stopped before it was ready.
  std::optional<std::string> take(bool is_stopped) {
    if (is_stopped) thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    return std::move(digest_);
  }

 private:
  void make(const std::stop_token& stop) {
    const Control control{.progress = {}, .stop = stop, .time_limit = std::nullopt};
    Checkpoint checkpoint(control);
    std::string made = digest(problem_, checkpoint);
    if (!checkpoint.ended()) digest_ = std::move(made);
  }

  const Problem& problem_;
  std::optional<std::string> digest_;
  std::jthread thread_;  // last: it writes to the others
};

/// Whether a thread of its own pays for the digest.
bool is_for_threads(const Problem& problem, const MatchOptions& options) {
  constexpr std::size_t worth_a_thread = 1 << 18;
  const std::size_t pairs = std::visit([](const auto& table) { return table.units.size(); }, problem.points);
  return threads_for(options.threads) > 1 && pairs >= worth_a_thread;
}

/// Puts the digest to what it names.
void name_problem(const std::string& digest, Matching& matching) {
  const bool is_over = matching.status == Status::optimal || matching.status == Status::infeasible;
  if (is_over || !matching.stages.empty()) matching.digest = fingerprint(digest, objective_of(matching));
}

}  // namespace

Findings check(const Problem& problem, const Objective& objective) {
  Findings findings;
  if (objective.empty()) {
    findings.push_back(
        {.rule = "objective", .message = "an objective needs at least one stage", .column = "objective"});
  }
  std::set<std::size_t> seen;
  for (const Stage& stage : objective) {
    if (!seen.insert(stage.index()).second) {
      findings.push_back({.rule = "objective",
                          .message = "a stage appears twice, and the second could change nothing",
                          .column = "objective",
                          .value = name(stage)});
    }
    if (const auto* changes = std::get_if<FewestChanges>(&stage)) {
      check_previous(problem, changes->previous, findings);
    }
    if (std::holds_alternative<Lottery>(stage) && most_terms(problem) > most_drawn) {
      findings.push_back({.rule = "overflow",
                          .message = "a lottery is for at most " + std::to_string(most_drawn) +
                                     " people, groups and pairs together; leave it out, or draw for parts",
                          .column = "objective",
                          .value = std::to_string(most_terms(problem))});
    }
  }
  check_order(problem, objective, findings);
  return findings;
}

Matching solve(const Problem& problem, const Objective& objective, const MatchOptions& options,
               std::span<const HeldPair> held) {
  Checkpoint checkpoint(options.control);
  throw_if_errors("match", check(check(problem, checkpoint), problem, objective, options));
  Stages stages(problem, options, checkpoint);
  for (const HeldPair& one : held) stages.hold(one);
  return stages.run(objective);
}

OptimalFace optimal_face(const Problem& problem, const Objective& objective, const MatchOptions& options) {
  Checkpoint checkpoint(options.control);
  throw_if_errors("match", check(check(problem, checkpoint), problem, objective, options));
  return Stages(problem, options, checkpoint, Stages::Face::is_kept).run_to_face(objective);
}

Matching match(const Problem& problem, const Objective& objective, const MatchOptions& options) {
  Checkpoint checkpoint(options.control);
  checkpoint.enter("reading", steps_of_reading(problem));
  const auto solve = [&](ForbiddenUnits forbidden) {
    return Stages(problem, options, checkpoint, Stages::Face::is_dropped, forbidden).run(objective);
  };
  if (is_for_threads(problem, options)) {
    throw_if_errors("match", check(check(problem, checkpoint), problem, objective, options));
    DigestAside aside(problem);
    Matching matching = solve(ForbiddenUnits::perhaps);
    const std::optional<std::string> made = aside.take(checkpoint.ended().has_value());
    if (!made) return Matching{.status = matching.status};
    name_problem(*made, matching);
    return matching;
  }
  CheckedProblem checked = check_and_digest(problem, checkpoint);
  throw_if_errors("match", check(std::move(checked.findings), problem, objective, options));
  Matching matching = solve(checked.has_forbidden ? ForbiddenUnits::perhaps : ForbiddenUnits::none);
  name_problem(checked.digest, matching);
  return matching;
}

}  // namespace pairwell
