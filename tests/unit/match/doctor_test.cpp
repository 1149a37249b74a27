#include "pairwell/match/doctor.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "match/covering.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

/// Both mentees want the one mentor.
Problem one_place() { return {.mentees = 2, .mentors = 1, .points = DenseTable{{8000, 9000}}}; }

TEST(Doctor, FindsAPlaceMore) {
  const Problem problem = one_place();
  const Treatment found = doctor(problem, match(problem));
  EXPECT_FALSE(found.relaxation);
  ASSERT_EQ(found.people.size(), 1U);
  const PersonRemedies& person = found.people.front();
  EXPECT_EQ(person.person, (std::variant<MenteeId, MentorId>(MenteeId(0))));
  EXPECT_EQ(person.text, "1 change of rules would pair mentee 0.");
  EXPECT_FALSE(person.is_cut);
  EXPECT_FALSE(person.is_tied);
  ASSERT_EQ(person.remedies.size(), 1U);
  const Remedy& remedy = person.remedies.front();
  EXPECT_EQ(
      remedy.changes,
      (std::vector<RuleChange>{
          {.kind = RuleChangeKind::most_raised, .subject = Claim::Subject(MentorId(0)), .before = 1, .after = 2}}));
  EXPECT_EQ(remedy.pairs, (std::vector<Pair>{{MenteeId(0), MentorId(0)}}));
  EXPECT_EQ(remedy.text,
            "With one more place for mentor 0, mentee 0 would be paired with mentor 0 (8 points) and nobody would lose "
            "anything.");
  EXPECT_EQ(remedy.consequences.stage, 0U);
  EXPECT_EQ(remedy.consequences.cost, -1);
}

TEST(Doctor, TriesTwosWhereTheyAreNeeded) {
  Problem problem = one_place();
  problem.mentee_groups = {{.name = "Wales", .members = {MenteeId(0), MenteeId(1)}, .pairs = {0, 1}}};
  const Matching matching = match(problem);
  const Treatment found = doctor(problem, matching);
  ASSERT_EQ(found.people.front().remedies.size(), 1U);
  EXPECT_EQ(found.people.front().remedies.front().changes.size(), 2U);
  const Treatment alone = doctor(problem, matching, {.twos = Twos::never});
  EXPECT_EQ(alone.people.front().text, "No change of one rule would pair mentee 0.");
}

/// Forty pairs of whom each has nobody else, a mentee whose one pair is forbidden, one without any, and one who comes
/// too late.
Problem crowd() {
  constexpr std::int32_t pairs = 40;
  DenseTable table;
  table.units.assign(std::size_t{pairs + 3} * pairs, DenseTable::forbidden);
  for (std::size_t pair = 0; pair < pairs; ++pair) table.units[pair * pairs + pair] = 5000;
  table.units[std::size_t{pairs} * pairs] = 1000;
  table.units[std::size_t{pairs + 2} * pairs + 1] = 1000;
  return {.mentees = pairs + 3, .mentors = pairs, .points = table, .forbidden = {{MenteeId(pairs), MentorId(0)}}};
}

TEST(Doctor, KnowsThatWhoHasNobodyNeedsAPairAdmitted) {
  const Problem problem = crowd();
  const Matching matching = match(problem);
  const Treatment found = doctor(problem, matching, {.mentees = {MenteeId(40), MenteeId(41)}});
  const PersonRemedies& forbidden = found.people.front();
  EXPECT_EQ(forbidden.text, "1 change of two rules would pair mentee 40.");
  EXPECT_FALSE(forbidden.is_cut);
  ASSERT_EQ(forbidden.remedies.size(), 1U);
  EXPECT_EQ(forbidden.remedies.front().changes.size(), 2U);
  EXPECT_EQ(found.people.back().text, "No change of one rule, or of two, would pair mentee 41.");
  EXPECT_FALSE(found.people.back().is_cut);
}

TEST(Doctor, SaysHowManyFirstChangesWereFollowed) {
  const Problem problem = crowd();
  const Treatment found = doctor(problem, match(problem), {.mentees = {MenteeId(42)}, .twos = Twos::always});
  EXPECT_TRUE(found.people.front().is_cut);
  EXPECT_EQ(found.people.front().text,
            "At least 1 change of rules would pair mentee 42. In twos, 24 of 81 first changes were followed.");
}

TEST(Doctor, RelaxesTheFewestRules) {
  Problem problem = one_place();
  problem.mentee_capacity = {{1, 1}, {1, 1}};
  const Treatment found = doctor(problem, match(problem));
  EXPECT_TRUE(found.people.empty());
  ASSERT_TRUE(found.relaxation);
  EXPECT_TRUE(found.relaxation->is_smallest);
  EXPECT_EQ(found.relaxation->units, 1);
  EXPECT_EQ(found.relaxation->text,
            "There is a matching once 1 rule is relaxed: mentor 0 takes at most 2 instead of 1.");
}

TEST(Doctor, RefusesWhatItCannotAnswer) {
  const Problem problem = one_place();
  const Matching matching = match(problem);
  EXPECT_THROW(doctor(problem, matching, {.mentees = {MenteeId(1)}}), InvalidInput);
  EXPECT_THROW(doctor(problem, matching, {.mentees = {MenteeId(2)}}), InvalidInput);
  EXPECT_THROW(doctor(problem, matching, {.mentees = {MenteeId(0), MenteeId(0)}}), InvalidInput);
  EXPECT_THROW(doctor(problem, matching, {.most = 0}), InvalidInput);
  EXPECT_THROW(doctor(problem, Matching{}), InvalidInput);
  EXPECT_THROW(doctor(problem, Matching{.status = Status::cancelled}), InvalidInput);
  EXPECT_THROW(doctor(problem, matching, {}, {.mentee = {"Ana"}}), InvalidInput);
}

TEST(Doctor, NamesItsKinds) {
  EXPECT_EQ(to_string(RuleChangeKind::floor_lowered), "floor_lowered");
  EXPECT_EQ(to_string(Twos::where_needed), "where_needed");
}

TEST(SmallestCover, TakesTheFewestRulesThenTheFewestUnits) {
  const auto spend = [](std::int64_t) { return true; };
  // Two demands share rule 2, which alone meets both though it gives more than two others would.
  const std::vector<Demand> demands{{.rules = {0, 2}, .units = 1}, {.rules = {1, 2}, .units = 3}};
  EXPECT_EQ(smallest_cover(demands, {9, 9, 9}, spend), (std::vector<Given>{{2, 3}}));
  // Where it cannot give enough, another helps; of as many units the first rule gives the fewest.
  EXPECT_EQ(smallest_cover(demands, {9, 9, 2}, spend), (std::vector<Given>{{1, 1}, {2, 2}}));
  EXPECT_EQ(smallest_cover({{.rules = {0}, .units = 2}}, {1}, spend), std::nullopt);
  EXPECT_EQ(smallest_cover({}, {1, 1}, spend), std::vector<Given>{});
}

}  // namespace
}  // namespace pairwell
