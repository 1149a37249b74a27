#include "match/reasons.hpp"

#include <algorithm>
#include <cassert>
#include <utility>
#include <variant>
#include <vector>

#include "match/tables.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/match/certificate.hpp"

namespace pairwell {

void check_matching(std::string_view function, const Problem& problem, const Matching& matching, const Names& names) {
  if (matching.status != Status::optimal) {
    throw InvalidInput(function, "status", "only an optimal matching can be asked about", to_string(matching.status));
  }
  if (!was_made_for(problem, matching)) {
    throw InvalidInput(function, "digest", "the matching was made for another problem", matching.digest);
  }
  const auto outside =
      std::ranges::find_if_not(matching.pairs, [&](const Pair& pair) { return is_within(problem, pair); });
  if (outside != matching.pairs.end()) {
    throw InvalidInput(function, "id", "the matching has a pair of people outside the problem", to_string(*outside));
  }
  const AdmissiblePairs admissible(problem);
  const auto barred =
      std::ranges::find_if_not(matching.pairs, [&](const Pair& pair) { return admissible.contains(pair); });
  if (barred != matching.pairs.end()) {
    throw InvalidInput(function, "pair", "the matching has a pair that the problem forbids; verify it",
                       to_string(*barred));
  }
  throw_if_errors(function, check_names(problem, names));
}

std::optional<FirstLoss> first_loss(std::string_view function, const Problem& problem, const Matching& matching,
                                    const Matching& forced) {
  assert(forced.stages.size() == matching.stages.size());
  for (std::size_t stage = 0; stage < forced.stages.size(); ++stage) {
    const StageResult& without = matching.stages[stage];
    if (!differs(without, forced.stages[stage])) continue;
    Loss loss = loss_of(without, forced.stages[stage], problem.scale);
    if (loss.cost < 0) {
      throw InvalidInput(function, "optimal", "the matching is not the best of its problem; verify it",
                         name(without.stage));
    }
    // Under one condition more there are fewer matchings to choose from, so the first stage that differs is worse.
    assert(loss.cost > 0 || !without.value);
    return FirstLoss{.stage = stage, .loss = std::move(loss)};
  }
  return std::nullopt;
}

std::string who_holds_the_places(const Infeasibility& infeasibility, const Claim::Subject& own, std::string_view whom,
                                 const Caller& call) {
  std::vector<Claim> of_others = infeasibility.asked;
  [[maybe_unused]] const auto found =
      std::erase_if(of_others, [&](const Claim& claim) { return claim.subject == own; });
  assert(found == 1);  // Without the pair that is asked for there is a matching.
  const std::int64_t most = most_pairs(infeasibility);
  const std::string limits = call.limits(infeasibility);
  if (of_others.empty()) return "There is no place: " + limits + ".";
  std::string text = most == 1   ? "The only place ("
                     : most == 2 ? "Both places ("
                                 : "All " + std::to_string(most) + " places (";
  text.append(limits).append(most == 1 ? ") is needed for " : ") are needed for ").append(whom);
  return text.append(" (").append(call.asks(of_others)).append(").");
}

std::string breaks_a_rule(std::string_view what, std::string_view whom, const Infeasibility& infeasibility,
                          const Caller& call) {
  std::vector<std::string> full;
  for (const Claim& claim : infeasibility.limits) {
    if (const auto* mentees = std::get_if<MenteeGroupId>(&claim.subject)) full.push_back(call(*mentees));
    if (const auto* mentors = std::get_if<MentorGroupId>(&claim.subject)) full.push_back(call(*mentors));
  }
  std::string text = std::string(what) + " would break a rule";
  if (infeasibility.asked.size() > 1) text.append(" for ").append(whom);
  if (full.empty()) return text + ".";
  return text + ": no place is left in " + Caller::join(std::move(full), "or") + ".";
}

}  // namespace pairwell
