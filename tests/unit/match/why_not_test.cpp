#include "pairwell/match/why_not.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::Admissible;
using support::out;

/// Greedy pairs for 8 + 4; the best is 5 + 9.
Problem two_by_two() {
  Problem problem{.mentees = 2, .mentors = 2};
  problem.points = DenseTable{{8000, 5000, 9000, 4000}};
  return problem;
}

const Names& names() {
  static const Names both{.mentee = {"Ana", "Ben"}, .mentor = {"Xu", "Yates"}};
  return both;
}

TEST(WhyNot, SaysWhatAPairWouldCostAndWhoGainsAndLoses) {
  const Problem problem = two_by_two();
  const WhyNot why = why_not(problem, match(problem, {MostPoints{}}), MenteeId(0), MentorId(0), names());
  EXPECT_EQ(why.why, NotPaired::worse_overall);
  EXPECT_EQ(why.text, "Pairing mentee Ana with mentor Xu would mean 2 points fewer in all.");
  EXPECT_EQ(why.detail,
            "A best matching that has mentee Ana with mentor Xu ends mentee Ben with mentor Xu and mentee Ana with "
            "mentor Yates, and begins mentee Ben with mentor Yates; mentee Ben loses 5 points; mentor Xu loses 1 "
            "point; mentor Yates loses 1 point; mentee Ana gains 3 points.");
  ASSERT_TRUE(why.with);
  EXPECT_EQ(why.with->stage, 0U);
  EXPECT_EQ(why.with->cost, 2000);
  EXPECT_EQ(why.with->points, Points(12000));
  EXPECT_EQ(why.with->stages, (std::vector<StageChange>{{.before = 14000, .after = 12000, .worse_by = 2000}}));
  EXPECT_EQ(why.with->chain, (std::vector<ChainStep>{{{MenteeId(0), MentorId(0)}, true, 8000},
                                                     {{MenteeId(1), MentorId(0)}, false, 9000},
                                                     {{MenteeId(1), MentorId(1)}, true, 4000},
                                                     {{MenteeId(0), MentorId(1)}, false, 5000}}));
  EXPECT_EQ(why.with->mentees, (std::vector<Gain<MenteeId>>{{MenteeId(0), 0, 3000}, {MenteeId(1), 0, -5000}}));
}

TEST(WhyNot, CountsThePairAsAnyOther) {
  // A locked pair would not count as the worst one; this one does.
  const Problem problem = two_by_two();
  const WhyNot why = why_not(problem, match(problem), MenteeId(1), MentorId(1));
  EXPECT_EQ(why.text, "Pairing mentee 1 with mentor 1 would mean a worst pair lower by 1 point.");
  EXPECT_EQ(why.with->stage, 1U);
  EXPECT_EQ(why.with->stages.at(1).before, 5000);
  EXPECT_EQ(why.with->stages.at(1).after, 4000);
  EXPECT_EQ(why.with->stages.at(2).worse_by, 2000);
}

TEST(WhyNot, SaysThatSomebodyLosesAPair) {
  Problem problem{.mentees = 2, .mentors = 1};
  problem.points = DenseTable{{2000, 1000}};
  const WhyNot why = why_not(problem, match(problem), MenteeId(1), MentorId(0));
  EXPECT_EQ(why.detail,
            "A best matching that has mentee 1 with mentor 0 ends mentee 0 with mentor 0; mentee 0 loses a pair and 2 "
            "points; mentor 0 loses 1 point; mentee 1 gains a pair and 1 point.");
}

TEST(WhyNot, SaysThatNothingElseChanges) {
  Problem problem{.mentees = 1, .mentors = 1};
  problem.points = DenseTable{{-1000}};
  const WhyNot why = why_not(problem, match(problem, {MostPoints{}}), MenteeId(0), MentorId(0));
  EXPECT_EQ(why.text, "Pairing mentee 0 with mentor 0 would mean 1 point fewer in all.");
  EXPECT_EQ(why.detail,
            "A best matching that has mentee 0 with mentor 0 changes no other pair; mentee 0 loses 1 point and gains a "
            "pair; mentor 0 loses 1 point and gains a pair.");
}

TEST(WhyNot, SaysThatAnEquallyGoodMatchingHasThePair) {
  Problem problem{.mentees = 2, .mentors = 1};
  problem.points = DenseTable{{1000, 1000}};
  const Matching matching = match(problem, {MostPairs{}});
  const MenteeId other(1 - matching.pairs.front().mentee.value);
  const WhyNot why = why_not(problem, matching, other, MentorId(0));
  EXPECT_EQ(why.text, "An equally good matching has mentee " + std::to_string(other.value) +
                          " with mentor 0: the objective does not tell the two apart.");
  EXPECT_EQ(why.with->stage, std::nullopt);
  EXPECT_EQ(why.with->cost, 0);
}

TEST(WhyNot, NamesTheRuleThatForbidsThePair) {
  Problem problem{.mentees = 3, .mentors = 3};
  problem.points = DenseTable{{9000, out, 1000, 8000, 7000, 1000, 1000, 1000, 1000}};
  problem.forbidden = {{MenteeId(1), MentorId(0)}};
  problem.mentee_capacity = {{0, 1}, {0, 1}, {0, 0}};
  problem.mentor_capacity = {{0, 1}, {0, 1}, {0, 0}};
  const Matching matching = match(problem);
  const auto ask = [&](std::int32_t mentee, std::int32_t mentor) {
    const WhyNot why = why_not(problem, matching, MenteeId(mentee), MentorId(mentor));
    EXPECT_FALSE(why.with);
    EXPECT_EQ(why.detail, "");
    return std::pair(why.why, why.text);
  };
  EXPECT_EQ(ask(0, 1),
            std::pair(NotPaired::forbidden, std::string("The table of points leaves out mentee 0 with mentor 1.")));
  EXPECT_EQ(ask(1, 0), std::pair(NotPaired::forbidden, std::string("Pairing mentee 1 with mentor 0 is forbidden.")));
  EXPECT_EQ(ask(0, 2), std::pair(NotPaired::no_capacity, std::string("Mentor 2 offers no capacity.")));
  EXPECT_EQ(ask(2, 2), std::pair(NotPaired::no_capacity, std::string("Mentee 2 and mentor 2 offer no capacity.")));
}

TEST(WhyNot, NamesTheRulesThatCollide) {
  Problem problem = two_by_two();
  problem.mentee_groups = {{.name = "Wales", .members = {MenteeId(0), MenteeId(1)}, .pairs = {0, 1}}};
  problem.locked = {{MenteeId(1), MentorId(0)}};
  const WhyNot why = why_not(problem, match(problem), MenteeId(0), MentorId(1), names());
  EXPECT_EQ(why.why, NotPaired::against_rules);
  EXPECT_EQ(why.text,
            "Pairing mentee Ana with mentor Yates would break a rule for other pairs: no place is left in mentee group "
            "\"Wales\".");
  EXPECT_EQ(why.detail,
            "The only place (mentee group \"Wales\" takes at most 1) is needed for other pairs (mentee Ben with mentor "
            "Xu is locked).");
  ASSERT_TRUE(why.infeasibility);
  EXPECT_EQ(why.infeasibility->asked,
            (std::vector<Claim>{{Pair{MenteeId(1), MentorId(0)}, 1}, {Pair{MenteeId(0), MentorId(1)}, 1}}));
  problem.locked.clear();
  problem.mentee_groups.front().pairs = {0, 0};
  EXPECT_EQ(why_not(problem, match(problem), MenteeId(0), MentorId(1)).text,
            "Pairing mentee 0 with mentor 1 would break a rule: no place is left in mentee group \"Wales\".");
}

TEST(Explain, SaysWhatThePairIsWorthToBothAndWhatItWouldCostToDoWithout) {
  const Problem problem = two_by_two();
  const PairExplanation why = explain(problem, match(problem, {MostPoints{}}), MenteeId(0), MentorId(1), names());
  EXPECT_EQ(why.points, Points(5000));
  EXPECT_EQ(why.of_mentee, (PartnerRank{.rank = 2, .allowed = 2, .better = 1, .tied = 0}));
  EXPECT_EQ(why.of_mentor, (PartnerRank{.rank = 1, .allowed = 2, .better = 0, .tied = 0}));
  EXPECT_EQ(
      why.text,
      "The pair of mentee Ana with mentor Yates has 5 points. For mentee Ana, the only other allowed mentor has "
      "more points. For mentor Yates, the only other allowed mentee has fewer points. To do without it would mean "
      "2 points fewer in all.");
  EXPECT_EQ(why.without->cost, 2000);
  EXPECT_EQ(why.without->chain.front(), (ChainStep{{MenteeId(0), MentorId(1)}, false, 5000}));
  EXPECT_TRUE(why.detail.starts_with("A best matching without mentee Ana with mentor Yates ends mentee Ben with "))
      << why.detail;
}

TEST(Explain, TellsTies) {
  Problem problem{.mentees = 1, .mentors = 4};
  problem.points = DenseTable{{5000, 5000, 7000, 9000}};
  problem.locked = {{MenteeId(0), MentorId(0)}};
  const PairExplanation why = explain(problem, match(problem), MenteeId(0), MentorId(0));
  EXPECT_EQ(why.of_mentee, (PartnerRank{.rank = 3, .allowed = 4, .better = 2, .tied = 1}));
  EXPECT_EQ(why.text,
            "The pair of mentee 0 with mentor 0 has 5 points. For mentee 0, 2 of the 3 other allowed mentors have more "
            "points, and 1 has as many. For mentor 0, no other mentee is allowed. The pair is locked.");
  EXPECT_TRUE(why.is_locked);
  EXPECT_FALSE(why.without);
}

TEST(Explain, SaysWhoNeedsIt) {
  Problem problem{.mentees = 2, .mentors = 1};
  problem.points = DenseTable{{1000, out}};
  problem.mentor_capacity = {{1, 1}};
  const PairExplanation why = explain(problem, match(problem), MenteeId(0), MentorId(0));
  EXPECT_TRUE(why.text.ends_with(" Without it no matching obeys the rules.")) << why.text;
  EXPECT_EQ(why.detail,
            "Without mentee 0 with mentor 0, at least 1 pair must be made (mentor 0 asks for at least 1), but no pair "
            "is allowed for them.");
  EXPECT_TRUE(why.infeasibility);
}

TEST(WhyNot, AnswersOnlyWhatItCan) {
  const Problem problem = two_by_two();
  const Matching matching = match(problem);
  const auto rule = [](const auto& call) {
    try {
      call();
    } catch (const InvalidInput& fault) {
      return fault.findings().front().rule;
    }
    return std::string("no fault");
  };
  const MenteeId ana(0);
  const MentorId xu(0);
  const MentorId yates(1);
  EXPECT_EQ(rule([&] { why_not(problem, Matching{}, ana, xu); }), "status");
  EXPECT_EQ(rule([&] { why_not(problem, matching, ana, xu, {.mentee = {"Ana"}}); }), "shape");
  EXPECT_EQ(rule([&] { why_not(problem, matching, ana, yates); }), "matched");
  EXPECT_EQ(rule([&] { explain(problem, matching, ana, xu); }), "unmatched");
  EXPECT_EQ(rule([&] { explain(problem, matching, MenteeId(-1), xu); }), "id");
  Problem other = problem;
  other.scale = 1;
  EXPECT_EQ(rule([&] { why_not(other, matching, ana, xu); }), "digest");
  try {
    why_not(problem, matching, MenteeId(2), MentorId(2));
    FAIL() << "neither is in the problem";
  } catch (const InvalidInput& fault) {
    EXPECT_EQ(fault.findings().size(), 2U);
  }
  Problem barred = problem;
  barred.forbidden = {{ana, xu}};
  Matching forged = match(barred);
  forged.pairs = {{ana, xu}};
  EXPECT_EQ(rule([&] { explain(barred, forged, ana, xu); }), "pair");
  Matching worse = match(problem, {MostPoints{}});
  worse.stages[0].value = 1;
  EXPECT_EQ(rule([&] { why_not(problem, worse, ana, xu); }), "optimal");
}

TEST(WhyNot, StopsWhenAsked) {
  const Problem problem = two_by_two();
  const Matching matching = match(problem);
  const Control late{.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)};
  try {
    why_not(problem, matching, MenteeId(0), MentorId(0), {}, late);
    FAIL() << "should have been stopped";
  } catch (const Stopped& stopped) {
    EXPECT_STREQ(stopped.what(), "why_not: the time limit passed (rule: time_limit)");
  }
  std::stop_source stop;
  stop.request_stop();
  const Control asked{.progress = {}, .stop = stop.get_token(), .time_limit = std::nullopt};
  EXPECT_THROW(explain(problem, matching, MenteeId(0), MentorId(1), {}, asked), Stopped);
}

TEST(WhyNot, HasANameForEachReason) {
  EXPECT_EQ(to_string(NotPaired::forbidden), "forbidden");
  EXPECT_EQ(to_string(NotPaired::no_capacity), "no_capacity");
  EXPECT_EQ(to_string(NotPaired::against_rules), "against_rules");
  EXPECT_EQ(to_string(NotPaired::worse_overall), "worse_overall");
}

/// Every set of pairs that obeys the rules of a problem, with how good it is for an objective.
struct AllSets {
  std::vector<std::vector<Admissible>> sets;
  std::vector<std::vector<std::vector<std::int64_t>>> goodness;

  AllSets(const Problem& problem, const Objective& objective) {
    std::vector<Admissible> open;
    std::vector<Admissible> locked;
    for (const Admissible& one : support::admissible_pairs(problem)) (one.is_locked ? locked : open).push_back(one);
    for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << open.size()); ++bits) {
      std::vector<Admissible> set = locked;
      for (std::size_t index = 0; index < open.size(); ++index) {
        if ((bits >> index & 1) != 0) set.push_back(open[index]);
      }
      if (!support::obeys(problem, set)) continue;
      auto& own = goodness.emplace_back();
      for (const Stage& stage : objective) own.push_back(support::goodness(problem, stage, set));
      sets.push_back(std::move(set));
    }
  }

  static bool has(const std::vector<Admissible>& set, const Pair& pair) {
    return std::ranges::find(set, pair, &Admissible::pair) != set.end();
  }

  /// One of the best with a pair, or without it; none where there is none.
  const std::vector<Admissible>* best(const Pair& pair, bool with) const {
    std::optional<std::size_t> found;
    for (std::size_t set = 0; set < sets.size(); ++set) {
      if (has(sets[set], pair) == with && (!found || goodness[set] > goodness[*found])) found = set;
    }
    return found ? &sets[*found] : nullptr;
  }
};

/// What the answer says of its matching, recomputed from the pairs.
void expect_right(const Problem& problem, const Matching& matching, const Objective& objective,
                  const Consequences& told, const std::vector<Admissible>& best, const Pair& pair, bool with) {
  std::vector<Admissible> set;
  for (const Admissible& one : support::admissible_pairs(problem)) {
    if (std::ranges::count(told.pairs, one.pair) == 1) set.push_back(one);
  }
  ASSERT_EQ(set.size(), told.pairs.size());
  EXPECT_TRUE(std::ranges::is_sorted(told.pairs));
  EXPECT_TRUE(support::obeys(problem, set));
  EXPECT_EQ(AllSets::has(set, pair), with);
  ASSERT_EQ(told.stages.size(), objective.size());
  std::optional<std::size_t> first;
  for (std::size_t stage = 0; stage < objective.size(); ++stage) {
    const StageChange& change = told.stages[stage];
    EXPECT_EQ(support::goodness(problem, objective[stage], set), support::goodness(problem, objective[stage], best));
    EXPECT_EQ(change.before, matching.stages[stage].value);
    EXPECT_EQ(change.profile_before, matching.stages[stage].profile);
    EXPECT_EQ(change.after, support::value_of(problem, objective[stage], best)) << name(objective[stage]);
    if (has_profile(objective[stage])) {
      EXPECT_EQ(change.profile_after, support::profile_of(problem, objective[stage], best));
    }
    const bool differs = change.before != change.after || change.profile_before != change.profile_after;
    if (differs && !first) first = stage;
    if (!differs) {
      EXPECT_EQ(change.worse_by, 0);
    }
  }
  EXPECT_EQ(told.stage, first);
  EXPECT_EQ(told.cost, first ? told.stages[*first].worse_by : 0);
  EXPECT_GE(told.cost, 0);
  if (first && matching.stages[*first].value) {
    EXPECT_GT(told.cost, 0);
  }
  // The chain is all that differs, and begins with the pair.
  ASSERT_FALSE(told.chain.empty());
  EXPECT_EQ(told.chain.front().pair, pair);
  EXPECT_EQ(told.chain.front().begins, with);
  std::vector<Pair> after = matching.pairs;
  std::map<MenteeId, Gain<MenteeId>> mentees;
  std::map<MentorId, Gain<MentorId>> mentors;
  std::int64_t points = matching.points.units;
  for (const auto& [changed, begins, units] : told.chain) {
    const std::int64_t sign = begins ? 1 : -1;
    if (begins) {
      after.push_back(changed);
    } else {
      EXPECT_EQ(std::erase(after, changed), 1U);
    }
    points += sign * units;
    mentees[changed.mentee].pairs += sign;
    mentees[changed.mentee].units += sign * units;
    mentors[changed.mentor].pairs += sign;
    mentors[changed.mentor].units += sign * units;
  }
  std::ranges::sort(after);
  EXPECT_EQ(after, told.pairs);
  EXPECT_EQ(points, told.points.units);
  const auto expect_gains = [](auto& all, const auto& gains) {
    for (const auto& gain : gains) {
      EXPECT_EQ(all[gain.person].pairs, gain.pairs);
      EXPECT_EQ(all[gain.person].units, gain.units);
      all.erase(gain.person);
    }
    for (const auto& [person, gain] : all) EXPECT_TRUE(gain.pairs == 0 && gain.units == 0);
  };
  expect_gains(mentees, told.mentees);
  expect_gains(mentors, told.mentors);
}

/// How many answers of each kind were checked.
struct Count {
  int against_rules = 0;
  int worse = 0;
  int equal = 0;
  int needed = 0;
  int without = 0;
};

void expect_right_by_exhaustive_search(const Problem& problem, const Objective& objective, Count& count) {
  const Matching matching = match(problem, objective, {.certificate = problem.mentees % 2 == 0});
  if (matching.status != Status::optimal) return;
  const AllSets all(problem, objective);
  const auto admissible = support::admissible_pairs(problem);
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
      const Pair pair{MenteeId(mentee), MentorId(mentor)};
      SCOPED_TRACE(to_string(pair));
      if (std::ranges::count(matching.pairs, pair) == 0) {
        const WhyNot why = why_not(problem, matching, pair.mentee, pair.mentor);
        const auto* best = all.best(pair, true);
        if (!AllSets::has(admissible, pair)) {
          EXPECT_EQ(why.why, NotPaired::forbidden);
        } else if (problem.mentor_capacity[static_cast<std::size_t>(mentor)].most == 0) {
          EXPECT_EQ(why.why, NotPaired::no_capacity);
        } else if (best == nullptr) {
          EXPECT_EQ(why.why, NotPaired::against_rules);
          EXPECT_TRUE(why.infeasibility);
          ++count.against_rules;
        } else {
          ASSERT_EQ(why.why, NotPaired::worse_overall);
          expect_right(problem, matching, objective, *why.with, *best, pair, true);
          ++(why.with->stage ? count.worse : count.equal);
        }
        continue;
      }
      const PairExplanation why = explain(problem, matching, pair.mentee, pair.mentor);
      const auto* best = all.best(pair, false);
      EXPECT_EQ(why.of_mentee.rank, support::rank_of(problem, *std::ranges::find(admissible, pair, &Admissible::pair)));
      EXPECT_EQ(why.is_locked, std::ranges::count(problem.locked, pair) == 1);
      if (why.is_locked) {
        EXPECT_FALSE(why.without);
      } else if (best == nullptr) {
        EXPECT_TRUE(why.infeasibility);
        EXPECT_FALSE(why.without);
        ++count.needed;
      } else {
        ASSERT_TRUE(why.without);
        expect_right(problem, matching, objective, *why.without, *best, pair, false);
        ++count.without;
      }
    }
  }
}

TEST(WhyNot, AgreesWithExhaustiveSearchInEveryOrderOfStages) {
  const FewestChanges change{{{MenteeId(0), MentorId(0)}, {MenteeId(1), MentorId(1)}}};
  Count count;
  for (const Objective& objective :
       {default_objective(3), Objective{BestWorst{}, MostPoints{}}, Objective{BestWorst{}, MostPairs{}, MostPoints{}},
        Objective{Floor{Points(2)}, BestWorst{}, MostPairs{}}, Objective{MostPoints{}, BestWorst{}, Lottery{1}},
        Objective{change, BestWorst{}, MostPoints{}}, Objective{MostPairs{}, Leximin{}},
        Objective{Leximin{}, MostPoints{}}, Objective{MostPairs{}, RankMaximal{}, MostPoints{}}, Objective{Generous{}},
        Objective{MostPairs{}, Generous{}, Leximin{}}}) {
    for (std::uint64_t seed = 0; seed < 600 && !::testing::Test::HasFailure(); ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      const Problem problem = support::random_problem(seed, {.mentees = 3, .mentors = 3});
      if (problem.mentees < 2 || problem.mentors < 2) continue;
      expect_right_by_exhaustive_search(problem, objective, count);
    }
  }
  EXPECT_GT(count.against_rules, 100);
  EXPECT_GT(count.worse, 500);
  EXPECT_GT(count.equal, 50);
  EXPECT_GT(count.needed, 50);
  EXPECT_GT(count.without, 200);
}

}  // namespace
}  // namespace pairwell
