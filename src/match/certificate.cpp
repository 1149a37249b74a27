#include "pairwell/match/certificate.hpp"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>

#include "match/checked_problem.hpp"
#include "match/fingerprint.hpp"
#include "match/proof.hpp"
#include "match/proof_claims.hpp"
#include "match/proof_stages.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

using proof::Cell;
using proof::Counted;
using proof::Face;

class Verifier {
 public:
  /// @param digest Of the problem.
  Verifier(const Problem& problem, std::string digest, const Matching& matching, Checkpoint& checkpoint)
      : problem_(problem),
        digest_(std::move(digest)),
        matching_(matching),
        table_(problem, checkpoint),
        everyone_(problem),
        stages_(problem, table_, everyone_, failures_) {}

  Verdict run() {
    holds_only_what_its_status_may();
    if (matching_.status == Status::infeasible) proves_infeasible();
    if (matching_.status == Status::optimal || has_settled()) proves_stages();
    std::vector<std::string> failures = std::move(failures_).list();
    if (!has_right_digest()) {
      failures.insert(failures.begin(),
                      "the matching was made for another problem or objective: its digest is not that of these.");
    }
    return {.holds = failures.empty(), .failures = std::move(failures)};
  }

 private:
  void fail(const std::string& sentence) {
    failures_.add([&] { return sentence; });
  }

  void holds_only_what_its_status_may() {
    if (matching_.status == Status::optimal) {
      if (matching_.infeasibility) fail("an optimal matching gives no reason why there is none.");
      return;
    }
    if (matching_.status == Status::infeasible) {
      if (!matching_.pairs.empty()) fail("an infeasible matching holds no pairs.");
      if (matching_.points.units != 0) fail("an infeasible matching has no points.");
      if (!matching_.stages.empty()) fail("an infeasible matching has no stages.");
      return;
    }
    if (matching_.infeasibility) fail("a call that was stopped cannot say that there is no matching.");
    if (!has_settled()) fail("a call that was stopped before any stage was settled proves nothing.");
  }

  /// Whether a call was stopped, and had settled something by then.
  bool has_settled() const {
    const bool is_stopped = matching_.status == Status::cancelled || matching_.status == Status::time_limit;
    return is_stopped && !matching_.stages.empty();
  }

  void proves_stages() {
    choose();
    if (failures_.none()) obeys_ranges();
    for (std::size_t stage = 0; failures_.none() && stage < matching_.stages.size(); ++stage) {
      const StageResult& result = matching_.stages[stage];
      stages_.check(result, "stage " + std::to_string(stage + 1) + " (" + name(result.stage) + ")");
    }
    if (matching_.stages.empty()) fail("the matching has no stages, so nothing is proved.");
  }

  /// Marks the matching's pairs in the table.
  void choose() try {
    std::int64_t points = 0;
    const Pair* previous = nullptr;
    for (const Pair& pair : matching_.pairs) {
      const auto [cell, place] = table_.find(pair);
      if (cell == nullptr) {
        failures_.add([&] { return to_string(pair) + " is matched and is not an admissible pair."; });
        continue;
      }
      if (cell->is_chosen) {
        failures_.add([&] { return to_string(pair) + " is matched twice."; });
      } else if (previous != nullptr && pair < *previous) {
        failures_.add([&] { return to_string(pair) + " is not in its place: pairs go by mentee, then mentor."; });
      }
      cell->is_chosen = true;
      previous = &pair;
      points = proof::add(points, place.units);
    }
    if (failures_.none() && points != matching_.points.units) {
      fail("the pairs have " + std::to_string(points) + " units of points in all, not " +
           std::to_string(matching_.points.units) + ".");
    }
  } catch (const proof::TooLarge& error) {
    fail(std::string("points: ") + error.what() + ".");
  }

  void obeys_ranges() {
    for (const Pair& pair : problem_.locked) {
      const Cell* const cell = table_.find(pair).first;
      assert(cell != nullptr);  // check() saw that what is locked is admissible.
      if (cell->is_chosen) continue;
      failures_.add([&] { return to_string(pair) + " is locked and not matched."; });
    }
    for (const Pair& pair : matching_.pairs) {
      ++everyone_.mentee[at(pair.mentee.value)].pairs;
      ++everyone_.mentor[at(pair.mentor.value)].pairs;
    }
    const auto sum = [](std::vector<Counted>& groups, const auto& lists, const std::vector<Counted>& people) {
      for (std::size_t group = 0; group < groups.size(); ++group) {
        for (const auto member : lists[group].members) groups[group].pairs += people[at(member.value)].pairs;
      }
    };
    sum(everyone_.mentee_group, problem_.mentee_groups, everyone_.mentee);
    sum(everyone_.mentor_group, problem_.mentor_groups, everyone_.mentor);
    proof::each_of(everyone_, [&](const Counted& one, auto name) {
      if (one.pairs >= one.least && one.pairs <= one.most) return;
      failures_.add([&] {
        return name() + " has " + std::to_string(one.pairs) + (one.pairs == 1 ? " pair" : " pairs") + ", outside " +
               std::to_string(one.least) + " to " + std::to_string(one.most) + ".";
      });
    });
  }

  void proves_infeasible() {
    if (!matching_.infeasibility || !everyone_.fits(matching_.infeasibility->prices)) {
      fail("the matching carries no prices for this problem, so it is not proved to be infeasible.");
      return;
    }
    if (matching_.infeasibility->reason.empty()) fail("the matching gives no reason why there is none.");
    try {
      if (!stages_.cannot_be_paid(matching_.infeasibility->prices,
                                  [](const Cell&, const proof::Place&) { return true; })) {
        fail("the prices do not prove that there is no matching.");
        return;
      }
      proof::check_claims(problem_, *matching_.infeasibility, table_, everyone_, failures_);
    } catch (const proof::TooLarge& error) {
      fail(std::string("infeasibility: ") + error.what() + ".");
    }
  }

  /// Of a call that was stopped none is asked.
  bool has_right_digest() const {
    return (matching_.status != Status::optimal && matching_.status != Status::infeasible && !has_settled()) ||
           fingerprint(digest_, objective_of(matching_)) == matching_.digest;
  }

  const Problem& problem_;
  const std::string digest_;
  const Matching& matching_;
  proof::PairTable table_;
  proof::Everyone everyone_;
  proof::Failures failures_;
  proof::StageProof stages_;
};

}  // namespace

bool was_made_for(const Problem& problem, const Matching& matching) {
  return fingerprint(digest(problem), objective_of(matching)) == matching.digest;
}

Verdict verify(const Problem& problem, const Matching& matching, const Control& control) {
  Checkpoint checkpoint(control);
  CheckedProblem checked = check_and_digest(problem, checkpoint);
  throw_if_errors("verify", checked.findings);
  Verdict verdict = Verifier(problem, std::move(checked.digest), matching, checkpoint).run();
  checkpoint.throw_if_ended("verify");
  return verdict;
}

}  // namespace pairwell
