#include "pairwell/match/explain.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <map>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::out;

Problem three_on_two() {
  Problem problem{.mentees = 3, .mentors = 2};
  problem.points = DenseTable{{9000, 8000, 7000, 9000, 2000, 3000}};
  return problem;
}

TEST(WhyUnmatched, StopsWhenAsked) {
  const Problem problem = three_on_two();
  const Control control{.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)};
  try {
    why_unmatched(problem, match(problem), MenteeId(2), {}, control);
    FAIL() << "should have been stopped";
  } catch (const Stopped& stopped) {
    EXPECT_EQ(stopped.status(), Status::time_limit);
    EXPECT_STREQ(stopped.what(), "why_unmatched: the time limit passed (rule: time_limit)");
  }
}

TEST(WhyUnmatchedAll, IsWhatIsSaidOfEach) {
  Problem problem{.mentees = 4, .mentors = 3};
  problem.points = DenseTable{{9000, 8000, out, 7000, 9000, out, 2000, 3000, out, out, out, out}};
  const Matching matching = match(problem);
  const AllUnmatched all = why_unmatched_all(problem, matching, {.mentee = {"Ana", "Ben", "Cai", "Dee"}});
  ASSERT_EQ(all.mentees.size(), 2U);
  EXPECT_EQ(all.mentees.at(MenteeId(2)).cost, 6000);
  EXPECT_EQ(all.mentees.at(MenteeId(2)).losing_mentees, std::vector<MenteeId>{MenteeId(1)});
  EXPECT_NE(all.mentees.at(MenteeId(2)).detail.find("mentee Ben"), std::string::npos);
  EXPECT_EQ(all.mentees.at(MenteeId(3)).why, Unmatched::nobody_admissible);
  ASSERT_EQ(all.mentors.size(), 1U);
  EXPECT_EQ(all.mentors.at(MentorId(2)).why, Unmatched::nobody_admissible);
}

TEST(WhyUnmatchedAll, SaysNothingWhereEverybodyIsPaired) {
  Problem problem{.mentees = 1, .mentors = 1};
  problem.points = DenseTable{{5}};
  const AllUnmatched all = why_unmatched_all(problem, match(problem));
  EXPECT_TRUE(all.mentees.empty());
  EXPECT_TRUE(all.mentors.empty());
}

TEST(WhyUnmatchedAll, AnswersOnlyWhatItCan) {
  const Problem problem = three_on_two();
  EXPECT_THROW(why_unmatched_all(problem, Matching{}), InvalidInput);
  EXPECT_THROW(why_unmatched_all(problem, match(problem), {.mentee = {"Ana"}}), InvalidInput);
  Matching outside = match(problem);
  outside.pairs.front().mentee = MenteeId(7);
  EXPECT_THROW(why_unmatched_all(problem, outside), InvalidInput);
  try {
    why_unmatched_all(problem, match(problem), {},
                      {.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)});
    FAIL() << "should have been stopped";
  } catch (const Stopped& stopped) {
    EXPECT_STREQ(stopped.what(), "why_unmatched_all: the time limit passed (rule: time_limit)");
  }
}

TEST(WhyUnmatchedAll, TellsHowFarItHasComeAndStops) {
  // Four applicants for a place, whose points all differ, so that every pair below the worst may come in.
  Problem problem{.mentees = 400, .mentors = 100};
  Random random(5);
  DenseTable table;
  for (int pair = 0; pair < 40000; ++pair) table.units.push_back(support::between(random, 0, 100000));
  problem.points = table;
  const Matching matching = match(problem);
  std::vector<std::int64_t> done;
  Control control;
  control.progress = [&](const Progress& progress) {
    EXPECT_EQ(progress.stage, "explaining");
    EXPECT_EQ(progress.total, 300);
    done.push_back(progress.done);
    return true;
  };
  EXPECT_EQ(why_unmatched_all(problem, matching, {}, control).mentees.size(), 300U);
  EXPECT_TRUE(std::ranges::is_sorted(done));
  std::stop_source stop;
  stop.request_stop();
  control.stop = stop.get_token();
  EXPECT_THROW(why_unmatched_all(problem, matching, {}, control), Stopped);
}

TEST(WhyUnmatched, ComparesStageByStage) {
  const Problem problem = three_on_two();
  const WhyUnmatched why = why_unmatched(problem, match(problem), MenteeId(2));
  EXPECT_EQ(why.why, Unmatched::worse_overall);
  EXPECT_EQ(why.admissible, 2);
  EXPECT_EQ(why.stage, 1U);
  EXPECT_EQ(why.cost, 6000) << "the worst pair falls from 9 to 3";
  EXPECT_EQ(why.text, "Even the best pair with one of 2 allowed mentors would mean a worst pair lower by 6 points.");
}

TEST(WhyUnmatched, GivesTheCostInTheUnitsOfItsStage) {
  const Problem problem = three_on_two();
  const WhyUnmatched points = why_unmatched(problem, match(problem, {MostPoints{}}), MenteeId(2));
  EXPECT_EQ(points.text, "Even the best pair with one of 2 allowed mentors would mean 6 points fewer in all.");
  const WhyUnmatched floor =
      why_unmatched(problem, match(problem, {MostPairs{}, Floor{Points(5000)}, MostPoints{}}), MenteeId(2));
  EXPECT_EQ(floor.text, "Even the best pair with one of 2 allowed mentors would mean 1 more pair below the floor.");
}

TEST(WhyUnmatched, GivesTheCostOfAProfileInPairs) {
  const Problem problem = three_on_two();
  const auto text = [&](const Objective& objective) {
    return why_unmatched(problem, match(problem, objective), MenteeId(2)).text;
  };
  const std::string start = "Even the best pair with one of 2 allowed mentors would mean ";
  EXPECT_EQ(text({MostPairs{}, Leximin{}}), start + "1 more pair at only 3 points.");
  EXPECT_EQ(text({MostPairs{}, RankMaximal{}, MostPoints{}}), start + "6 points fewer in all.");
  EXPECT_EQ(text({FewestChanges{{{MenteeId(0), MentorId(1)}, {MenteeId(1), MentorId(0)}}}}),
            start + "1 more previous pair given up.");
  Problem locked = problem;  // Mentee 2's first choice is taken, so that only the second is left.
  locked.points = DenseTable{{9000, 8000, 7000, 9000, 3000, 2000}};
  locked.locked = {{MenteeId(0), MentorId(0)}};
  EXPECT_EQ(why_unmatched(locked, match(locked, {MostPairs{}, RankMaximal{}}), MenteeId(2)).text,
            start + "1 pair fewer of rank 1.");
  EXPECT_EQ(why_unmatched(locked, match(locked, {MostPairs{}, Generous{}}), MenteeId(2)).text,
            start + "1 more pair of only rank 2.");
}

TEST(WhyUnmatched, CountsOneAsOne) {
  Problem problem{.mentees = 2, .mentors = 1};
  problem.points = DenseTable{{2000, 1000}};
  const auto text = [&](const Objective& objective) {
    return why_unmatched(problem, match(problem, objective), MenteeId(1)).text;
  };
  const std::string start = "A pair with the only allowed mentor would mean ";
  EXPECT_EQ(text({MostPoints{}}), start + "1 point fewer in all.");
  EXPECT_EQ(text({MostPairs{}, BestWorst{}}), start + "a worst pair lower by 1 point.");
  EXPECT_EQ(text({MostPairs{}, Leximin{}}), start + "1 more pair at only 1 point.");
}

TEST(WhyUnmatched, SaysWhoGivesWay) {
  const Problem problem = three_on_two();
  const WhyUnmatched why = why_unmatched(problem, match(problem), MenteeId(2), {.mentee = {"Ana", "Ben", ""}});
  EXPECT_EQ(why.pairs, (std::vector<Pair>{{MenteeId(2), MentorId(1)}}));
  EXPECT_EQ(why.losing_mentees, std::vector<MenteeId>{MenteeId(1)});
  EXPECT_TRUE(why.losing_mentors.empty());
  EXPECT_EQ(why.detail,
            "A best matching in which mentee 2 has a pair puts them with mentor 1 and takes a pair from mentee Ben.");
  EXPECT_EQ(why.text.find("Ben"), std::string::npos) << "what the person is told names nobody";
}

TEST(WhyUnmatched, SaysThatAGroupIsFull) {
  Problem problem = three_on_two();
  problem.mentee_groups = {{.name = "Wales", .members = {MenteeId(1), MenteeId(2)}, .pairs = {0, 1}}};
  const WhyUnmatched why = why_unmatched(problem, match(problem, {MostPoints{}}), MenteeId(2));
  EXPECT_TRUE(why.text.ends_with(". No place is left in mentee group \"Wales\".")) << why.text;
  EXPECT_TRUE(why.detail.ends_with(". The only place in mentee group \"Wales\" is held by mentee 1.")) << why.detail;
  problem.locked = {{MenteeId(1), MentorId(1)}};
  const WhyUnmatched against = why_unmatched(problem, match(problem), MenteeId(2));
  EXPECT_EQ(against.text, "A pair would break a rule for others: no place is left in mentee group \"Wales\".");
  EXPECT_EQ(against.detail,
            "The only place (mentee group \"Wales\" takes at most 1) is needed for others (mentee 1 with mentor 1 is "
            "locked).");
}

TEST(WhyUnmatched, SaysWhoGains) {
  Problem problem{.mentees = 3, .mentors = 2};
  problem.points = DenseTable{{9000, out, out, 2000, 1000, out}};
  problem.mentee_groups = {{.name = "Wales", .members = {MenteeId(0), MenteeId(1)}, .pairs = {0, 1}}};
  const Matching matching = match(problem, {MostPoints{}});
  EXPECT_EQ(
      why_unmatched(problem, matching, MenteeId(2)).detail,
      "A best matching in which mentee 2 has a pair puts them with mentor 0, takes a pair from mentee 0, and gives "
      "one to 2 others.");
  const WhyUnmatched full = why_unmatched(problem, matching, MenteeId(1), {.mentee_group = {"places in Wales"}});
  EXPECT_TRUE(full.text.ends_with(" No place is left in the group \"places in Wales\".")) << full.text;
}

TEST(WhyUnmatched, SaysThatNobodyLosesAPairByNamingNobody) {
  Problem problem{.mentees = 2, .mentors = 2};
  problem.points = DenseTable{{9000, -5000, -5000, -2000}};
  EXPECT_EQ(why_unmatched(problem, match(problem, {MostPoints{}}), MenteeId(1)).detail,
            "A best matching in which mentee 1 has a pair puts them with mentor 1.");
}

TEST(WhyUnmatched, CountsThoseWhoTakeSomebody) {
  Problem problem{.mentees = 2, .mentors = 2};
  problem.points = DenseTable{{9000, 8000, 7000, 1000}};
  problem.mentor_capacity = {{0, 1}, {0, 0}};
  EXPECT_EQ(why_unmatched(problem, match(problem, {MostPoints{}}), MenteeId(1)).text,
            "A pair with the only allowed mentor who takes a mentee would mean 2 points fewer in all.");
  problem.mentor_capacity = {{0, 0}, {0, 0}};
  const WhyUnmatched none = why_unmatched(problem, match(problem), MenteeId(1));
  EXPECT_EQ(none.why, Unmatched::against_rules);
  EXPECT_EQ(none.admissible, 2);
  EXPECT_EQ(none.text, "No allowed mentor has a place.");
}

TEST(WhyUnmatched, WantsANameForEachOrNone) {
  const Problem problem = three_on_two();
  EXPECT_THROW(why_unmatched(problem, match(problem), MenteeId(2), {.mentee = {"Ana"}}), InvalidInput);
  EXPECT_THROW(in_words({}, problem, {.mentor_group = {"Wales"}}), InvalidInput);
  EXPECT_THROW(in_words({.asked = {{MentorId(2), 1}}}, problem), InvalidInput);
}

TEST(WhyUnmatched, RefusesClaimsThatNoProblemCanMake) {
  const Problem problem = three_on_two();
  constexpr std::int64_t endless = std::numeric_limits<std::int64_t>::max();
  EXPECT_THROW(in_words({.asked = {{MenteeId(0), endless}, {MenteeId(1), endless}}}, problem), InvalidInput);
  EXPECT_THROW(in_words({.asked = {{MenteeId(0), 1}}, .limits = {{MentorId(0), -1}}}, problem), InvalidInput);
  EXPECT_THROW(in_words({.asked = {{MenteeId(0), 1}}, .open_pairs = endless}, problem), InvalidInput);
  EXPECT_THROW(in_words({.asked = {{MenteeId(0), 1}}, .open_pairs = -1}, problem), InvalidInput);
}

TEST(WhyUnmatched, SaysThatThereWasNoWorstPair) {
  // Best worst pair first prefers no pairs at all, and without one there is no number to compare.
  Problem problem{.mentees = 1, .mentors = 1};
  problem.points = DenseTable{{9000}};
  const WhyUnmatched why = why_unmatched(problem, match(problem, {BestWorst{}, MostPoints{}}), MenteeId(0));
  EXPECT_EQ(why.why, Unmatched::worse_overall);
  EXPECT_EQ(why.stage, 0U);
  EXPECT_EQ(why.cost, 0);
  EXPECT_EQ(why.text,
            "A pair with the only allowed mentor would mean that there is a worst pair where there is none now.");
}

/// By how many pairs two profiles differ at the first level of a stage at which they do.
std::int64_t first_difference(const Stage& stage, const std::vector<LevelCount>& one,
                              const std::vector<LevelCount>& other) {
  std::map<std::int64_t, std::int64_t> difference;
  const std::int64_t sign = std::holds_alternative<Generous>(stage) ? -1 : 1;
  for (const LevelCount& count : one) difference[sign * count.level] += count.pairs;
  for (const LevelCount& count : other) difference[sign * count.level] -= count.pairs;
  for (const auto& [level, pairs] : difference) {
    if (pairs != 0) return std::abs(pairs);
  }
  return 0;
}

/// Checks every answer about an unmatched mentee against exhaustive search with that mentee in.
int agrees_with_exhaustive_search(const Problem& problem, const Objective& objective) {
  const Matching matching = match(problem, objective);
  if (matching.status != Status::optimal) return 0;
  int asked = 0;
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    if (std::ranges::count(matching.pairs, MenteeId(mentee), &Pair::mentee) > 0) continue;
    const WhyUnmatched why = why_unmatched(problem, matching, MenteeId(mentee));
    EXPECT_GE(why.cost, 0);
    if (why.why != Unmatched::worse_overall) continue;
    Problem with = problem;
    with.mentee_capacity.resize(static_cast<std::size_t>(problem.mentees));
    with.mentee_capacity[static_cast<std::size_t>(mentee)].least = 1;
    const auto best = support::best_of_all(with, objective);
    if (!best) {
      ADD_FAILURE() << "nothing obeys the rules with mentee " << mentee << " in";
      continue;
    }
    std::size_t stage = 0;
    while (stage < objective.size() && best->values[stage] == matching.stages[stage].value &&
           best->profiles[stage] == matching.stages[stage].profile) {
      ++stage;
    }
    if (stage == objective.size()) {
      EXPECT_EQ(why.stage, std::nullopt);
      EXPECT_EQ(why.cost, 0);
      continue;
    }
    EXPECT_EQ(why.stage, stage);
    ++asked;
    if (has_profile(objective[stage])) {
      EXPECT_EQ(why.cost, first_difference(objective[stage], best->profiles[stage], matching.stages[stage].profile));
      EXPECT_GT(why.cost, 0);
      continue;
    }
    const auto& value = matching.stages[stage].value;
    EXPECT_EQ(why.cost, value && best->values[stage] ? std::abs(*value - *best->values[stage]) : 0);
    EXPECT_EQ(why.cost > 0, value.has_value());
  }
  return asked;
}

TEST(WhyUnmatched, AgreesWithExhaustiveSearchInEveryOrderOfStages) {
  int asked = 0;
  for (const Objective& objective :
       {default_objective(3), Objective{BestWorst{}, MostPoints{}}, Objective{BestWorst{}, MostPairs{}, MostPoints{}},
        Objective{Floor{Points(2)}, BestWorst{}, MostPairs{}}, Objective{MostPoints{}, BestWorst{}, Lottery{1}},
        Objective{MostPairs{}, Leximin{}}, Objective{Leximin{}, MostPoints{}},
        Objective{MostPairs{}, RankMaximal{}, MostPoints{}}, Objective{RankMaximal{}}, Objective{Generous{}},
        Objective{MostPairs{}, Generous{}, Leximin{}},
        Objective{FewestChanges{{{MenteeId(0), MentorId(0)}}}, Generous{}}}) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      const Problem problem = support::random_problem(seed, {.mentees = 4, .mentors = 3});
      if (problem.mentees > 0 && problem.mentors > 0) asked += agrees_with_exhaustive_search(problem, objective);
    }
  }
  EXPECT_GT(asked, 300);
}

TEST(WhyUnmatched, RefusesAMatchingOfAnotherProblem) {
  const Problem problem = three_on_two();
  Problem other = problem;
  std::get<DenseTable>(other.points).units = {9, 8, 7, 9, 2000, 3000};
  try {
    why_unmatched(other, match(problem), MenteeId(2));
    FAIL() << "one matching was compared with that of another problem";
  } catch (const InvalidInput& fault) {
    EXPECT_EQ(fault.findings().front().rule, "digest");
  }
}

TEST(WhyUnmatched, NeverPutsAGainForALoss) {
  const Problem problem = three_on_two();
  Matching worse = match(problem, {MostPoints{}});
  worse.stages[0].value = 100;
  EXPECT_THROW(why_unmatched(problem, worse, MenteeId(2)), InvalidInput);
}

TEST(WhyUnmatched, SaysThatTheLotDecided) {
  Problem problem{.mentees = 2, .mentors = 1};
  problem.points = DenseTable{{5, 5}};
  const Matching matching = match(problem);
  const MenteeId left(1 - matching.pairs.front().mentee.value);
  const WhyUnmatched why = why_unmatched(problem, matching, left);
  EXPECT_EQ(why.stage, 3U);
  EXPECT_EQ(why.text, "A pair with the only allowed mentor would mean a lower draw in the published lottery.");
}

TEST(WhyUnmatched, SaysThatTheObjectiveCannotTell) {
  Problem problem{.mentees = 2, .mentors = 1};
  problem.points = DenseTable{{5, 5}};
  const Matching matching = match(problem, {MostPairs{}, MostPoints{}});
  const MenteeId left(1 - matching.pairs.front().mentee.value);
  const WhyUnmatched why = why_unmatched(problem, matching, left);
  EXPECT_EQ(why.stage, std::nullopt);
  EXPECT_EQ(why.cost, 0);
}

TEST(WhyUnmatched, SaysThatNobodyIsAllowed) {
  Problem problem{.mentees = 1, .mentors = 2};
  problem.points = DenseTable{{out, 4}};
  problem.forbidden = {{MenteeId(0), MentorId(1)}};
  const Matching matching = match(problem);
  EXPECT_EQ(why_unmatched(problem, matching, MenteeId(0)).why, Unmatched::nobody_admissible);
  EXPECT_EQ(why_unmatched(problem, matching, MentorId(1)).text, "No mentee is allowed under the hard rules.");
}

TEST(WhyUnmatched, SaysThatThereIsNoCapacity) {
  Problem problem = three_on_two();
  problem.mentor_capacity = {{0, 1}, {0, 0}};
  const WhyUnmatched why = why_unmatched(problem, match(problem), MentorId(1));
  EXPECT_EQ(why.why, Unmatched::no_capacity);
  EXPECT_EQ(why.admissible, 3);
}

TEST(WhyUnmatched, SaysThatOthersRulesForbidIt) {
  Problem problem = three_on_two();
  problem.locked = {{MenteeId(0), MentorId(0)}, {MenteeId(1), MentorId(1)}};
  const WhyUnmatched why = why_unmatched(problem, match(problem), MenteeId(2));
  EXPECT_EQ(why.why, Unmatched::against_rules);
  EXPECT_EQ(why.text, "A pair would break a rule for others.");
  EXPECT_EQ(
      why.detail,
      "Both places (mentor 0 takes at most 1; mentor 1 takes at most 1) are needed for others (mentee 0 with mentor "
      "0 is locked; mentee 1 with mentor 1 is locked).");
  ASSERT_TRUE(why.infeasibility.has_value());
  EXPECT_EQ(why.infeasibility->asked.size(), 3U);
  EXPECT_EQ(in_words(*why.infeasibility, problem), why.infeasibility->reason);
}

TEST(WhyUnmatched, AnswersOnlyWhatItCan) {
  const Problem problem = three_on_two();
  const Matching matching = match(problem);
  EXPECT_THROW(why_unmatched(problem, matching, MenteeId(0)), InvalidInput);
  EXPECT_THROW(why_unmatched(problem, matching, MenteeId(3)), InvalidInput);
  EXPECT_THROW(why_unmatched(problem, matching, MentorId(-1)), InvalidInput);
  EXPECT_THROW(why_unmatched(problem, Matching{}, MenteeId(2)), InvalidInput);
}

TEST(Unmatched, IsWrittenAsItsName) {
  EXPECT_EQ(to_string(Unmatched::nobody_admissible), "nobody_admissible");
  EXPECT_EQ(to_string(Unmatched::no_capacity), "no_capacity");
  EXPECT_EQ(to_string(Unmatched::against_rules), "against_rules");
  EXPECT_EQ(to_string(Unmatched::worse_overall), "worse_overall");
}

}  // namespace
}  // namespace pairwell
