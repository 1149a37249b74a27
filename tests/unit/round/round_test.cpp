#include "pairwell/round/round.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/match/match.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::small_programme;

template <class RoleForm>
RoleForm form(std::string reference, std::string nation) {
  RoleForm result;
  result.reference = std::move(reference);
  result.nation = std::move(nation);
  return result;
}

/// Two mentees and two mentors of each nation, every pair worth 10 points and more.
struct Round {
  Programme programme = small_programme();
  std::vector<MenteeForm> mentees;
  std::vector<MentorForm> mentors;
  ScoreTable scores{.mentees = 4, .mentors = 4, .units = {}};

  Round() {
    int number = 0;
    for (const char* nation : {"England", "Scotland"}) {
      for (int person = 0; person < 2; ++person) {
        mentees.push_back(form<MenteeForm>("MM-" + std::to_string(++number), nation));
        mentors.push_back(form<MentorForm>("MR-" + std::to_string(number), nation));
      }
    }
    for (int pair = 0; pair < 16; ++pair) scores.units.push_back(10'000 + pair);
  }

  Problem problem() const { return make_problem(programme, mentees, mentors, scores); }
};

TEST(MakeProblem, TakesPointsAndLeavesOutRefusedPairs) {
  Round round;
  round.scores.units[6] = ~round.scores.units[6];
  const Problem problem = round.problem();
  const auto& units = std::get<DenseTable>(problem.points).units;
  EXPECT_EQ(units[5], 10'005);
  EXPECT_EQ(units[6], DenseTable::forbidden);
}

TEST(MakeProblem, DrawsLotsOnReferences) {
  const Round round;
  EXPECT_EQ(round.problem().mentee_keys[2], lottery_key("MM-3"));
  EXPECT_EQ(round.problem().mentor_keys[0], lottery_key("MR-1"));
}

TEST(MakeProblem, MakesAGroupOfEachPlace) {
  const Problem problem = Round().problem();
  ASSERT_EQ(problem.mentee_groups.size(), 2U);
  EXPECT_EQ(problem.mentee_groups[1].name, "mentee places in Scotland");
  EXPECT_EQ(problem.mentee_groups[1].members, (std::vector<MenteeId>{MenteeId(2), MenteeId(3)}));
  EXPECT_EQ(problem.mentee_groups[1].pairs, (Range{0, 1}));
  EXPECT_EQ(problem.mentor_groups[0].name, "mentor places in England");
  EXPECT_TRUE(check(problem).empty());
  EXPECT_EQ(match(problem).stages[0].value, 3) << "two of England and the one place of Scotland";
}

TEST(MakeProblem, CountsPeopleNotPairsWhereAllMayComeIn) {
  Round round;
  round.mentors[0].capacity = 3;
  const Problem problem = round.problem();
  EXPECT_EQ(problem.mentor_capacity[0], (Range{0, 3}));
  EXPECT_EQ(problem.mentor_groups[0].pairs, (Range{0, Range::no_limit})) << "two mentors, three places";
  EXPECT_EQ(problem.mentor_groups[1].pairs, (Range{0, 1}));
}

TEST(MakeProblem, NeverPassesThePlacesWhereThereAreMorePeople) {
  Round round;
  round.mentors[2].capacity = 2;
  EXPECT_EQ(round.problem().mentor_groups[1].pairs, (Range{0, 1})) << "two mentors, one place";
}

TEST(MakeProblem, AsksEveryMentorWhereThePlacesDo) {
  Round round;
  round.mentors[0].capacity = 3;
  for (Place& place : round.programme.places) {
    if (place.role == Role::mentor && place.region == "England") place.people = {2, 3};
  }
  const Problem problem = round.problem();
  EXPECT_EQ(problem.mentor_capacity[0], (Range{1, 3}));
  EXPECT_EQ(problem.mentor_capacity[1], (Range{1, 1}));
  EXPECT_EQ(problem.mentor_capacity[2], (Range{0, 1}));
}

TEST(MakeProblem, IsInfeasibleWhereMoreMentorsAreAskedForThanThereAre) {
  Round round;
  round.mentors[0].capacity = 3;
  for (Place& place : round.programme.places) {
    if (place.role == Role::mentor && place.region == "England") place.people = {3, 3};
  }
  EXPECT_EQ(match(round.problem()).status, Status::infeasible);
}

TEST(MakeProblem, RefusesALeastThatNoCountOfPairsCanSay) {
  Round round;
  round.mentors[0].capacity = 3;
  for (Place& place : round.programme.places) {
    if (place.role == Role::mentor && place.region == "England") place.people = {1, 3};
  }
  EXPECT_THROW(round.problem(), InvalidInput);
  round.mentors[0].capacity = 1;
  EXPECT_EQ(round.problem().mentor_groups[0].pairs, (Range{1, 3}));
}

TEST(MakeProblem, SetsThoseApartWhoHaveAPlaceAndTakeSeveral) {
  Round round;
  round.mentors[0].capacity = 3;
  round.programme.places[2].people = {1, 2};
  ASSERT_EQ(round.programme.places[2].role, Role::mentor);
  const auto groups = [&](PlacesHeld held) {
    return make_problem(round.programme, round.mentees, round.mentors, round.scores, held).mentor_groups;
  };
  EXPECT_THROW(groups({}), InvalidInput) << "at least one of two";
  const Group<MentorId> free = groups({.kept = {MentorId(0)}})[0];
  EXPECT_EQ(free.name, "free mentor places in England");
  EXPECT_EQ(free.members, std::vector<MentorId>{MentorId(1)});
  EXPECT_EQ(free.pairs, (Range{0, 1})) << "the least is reached, and one place is left";
  EXPECT_THROW(groups({.open = {MentorId(0)}}), InvalidInput) << "an open pair may end, and a least needs it";
  EXPECT_EQ(groups({.kept = {MentorId(0)}})[1], groups({.kept = {MentorId(0), MentorId(2)}})[1]) << "one pair each";
  EXPECT_THROW(groups({.kept = {MentorId(4)}}), InvalidInput);
}

TEST(MakeProblem, KeepsPlacesOfOpenPairsWhereThereIsRoomForAll) {
  Round round;
  round.mentors[0].capacity = 3;
  const auto england = [&](std::int32_t most, PlacesHeld held) {
    round.programme.places[2].people = {0, most};
    return make_problem(round.programme, round.mentees, round.mentors, round.scores, held).mentor_groups[0];
  };
  EXPECT_EQ(england(1, {.open = {MentorId(0)}}).pairs, (Range{0, 0})) << "of the other mentor";
  EXPECT_EQ(england(1, {.kept = {MentorId(0)}, .open = {MentorId(1)}}).members, std::vector<MentorId>{MentorId(1)});
  const Group<MentorId> all = england(1, {.kept = {MentorId(0), MentorId(1)}});
  EXPECT_EQ(all.members.size(), 2U) << "more than the places: nothing can obey them";
  EXPECT_EQ(all.pairs, (Range{0, 1}));
}

TEST(MakeProblem, RefusesScoresOfAnotherShapeAndReferencesThatStandTwice) {
  Round round;
  round.scores.units.pop_back();
  EXPECT_THROW(round.problem(), InvalidInput);
  Round twice;
  twice.mentors[0].reference = "MM-1";
  EXPECT_THROW(twice.problem(), InvalidInput);
}

TEST(MakeObjective, FollowsTheProgrammeAndEndsWithTheLottery) {
  Programme programme = small_programme();
  programme.objective = {.stages = {"most_points", "floor"}, .floor = 40, .seed = 9};
  const Objective objective = make_objective(programme);
  ASSERT_EQ(objective.size(), 3U);
  EXPECT_EQ(name(objective[0]), "most_points");
  EXPECT_EQ(std::get<Floor>(objective[1]).points, Points(40'000));
  EXPECT_EQ(std::get<Lottery>(objective[2]).seed, 9U);
  programme.objective.stages = {"most_pairs", "leximin", "rank_maximal", "generous", "lottery"};
  std::vector<std::string> names;
  for (const Stage& stage : make_objective(programme)) names.push_back(name(stage));
  EXPECT_EQ(names, programme.objective.stages);
}

TEST(MakeObjective, RefusesAStageThatItDoesNotKnow) {
  Programme programme = small_programme();
  programme.objective.stages = {"most_pairs", "most_joy", "lexmin"};
  try {
    make_objective(programme);
    FAIL() << "an unknown stage was taken";
  } catch (const InvalidInput& error) {
    ASSERT_EQ(error.findings().size(), 2U);
    EXPECT_EQ(error.findings()[0].value, "most_joy");
    EXPECT_EQ(error.findings()[1].message,
              "a stage is most_pairs, floor, best_worst, leximin, rank_maximal, generous, most_points or lottery. Did "
              "you mean 'leximin'?");
  }
}

}  // namespace
}  // namespace pairwell
