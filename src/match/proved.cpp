#include "match/proved.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "match/fingerprint.hpp"
#include "match/loss.hpp"
#include "match/nested.hpp"
#include "match/solve.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/match/certificate.hpp"

namespace pairwell {
namespace {

/// What a call within another returns; nothing where it was stopped, and the other with it.
template <class Call>
auto called(std::string_view function, Checkpoint& checkpoint, Call call) {
  std::optional<decltype(call())> result;
  try {
    result = call();
  } catch (const Stopped&) {
  }
  look_now(checkpoint);
  checkpoint.throw_if_ended(function);
  return result;
}

}  // namespace

Matching proved_by(std::string_view function, const Problem& problem, const Matching& matching, const Matching& solved,
                   const Control& control, Checkpoint& checkpoint) {
  const auto is_same = [](const StageResult& one, const StageResult& other) { return !differs(one, other); };
  if (solved.status == Status::optimal && std::ranges::equal(matching.stages, solved.stages, is_same)) {
    Matching own = matching;
    own.stages = solved.stages;
    const auto verdict =
        called(function, checkpoint, [&] { return verify(problem, own, nested(control, checkpoint)); });
    if (verdict && verdict->holds) return own;
  }
  throw InvalidInput(function, "optimal", "the matching is not the best of its problem; verify it", "");
}

Matching proved(std::string_view function, const Problem& problem, const Matching& matching, const Control& control,
                Checkpoint& checkpoint) {
  const Control within = nested(control, checkpoint);
  if (matching.digest.empty()) {  // of a problem that was changed on the way, for which no one made a digest
    Matching named = matching;
    named.digest = fingerprint(digest(problem), objective_of(matching));
    return proved(function, problem, named, control, checkpoint);
  }
  const auto verdict = called(function, checkpoint, [&] { return verify(problem, matching, within); });
  if (verdict && verdict->holds) return matching;
  const auto solved = called(function, checkpoint, [&] {
    return solve(problem, objective_of(matching), {.warm_start = &matching, .control = within});
  });
  return proved_by(function, problem, matching, *solved, control, checkpoint);
}

}  // namespace pairwell
