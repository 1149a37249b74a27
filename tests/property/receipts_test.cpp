// Receipts of random problems of every kind: those of a best matching hold, and hold no longer once a number that
// stands for something is another.
#include "pairwell/match/receipts.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "core/at.hpp"
#include "pairwell/match/match.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::random_problem;
using support::Shape;

bool all_hold(const Receipts& made) {
  if (!check(made.prices).holds) return false;
  for (const auto* side : {&made.mentees, &made.mentors}) {
    for (const Receipt& receipt : *side) {
      if (!check(receipt, made.prices).holds) return false;
    }
  }
  return true;
}

/// How many receipts there were, and how many forged numbers.
struct Count {
  int matchings = 0;
  int proved_worst = 0;
  int steps = 0;
  int forged = 0;
};

std::string more(const std::string& decimal, std::int64_t by) { return std::to_string(std::stoll(decimal) + by); }

/// Numbers that stand for something: with any other, somebody's receipt is wrong.
void forge_each(const Receipts& made, Random& random, Count& count) {
  const auto refuses = [&](const char* what, const std::function<bool(Receipts&)>& forge) {
    Receipts forged = made;
    if (!forge(forged)) return;
    ++count.forged;
    EXPECT_FALSE(all_hold(forged)) << what;
  };
  const std::int64_t by = random.below(2) == 0 ? 1 : -1;
  const auto one_of = [&](auto& list) -> auto& { return list[static_cast<std::size_t>(random.below(list.size()))]; };
  if (!made.prices.lists.empty()) {
    refuses("the total of the mentees", [&](Receipts& own) {
      PriceList& list = one_of(own.prices.lists);
      list.mentee_shares = more(list.mentee_shares, by);
      return row_of(own.prices.stages[list.stage].kind).levels == StageLevels::none &&
             own.prices.stages[list.stage].kind != StageKind::best_worst;
    });
    refuses("the total of the groups", [&](Receipts& own) {
      PriceList& list = one_of(own.prices.lists);
      list.group_shares = more(list.group_shares, by);
      return true;
    });
  }
  refuses("a value", [&](Receipts& own) {
    PublishedStage& stage = one_of(own.prices.stages);
    if (!stage.value || row_of(stage.kind).levels != StageLevels::none || stage.kind == StageKind::best_worst) {
      return false;
    }
    *stage.value += by;
    return true;
  });
  for (auto side : {&Receipts::mentees, &Receipts::mentors}) {
    if ((made.*side).empty() || made.prices.lists.empty()) continue;
    refuses("a share", [&](Receipts& own) {
      std::string& share = one_of(one_of(own.*side).shares);
      share = more(share, by);
      return true;
    });
    refuses("a price", [&](Receipts& own) {
      one_of(one_of(own.*side).prices) += by;
      return true;
    });
    refuses("a range", [&](Receipts& own) {
      Receipt& receipt = one_of(own.*side);
      std::int32_t pairs = 0;
      for (const AllowedPartner& partner : receipt.partners) pairs += partner.is_paired ? 1 : 0;
      if (pairs == 0) return false;
      receipt.range = {0, pairs - 1};
      return true;
    });
  }
  if (!made.mentees.empty()) {
    refuses("the points of a pair", [&](Receipts& own) {
      if (!std::holds_alternative<MostPoints>(make_stage(own.prices.stages.front().kind))) return false;
      Receipt& receipt = one_of(own.mentees);
      for (AllowedPartner& partner : receipt.partners) {
        if (!partner.is_paired) continue;
        partner.units += by;
        return true;
      }
      return false;
    });
  }
}

void hold(const Shape& shape, const Objective& objective, std::uint64_t seeds, Count& count) {
  for (std::uint64_t seed = 0; seed < seeds && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = random_problem(seed, shape);
    if (seed % 3 == 0) {
      problem.points = support::to_sparse(std::get<DenseTable>(problem.points), problem.mentees, problem.mentors);
    }
    Objective asked = objective;
    for (Stage& stage : asked) {
      if (auto* changes = std::get_if<FewestChanges>(&stage)) {
        for (std::int32_t mentee = 0; mentee < problem.mentees && problem.mentors > 0; ++mentee) {
          changes->previous.push_back({MenteeId(mentee), MentorId(mentee % problem.mentors)});
        }
      }
    }
    const Matching matching = match(problem, asked);
    if (matching.status != Status::optimal) continue;
    const Receipts made = receipts(problem, matching);
    ++count.matchings;
    for (const PriceList& list : made.prices.lists) {
      const StageKind kind = made.prices.stages[list.stage].kind;
      if (kind == StageKind::best_worst) ++count.proved_worst;
      if (row_of(kind).levels != StageLevels::none) ++count.steps;
    }
    for (const auto* side : {&made.mentees, &made.mentors}) {
      for (const Receipt& receipt : *side) {
        EXPECT_EQ(check(receipt, made.prices).failures, std::vector<std::string>());
      }
    }
    // A price less is another digest.
    Random random(seed);
    forge_each(made, random, count);
    if (made.prices.lists.empty() || made.prices.mentors.empty()) continue;
    Receipts other = made;
    other.prices.lists.back().mentor.back() += 1;
    const ReceiptDigests told = digests(made);
    EXPECT_NE(digests(other).whole, told.whole);
    EXPECT_FALSE(to_json(made, told, MentorId(problem.mentors - 1)).empty());
  }
}

TEST(Receipts, OfABestMatchingHoldInEveryOrderOfStages) {
  const Floor floor{Points(2)};
  const FewestChanges change{};
  Count count;
  for (const Objective& objective :
       {default_objective(3), Objective{MostPairs{}, floor, BestWorst{}, MostPoints{}, Lottery{4}},
        Objective{MostPoints{}, Lottery{1}}, Objective{BestWorst{}, MostPoints{}}, Objective{floor, MostPairs{}},
        Objective{MostPoints{}, BestWorst{}, MostPairs{}}, Objective{MostPairs{}, change, BestWorst{}, Lottery{9}},
        Objective{MostPairs{}, Leximin{}, Lottery{1}}, Objective{RankMaximal{}, MostPairs{}, MostPoints{}},
        Objective{MostPairs{}, Generous{}, MostPoints{}}, Objective{Generous{}, Leximin{}},
        Objective{Lottery{7}, BestWorst{}, RankMaximal{}}}) {
    for (const Shape& shape : {Shape{.mentees = 5, .mentors = 4}, Shape{.mentees = 3, .mentors = 8, .levels = 12},
                               Shape{.mentees = 14, .mentors = 9, .levels = 40, .percent_out = 40},
                               Shape{.mentees = 20, .mentors = 20, .levels = 400, .groups = false, .locked = false}}) {
      hold(shape, objective, 25, count);
    }
  }
  EXPECT_GT(count.matchings, 500);
  EXPECT_GT(count.proved_worst, 100);
  EXPECT_GT(count.steps, 200);
  EXPECT_GT(count.forged, 2000);
}

}  // namespace
}  // namespace pairwell
