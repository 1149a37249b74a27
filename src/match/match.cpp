#include "pairwell/match/match.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "match/bounds.hpp"
#include "match/stages.hpp"
#include "pairwell/core/digest.hpp"
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
    if (pair.mentee.value < 0 || pair.mentee.value >= problem.mentees || pair.mentor.value < 0 ||
        pair.mentor.value >= problem.mentors) {
      add("id", "a previous pair must be of people in the problem", pair);
    } else if (!seen.insert(pair).second) {
      add("duplicate", "a previous pair stands twice", pair);
    }
  }
}

Findings check(const Problem& problem, const Objective& objective) {
  Findings findings = check(problem);
  if (objective.empty()) {
    findings.push_back(
        {.rule = "objective", .message = "an objective needs at least one stage", .column = "objective"});
  }
  std::set<std::size_t> seen;
  for (const Stage& stage : objective) {
    if (!seen.insert(stage.index()).second) {
      findings.push_back({.rule = "objective",
                          .message = "a stage stands twice, and the second could change nothing",
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
  return findings;
}

std::string digest(const Problem& problem, const Objective& objective) {
  Digest digest;
  digest.add(pairwell::digest(problem)).add(std::ssize(objective));
  for (const Stage& stage : objective) {
    digest.add(name(stage));
    if (const auto* floor = std::get_if<Floor>(&stage)) digest.add(floor->points.units);
    if (const auto* lottery = std::get_if<Lottery>(&stage)) digest.add(static_cast<std::int64_t>(lottery->seed));
    if (const auto* changes = std::get_if<FewestChanges>(&stage)) {
      digest.add(std::ssize(changes->previous));
      for (const Pair& pair : changes->previous) digest.add(pair.mentee.value).add(pair.mentor.value);
    }
  }
  return digest.hex();
}

}  // namespace

Matching match(const Problem& problem, const Objective& objective, const MatchOptions& options) {
  throw_if_errors("match", check(problem, objective));
  std::string fingerprint = digest(problem, objective);  // First: once stopped, a call should end at once.
  Matching matching = Stages(problem, options).run(objective);
  matching.digest = std::move(fingerprint);
  return matching;
}

}  // namespace pairwell
