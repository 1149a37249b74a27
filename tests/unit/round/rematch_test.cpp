#include "pairwell/round/rematch.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/scheme/life_cycle.hpp"
#include "support/pilot_forms.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::small_programme;

/// Mentees and mentors of England, all pairs admissible, with points that a seed draws.
struct LaterRound {
  Programme programme = small_programme();
  std::vector<MenteeForm> mentees;
  std::vector<MentorForm> mentors;
  ScoreTable scores;

  explicit LaterRound(int people, std::uint64_t seed = 1) {
    programme.places.clear();
    programme.objective.stages = {"most_pairs", "most_points"};
    Random random(seed);
    for (int i = 1; i <= people; ++i) {
      mentees.emplace_back().reference = "MM-" + std::to_string(i);
      mentors.emplace_back().reference = "MR-" + std::to_string(i);
    }
    scores = {.mentees = people, .mentors = people, .units = {}};
    for (int pair = 0; pair < people * people; ++pair) {
      scores.units.push_back(static_cast<std::int32_t>(random.below(100'000)));
    }
  }

  std::vector<PairRecord> first(const std::string& state) const {
    std::vector<PairRecord> records;
    const Problem problem = make_problem(programme, mentees, mentors, scores);
    const Matching matching = match(problem, make_objective(programme));
    for (const PairRecord& added : compare_pairs(mentees, mentors, {}, problem, matching).added) {
      records.push_back({added.mentee, added.mentor, state});
    }
    return records;
  }

  void leave(const std::string& mentee) {
    const auto row = std::ranges::find(mentees, mentee, &MenteeForm::reference) - mentees.begin();
    scores.units.erase(scores.units.begin() + row * scores.mentors, scores.units.begin() + (row + 1) * scores.mentors);
    mentees.erase(mentees.begin() + row);
    --scores.mentees;
  }

  Rematch rematch(const std::vector<PairRecord>& records) const {
    return make_rematch(programme, mentees, mentors, scores, records);
  }

  PairChanges changes(const std::vector<PairRecord>& records) const {
    const Rematch asked = rematch(records);
    const Matching matching = match(asked.problem, asked.objective);
    EXPECT_EQ(matching.status, Status::optimal);
    EXPECT_TRUE(verify(asked.problem, matching).holds);
    return compare_pairs(mentees, mentors, records, asked.problem, matching);
  }
};

std::vector<std::string> rules_of(const LaterRound& round, const std::vector<PairRecord>& records) {
  std::vector<std::string> rules;
  try {
    round.rematch(records);
  } catch (const InvalidInput& fault) {
    for (const Finding& finding : fault.findings()) rules.push_back(finding.rule);
  }
  return rules;
}

TEST(Standing, IsKnownForEveryStateOfAPair) {
  std::set<std::string_view> seen;
  for (const LifeState& state : states(LifeCycle::pair)) seen.insert(to_string(standing(state.name)));
  EXPECT_EQ(seen.size(), 4U);
  EXPECT_EQ(standing("published"), Standing::kept);
  EXPECT_EQ(standing("reviewed"), Standing::open);
  EXPECT_EQ(standing("declined"), Standing::barred);
  EXPECT_EQ(standing("replaced"), Standing::none);
  EXPECT_THROW(standing("publishd"), InvalidInput);
}

TEST(Rematch, LeavesPublishedPairsWhereTheyAre) {
  LaterRound round(6);
  std::vector<PairRecord> records = round.first("published");
  Random random(3);
  for (std::int32_t& units : round.scores.units) units = static_cast<std::int32_t>(random.below(100'000));
  const PairChanges changes = round.changes(records);
  EXPECT_EQ(changes.kept, records);
  EXPECT_TRUE(changes.added.empty());
}

TEST(Rematch, CountsAMentorOfTwoPairsAsOnePerson) {
  for (const char* state : {"published", "proposed"}) {
    LaterRound round(5);
    round.programme.places = {{.role = Role::mentor, .region = "England", .people = {0, 2}}};
    for (MentorForm& mentor : round.mentors) mentor.nation = "England";
    round.mentors[0].capacity = 2;
    round.mentors[1].capacity = 3;
    const std::vector<PairRecord> records = {
        {"MM-1", "MR-1", state}, {"MM-2", "MR-1", state}, {"MM-3", "MR-2", state}, {"MM-4", "MR-2", state}};
    const PairChanges changes = round.changes(records);
    EXPECT_EQ(changes.kept, records) << "two people, and two places";
    EXPECT_EQ(changes.added, (std::vector<PairRecord>{{"MM-5", "MR-2", "proposed"}})) << state;
  }
}

TEST(Rematch, KeepsAsManyOpenPairsAsCanBe) {
  LaterRound round(6);
  std::vector<PairRecord> records = round.first("proposed");
  records[2].state = "declined";
  PairChanges changes = round.changes(records);
  EXPECT_EQ(changes.kept.size(), 5U) << "the two who turned each other down are left, and nobody else must change";
  EXPECT_TRUE(changes.added.empty());

  records[3].state = "declined";
  changes = round.changes(records);
  EXPECT_EQ(changes.kept.size(), 4U);
  EXPECT_EQ(changes.added, (std::vector<PairRecord>{{records[2].mentee, records[3].mentor, "proposed"},
                                                    {records[3].mentee, records[2].mentor, "proposed"}}));
}

TEST(Rematch, PairsAFreedMentorWithAReserveInAugust) {
  LaterRound round(5);
  std::vector<PairRecord> records = round.first("active");
  MenteeForm reserve;
  reserve.reference = "MM-R";
  round.leave(records[1].mentee);
  records[1].state = "withdrawn";
  round.mentees.push_back(reserve);
  for (int j = 0; j < 5; ++j) round.scores.units.push_back(50'000);
  ++round.scores.mentees;
  const PairChanges changes = round.changes(records);
  EXPECT_EQ(changes.kept.size(), 4U);
  EXPECT_TRUE(changes.replaced.empty());
  EXPECT_EQ(changes.added, (std::vector<PairRecord>{{"MM-R", records[1].mentor, "proposed"}}));
}

TEST(Rematch, AsksForFewestChangesFirst) {
  const LaterRound round(3);
  const Rematch asked = round.rematch(round.first("reviewed"));
  ASSERT_EQ(asked.objective.size(), 4U);
  EXPECT_EQ(name(asked.objective[0]), "fewest_changes");
  EXPECT_EQ(name(asked.objective[1]), "most_pairs");
  EXPECT_EQ(std::get<FewestChanges>(asked.objective[0]).previous.size(), 3U);
  EXPECT_TRUE(asked.problem.locked.empty());
}

TEST(Rematch, ListsOpenPairsOfPeopleWhoLeft) {
  LaterRound round(3);
  const auto records = round.first("reviewed");
  round.leave(records[0].mentee);
  EXPECT_EQ(round.rematch(records).gone, std::vector<PairRecord>{records[0]});
}

TEST(Rematch, RefusesRecordsThatCannotBe) {
  LaterRound round(3);
  auto records = round.first("published");
  round.leave(records[0].mentee);
  records.push_back(records[1]);
  EXPECT_EQ(rules_of(round, records), (std::vector<std::string>{"left", "duplicate"}));
  records = {{"MM-1", "MR-1", "pubished"}};
  EXPECT_EQ(rules_of(round, records), std::vector<std::string>{"state"});
}

TEST(Rematch, RefusesAKeptPairThatARuleNowForbids) {
  LaterRound round(2);
  round.mentees[0] = testing::mentee_form({.reference = "MM-1", .vetoes = {"MR-1"}});
  round.scores = score_pairs(round.programme, round.mentees, round.mentors);
  try {
    round.rematch({{"MM-1", "MR-1", "active"}});
    FAIL();
  } catch (const InvalidInput& fault) {
    EXPECT_STREQ(fault.what(),
                 "make_rematch: 1 error\n  pairs: A person decided on the pair, and a rule now refuses it: Mentee MM-1 "
                 "asked not to be paired with mentor MR-1. (rule: refused, value: MM-1 with MR-1)");
  }
  EXPECT_EQ(round.changes({{"MM-1", "MR-1", "proposed"}}).kept.size(), 0U) << "an open one just goes";
}

TEST(Rematch, LetsALaterDecisionStandAboveAnEarlierRefusal) {
  const LaterRound round(2);
  const PairChanges changes = round.changes({{"MM-1", "MR-1", "declined"}, {"MM-1", "MR-1", "active"}});
  EXPECT_EQ(changes.kept.size(), 1U);
}

TEST(ComparePairs, RefusesAMatchingOfOtherPeople) {
  LaterRound round(3);
  const Problem problem = make_problem(round.programme, round.mentees, round.mentors, round.scores);
  const Matching matching = match(problem);
  const auto rules = [&](const Matching& of, const Problem& asked) {
    std::vector<std::string> found;
    try {
      compare_pairs(round.mentees, round.mentors, {}, asked, of);
    } catch (const InvalidInput& fault) {
      for (const Finding& finding : fault.findings()) found.push_back(finding.rule + " " + finding.column);
    }
    return found;
  };
  EXPECT_TRUE(rules(matching, problem).empty());
  Matching outside = matching;
  outside.pairs.push_back({MenteeId(0), MentorId(3)});
  EXPECT_EQ(rules(outside, problem), std::vector<std::string>{"range "});
  Problem other = problem;
  std::get<DenseTable>(other.points).units[0] += 1;
  EXPECT_EQ(rules(matching, other), std::vector<std::string>{"digest "});
  std::swap(round.mentees[1], round.mentees[2]);
  EXPECT_EQ(rules(matching, problem), std::vector<std::string>{"people mentees[1]"});
  round.mentees.pop_back();
  EXPECT_EQ(rules(matching, problem), std::vector<std::string>{"people mentees"});
}

}  // namespace
}  // namespace pairwell
