#include "pairwell/scheme/agreement.hpp"

#include <gtest/gtest.h>

#include "support/findings.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::brief;
using testing::small_programme;

Agreement agreement(const std::string& state = "in_force", const std::string& mentee = "MM-1") {
  return {.mentee = mentee,
          .mentor = "MR-1",
          .state = state,
          .from = {2017, 6, 12},
          .until = {2017, 11, 30},
          .meetings = 6,
          .goals = {"To lead a team."}};
}

Meeting meeting(const Date& on = {2017, 7, 3}, const std::string& state = "held") {
  return {.mentee = "MM-1", .mentor = "MR-1", .on = on, .state = state};
}

TEST(AgreementCheck, FindsNothingWrongWithASoundOne) {
  EXPECT_TRUE(check(small_programme(), {agreement(), agreement("drafted", "MM-2")}).empty());
  EXPECT_TRUE(check(small_programme(), {agreement("ended"), agreement()}).empty()) << "a second one after the first";
}

TEST(AgreementCheck, SaysEveryFault) {
  Agreement bad = agreement("in-force", "");
  bad.from = {2017, 5, 31};
  bad.until = {2017, 5, 30};
  bad.meetings = 0;
  bad.minutes = 10;
  bad.format = "remot";
  bad.goals = {" "};
  EXPECT_EQ(brief(check(small_programme(), {bad})),
            (std::vector<std::string>{"1 blank mentee", "1 word state", "1 word format", "1 range meetings",
                                      "1 range minutes", "1 order until", "1 period from", "1 period until",
                                      "1 blank goals"}));
  const Findings found = check(small_programme(), {bad});
  EXPECT_EQ(found[2].message, "The words here are in person, remote and either. Did you mean 'remote'?");
}

TEST(AgreementCheck, WantsAGoalBeforeAnybodySigns) {
  Agreement empty = agreement("drafted");
  empty.goals.clear();
  EXPECT_TRUE(check(small_programme(), {empty}).empty());
  empty.state = "signed_by_mentee";
  EXPECT_EQ(brief(check(small_programme(), {empty})), std::vector<std::string>{"1 blank goals"});
}

TEST(AgreementCheck, RefusesTwoThatAreNotOver) {
  EXPECT_EQ(brief(check(small_programme(), {agreement(), agreement("drafted")})),
            std::vector<std::string>{"2 duplicate mentee"});
}

TEST(AgreementCheck, RefusesDaysThatDoNotExist) {
  Agreement bad = agreement();
  bad.until = {2017, 11, 31};
  EXPECT_EQ(brief(check(small_programme(), {bad})), std::vector<std::string>{"1 calendar until"});
}

TEST(MeetingCheck, TakesTheFirstAndTheLastDayOfTheAgreement) {
  EXPECT_TRUE(check({agreement()}, {meeting({2017, 6, 12}), meeting({2017, 11, 30}, "planned")}).empty());
}

TEST(MeetingCheck, SaysEveryFault) {
  Meeting stranger = meeting();
  stranger.mentee = "MM-9";
  stranger.state = "done";
  stranger.minutes = 0;
  stranger.format = "";
  const std::vector<Meeting> meetings{stranger, meeting({2017, 6, 11}), meeting({2017, 6, 31})};
  EXPECT_EQ(brief(check({agreement()}, meetings)),
            (std::vector<std::string>{"1 word state", "1 word format", "1 range minutes", "1 agreement mentee",
                                      "2 period on", "3 calendar on"}));
}

TEST(MeetingCheck, WantsAnAgreementThatIsOrWasInForce) {
  EXPECT_EQ(brief(check({agreement("signed_by_mentee")}, {meeting()})), std::vector<std::string>{"1 agreement mentee"});
  EXPECT_TRUE(check({agreement("ended")}, {meeting()}).empty());
}

TEST(MeetingCheck, WarnsOfTwoOnADay) {
  const Findings found = check({agreement()}, {meeting(), meeting()});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].severity, Severity::warning);
}

TEST(MeetingCounts, AreByPairAndState) {
  Meeting other = meeting({2017, 8, 1}, "missed");
  other.mentee = "MM-0";
  const auto counts = meeting_counts({meeting(), meeting({2017, 8, 1}, "planned"), meeting({2017, 9, 1}), other});
  EXPECT_EQ(counts, (std::vector<MeetingCount>{{.mentee = "MM-0", .mentor = "MR-1", .missed = 1},
                                               {.mentee = "MM-1", .mentor = "MR-1", .planned = 1, .held = 2}}));
  EXPECT_THROW(meeting_counts({meeting({2017, 8, 1}, "done")}), InvalidInput);
}

}  // namespace
}  // namespace pairwell
