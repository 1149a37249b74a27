#include "pairwell/match/worth.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "match/consequences.hpp"
#include "match/fingerprint.hpp"
#include "match/forced.hpp"
#include "match/loss.hpp"
#include "match/reasons.hpp"
#include "match/rule_changes.hpp"
#include "match/sentences.hpp"
#include "pairwell/core/progress.hpp"

namespace pairwell {
namespace {

constexpr std::string_view of_worth = "worth";

/// A change, and the best matching with it.
struct Raised {
  RuleChange change{};
  Matching matching{};
};

/// Whether a matching with one pair more is better by more than another draw: of equals the lottery takes one, and that
/// this one has a higher ticket serves nobody.
bool brings_something(const Matching& matching, const Matching& raised) {
  for (std::size_t stage = 0; stage < matching.stages.size(); ++stage) {
    const int order = compare_results(matching.stages[stage], raised.stages[stage]);
    if (order != 0) return order < 0 && !std::holds_alternative<Lottery>(matching.stages[stage].stage);
  }
  return false;
}

std::vector<Raised> better_by_one(const Problem& problem, const Matching& matching, const Control& control,
                                  Checkpoint& checkpoint) {
  std::vector<RuleChange> changes = binding_changes(problem, objective_of(matching), matching.pairs);
  std::erase_if(changes, [](const RuleChange& change) { return change.kind != RuleChangeKind::most_raised; });
  checkpoint.enter("changing rules", 2 * std::ssize(changes));
  ForcedMatchings forced(of_worth, problem, matching, control, checkpoint, [&] { checkpoint.advance(); });
  std::vector<Raised> found;
  forced.each_change(
      changes,
      [&](std::size_t change, const Matching& changed) {
        if (changed.status == Status::optimal && brings_something(matching, changed)) {
          found.push_back({changes[change], changed});
        }
      },
      true);
  std::ranges::sort(found, [](const Raised& one, const Raised& other) {
    if (is_worse(other.matching, one.matching)) return true;
    return !is_worse(one.matching, other.matching) && comes_before({one.change}, {other.change});
  });
  return found;
}

/// "there would be 3 pairs instead of 2 pairs", or how much worse it is now where the row of the stage has no words for
/// that.
std::string gain_in_words(const StageResult& before, const StageResult& after, std::int64_t scale) {
  const std::string was = reached(before, scale);
  const std::string is = reached(after, scale);
  if (!was.empty() && !is.empty()) return "there would be " + is + " instead of " + was;
  if (!has_profile(before.stage) && !after.value) return "there would be no worst pair";
  const Loss now = loss_of(after, before, scale);
  return "a best matching would be better: as it is, there " + std::string(now.cost == 1 ? "is " : "are ") + now.text;
}

}  // namespace

std::vector<Worth> worth(const Problem& problem, const Matching& matching, const Names& names, const Control& control) {
  check_matching(of_worth, problem, matching, names);
  const Caller call(problem, names);
  std::vector<Worth> told;
  std::vector<Pair> before = matching.pairs;
  std::ranges::sort(before);
  Checkpoint checkpoint(control);
  for (const Raised& raised : better_by_one(problem, matching, control, checkpoint)) {
    Worth& worth = told.emplace_back();
    std::visit(
        [&](const auto& subject) {
          if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(subject)>, Pair>) worth.subject = subject;
        },
        *raised.change.subject);
    worth.most = raised.change.before;
    std::vector<Pair> begun;
    std::ranges::set_difference(raised.matching.pairs, before, std::back_inserter(begun));
    worth.gained = changes_to(problem, matching, raised.matching, begun.front());
    const std::size_t stage = worth.gained.stage.value();
    worth.text = "With " + in_words(raised.change, problem, call) + ", " +
                 gain_in_words(matching.stages[stage], raised.matching.stages[stage], problem.scale) + ".";
    worth.detail = "The best matching then " + in_words(worth.gained, problem, call, false) + ".";
    if (!checkpoint.spend(20 * std::ssize(before))) checkpoint.throw_if_ended(of_worth);
  }
  return told;
}

}  // namespace pairwell
