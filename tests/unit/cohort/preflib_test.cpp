#include "pairwell/cohort/preflib.hpp"

#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"
#include "support/findings.hpp"

namespace pairwell {
namespace {

using Found = std::vector<std::string>;
using Ranks = std::vector<std::vector<std::int32_t>>;

std::string text_of(const std::string& kind, const std::string& orders, int voters, int lines, int alternatives = 4) {
  std::string text = "# FILE NAME: small." + kind + "\n# TITLE: A small file\n# DATA TYPE: " + kind +
                     "\n# NUMBER ALTERNATIVES: " + std::to_string(alternatives) +
                     "\n# NUMBER VOTERS: " + std::to_string(voters) +
                     "\n# NUMBER UNIQUE ORDERS: " + std::to_string(lines) + "\n";
  for (int alternative = 1; alternative <= alternatives; ++alternative) {
    text += "# ALTERNATIVE NAME " + std::to_string(alternative) + ": Project " + std::to_string(alternative) + "\n";
  }
  return text + orders;
}

const std::string categories =
    "# DATA TYPE: cat\r\n# NUMBER ALTERNATIVES: 3\r\n# NUMBER VOTERS: 3\r\n# NUMBER UNIQUE PREFERENCES: 2\r\n"
    "# NUMBER CATEGORIES: 3\r\n# CATEGORY NAME 1: Yes\r\n# CATEGORY NAME 2: Maybe: perhaps\r\n"
    "# CATEGORY NAME 3: No\r\n# ALTERNATIVE NAME 2: B\r\n# ALTERNATIVE NAME 1: A\r\n# ALTERNATIVE NAME 3: C\r\n"
    "2: {1,3},2,{}\r\n1: {},{3}\r\n";

template <class Read>
Found faults_of(Read read) {
  return testing::with_values(testing::findings_of(read));
}

Found faults_of_preferences(const std::string& text) {
  return faults_of([&] { read_preferences(text, "bad"); });
}

TEST(ReadPreferences, OfStrictOrders) {
  const Preferences read = read_preferences(text_of("soi", "1: 2,4\n\n 3 : 4 , 1,2,3 \n2:\n", 6, 3));
  EXPECT_EQ(read.kind, PreferenceKind::soi);
  EXPECT_EQ(read.voters, 6);
  EXPECT_EQ(read.alternatives, (std::vector<std::string>{"Project 1", "Project 2", "Project 3", "Project 4"}));
  EXPECT_TRUE(read.categories.empty());
  EXPECT_EQ(read.metadata, (std::map<std::string, std::string>{{"FILE NAME", "small.soi"}, {"TITLE", "A small file"}}));
  ASSERT_EQ(read.orders.size(), 3U);
  EXPECT_EQ(read.orders[0], (PreferenceOrder{1, Ranks{{1}, {3}}}));
  EXPECT_EQ(read.orders[1], (PreferenceOrder{3, Ranks{{3}, {0}, {1}, {2}}}));
  EXPECT_EQ(read.orders[2], (PreferenceOrder{2, Ranks{}}));
}

TEST(ReadPreferences, OfOrdersWithTies) {
  const Preferences read = read_preferences(text_of("toc", "1: {3,1},2,{4}\n1: {1,2,3,4}\n", 2, 2));
  EXPECT_EQ(read.orders[0].ranks, (Ranks{{2, 0}, {1}, {3}}));
  EXPECT_EQ(read.orders[1].ranks, (Ranks{{0, 1, 2, 3}}));
  EXPECT_EQ(read_preferences(text_of("toi", "1: {3,1}\n", 1, 1)).orders[0].ranks, (Ranks{{2, 0}}));
  EXPECT_EQ(read_preferences(text_of("soc", "1: 4,3,2,1\n", 1, 1)).orders[0].ranks, (Ranks{{3}, {2}, {1}, {0}}));
}

TEST(ReadPreferences, OfCategoriesWhichMayBeEmptyOrMissing) {
  const Preferences read = read_preferences(categories);
  EXPECT_EQ(read.kind, PreferenceKind::cat);
  EXPECT_EQ(read.alternatives, (std::vector<std::string>{"A", "B", "C"}));
  EXPECT_EQ(read.categories, (std::vector<std::string>{"Yes", "Maybe: perhaps", "No"}));
  EXPECT_EQ(read.orders[0], (PreferenceOrder{2, Ranks{{0, 2}, {1}, {}}}));
  EXPECT_EQ(read.orders[1], (PreferenceOrder{1, Ranks{{}, {2}}}));
}

TEST(ReadPreferences, OfNobody) {
  const Preferences read = read_preferences(text_of("soc", "", 0, 0, 0));
  EXPECT_TRUE(read.orders.empty() && read.alternatives.empty());
}

TEST(ReadPreferences, FindsWhatTheMetadataLacks) {
  EXPECT_EQ(faults_of_preferences(""), (Found{"0:DATA TYPE:missing:", "0:NUMBER ALTERNATIVES:missing:",
                                              "0:NUMBER VOTERS:missing:", "0:NUMBER UNIQUE ORDERS:missing:"}));
  EXPECT_EQ(faults_of_preferences("# DATA TYPE: wmd\n# NUMBER ALTERNATIVES: -1\n# NUMBER VOTERS: two\n# no colon\n"
                                  "# NUMBER UNIQUE ORDERS: 99999999999\n# NUMBER VOTERS: 2\n# ALTERNATIVE NAME x: A\n"
                                  "# ALTERNATIVE NAME 0: B\n"),
            (Found{"1:DATA TYPE:kind:wmd", "2:NUMBER ALTERNATIVES:number:-1", "3:NUMBER VOTERS:number:two",
                   "4::metadata: no colon", "5:NUMBER UNIQUE ORDERS:number:99999999999", "6:NUMBER VOTERS:duplicate:2",
                   "7:ALTERNATIVE NAME x:number:A", "8:ALTERNATIVE NAME 0:number:B"}));
}

TEST(ReadPreferences, FindsNamesThatAreMissingOrTwice) {
  const std::string start = "# DATA TYPE: soi\n# NUMBER VOTERS: 0\n# NUMBER UNIQUE ORDERS: 0\n";
  EXPECT_EQ(
      faults_of_preferences(start + "# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 1: B\n"),
      (Found{"0:ALTERNATIVE NAME:names:1 up to 1", "6:ALTERNATIVE NAME 1:duplicate:B"}));
  EXPECT_EQ(
      faults_of_preferences(start + "# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 3: B\n"),
      (Found{"0:ALTERNATIVE NAME:names:2 up to 3"}));
  EXPECT_EQ(faults_of_preferences(start + "# NUMBER ALTERNATIVES: 2147483647\n"),
            (Found{"0:ALTERNATIVE NAME:names:0"}));
}

TEST(ReadPreferences, FindsOrdersThatCannotBeRead) {
  EXPECT_EQ(
      faults_of_preferences(
          text_of("toi", "1 2,3\nx: 1\n0: 1\n1: 1,\n1: {1,2\n1: {1,{2}}\n1: 1 2\n1: a\n1: {1,}\n", 9, 9)),
      (Found{"11:order:order:1 2,3", "12:order:count:x", "13:order:count:0", "14:order:order:", "15:order:order:{1,2",
             "16:order:order:{1,{2}}", "17:order:order:2", "18:order:order:a", "19:order:order:{1,}"}));
}

TEST(ReadPreferences, FindsOrdersThatTheKindDoesNotAllow) {
  EXPECT_EQ(faults_of_preferences(text_of("soc", "1: 1,{2,3},4\n1: 1,2\n1: 1,2,3,4,5\n1: 1,1,2,3,4\n", 4, 4)),
            (Found{"11:order:ties:2", "12:order:incomplete:2", "13:order:alternative:5", "14:order:duplicate:1"}));
  EXPECT_EQ(faults_of_preferences(text_of("toi", "1: {},0\n1: 2,{2,2}\n", 2, 2)),
            (Found{"11:order:empty:", "11:order:alternative:0", "12:order:duplicate:2"}));
  std::string four = categories;
  four.replace(four.find("{1,3},2,{}"), 10, "1,2,3,{}");
  EXPECT_EQ(faults_of_preferences(four), (Found{"12:order:categories:4"}));
}

TEST(ReadPreferences, FindsSumsThatDoNotAddUp) {
  EXPECT_EQ(faults_of_preferences(text_of("soi", "2: 1\n3: 2\n", 4, 3)),
            (Found{"5:NUMBER VOTERS:sum:4", "6:orders:sum:2"}));
  EXPECT_EQ(faults_of_preferences(text_of("soi", "2: 1\n3: b\n", 4, 2)), (Found{"12:order:order:b"}));
}

TEST(ReadPreferences, NamesTheFileInEveryFinding) {
  try {
    read_preferences("1: 2\n", "00038-00000001.soi");
    FAIL();
  } catch (const InvalidInput& error) {
    for (const Finding& finding : error.findings()) EXPECT_EQ(finding.file, "00038-00000001.soi");
  }
}

TEST(WritePreferences, IsReadBack) {
  for (const std::string& text : {categories, text_of("soi", "1: 2,4\n3: 4,1,2,3\n2:\n", 6, 3),
                                  text_of("toc", "1: {3,1},2,{4}\n1: {1,2,3,4}\n", 2, 2), text_of("soc", "", 0, 0),
                                  text_of("toi", "2: {1,2}\n", 2, 1)}) {
    const Preferences read = read_preferences(text);
    EXPECT_EQ(read_preferences(write_preferences(read)), read);
  }
  EXPECT_EQ(write_preferences(read_preferences(categories)),
            "# DATA TYPE: cat\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 3\n# NUMBER UNIQUE PREFERENCES: 2\n"
            "# NUMBER CATEGORIES: 3\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: Maybe: perhaps\n# CATEGORY NAME 3: No\n"
            "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n2: {1,3},2,{}\n1: {},3\n");
}

TEST(WritePreferences, FindsWhatAFileCannotHold) {
  const Preferences right = read_preferences(text_of("soi", "1: 2,4\n", 1, 1));
  const auto changed = [&right](auto change) {
    Preferences preferences = right;
    change(preferences);
    return faults_of([&] { write_preferences(preferences); });
  };
  EXPECT_EQ(changed([](Preferences&) {}), Found{});
  EXPECT_EQ(changed([](Preferences& p) {
              p.metadata = {{"", "x"},   {"A: B", "x"},       {"DATA TYPE", "x"}, {"ALTERNATIVE NAME 9", "x"},
                            {" C", "x"}, {"D", "two\nlines"}, {"E", "x "}};
              p.alternatives = {"a", "b\r", " c", ""};
              p.categories = {"Yes\n"};
            }),
            (Found{"0:metadata:key:", "0:metadata:line: C", "0:metadata:key:A: B", "0:metadata:key:ALTERNATIVE NAME 9",
                   "0:D:line:two\nlines", "0:metadata:key:DATA TYPE", "0:E:line:x ", "0:alternative 2:line:b\r",
                   "0:alternative 3:line: c", "0:category 1:line:Yes\n", "0:categories:categories:1"}));
  // The lines of the text: seven of metadata and numbers, four of names, then orders.
  EXPECT_EQ(changed([](Preferences& p) {
              p.orders = {{1, {{4}}}, {0, {{0}, {0}}}};
            }),
            (Found{"11:order:alternative:5", "12:order:count:0", "12:order:duplicate:1"}));
  EXPECT_EQ(changed([](Preferences& p) { p.kind = PreferenceKind::soc; }), (Found{"11:order:incomplete:2"}));
}

TEST(ReadPreferenceGroups, OfSupervisors) {
  const auto groups =
      read_preference_groups("Supervisor,Capacity,Projects\r\nAda,1,2\r\n\r\nBea , 3 , 0 1\r\nCy,0,\r\n", 4);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0], (MentorGroup{"Ada", {MentorId(2)}, {0, 1}}));
  EXPECT_EQ(groups[1], (MentorGroup{"Bea", {MentorId(0), MentorId(1)}, {0, 3}}));
  EXPECT_EQ(groups[2], (MentorGroup{"Cy", {}, {0, 0}}));
}

TEST(ReadPreferenceGroups, FindsEveryFaultWithItsLine) {
  const auto read = [](const char* text) { return [text] { read_preference_groups(text, 3, "bad.dat"); }; };
  EXPECT_EQ(faults_of(read("Supervisor;Capacity\nAda,x,0 3\nBea,1\nCy,1,0 -1 y\nDi,1,2,3\n")),
            (Found{"1::header:Supervisor;Capacity", "2:Capacity:number:x", "2:Projects:project:3", "3::cells:Bea,1",
                   "4:Projects:duplicate:0", "4:Projects:project:-1", "4:Projects:project:y", "5::cells:Di,1,2,3"}));
  EXPECT_EQ(faults_of(read("")), (Found{"1::header:"}));
}

TEST(AsProblemOfPreferences, GivesTheLastRankOfTheLongestOrderOnePoint) {
  const Problem problem = as_problem(read_preferences(text_of("toi", "2: 3,{4,1}\n1: 2,1,3\n", 3, 2)));
  EXPECT_EQ(problem.mentees, 3);
  EXPECT_EQ(problem.mentors, 4);
  EXPECT_EQ(problem.scale, 1);
  const auto& table = std::get<SparseTable>(problem.points);
  EXPECT_EQ(table.row_start, (std::vector<std::int64_t>{0, 3, 6, 9}));
  EXPECT_EQ(table.mentor, (std::vector<std::int32_t>{0, 2, 3, 0, 2, 3, 0, 1, 2}));
  EXPECT_EQ(table.units, (std::vector<std::int64_t>{2, 3, 2, 2, 3, 2, 2, 3, 1}));
}

TEST(AsProblemOfPreferences, LeavesTheLastCategoryOut) {
  const auto table = std::get<SparseTable>(as_problem(read_preferences(categories)).points);
  EXPECT_EQ(table.mentor, (std::vector<std::int32_t>{0, 1, 2, 0, 1, 2, 2}));
  EXPECT_EQ(table.units, (std::vector<std::int64_t>{2, 1, 2, 2, 1, 2, 1}));
}

TEST(AsProblemOfPreferences, TakesPointsCapacitiesAndGroupsAsGiven) {
  const Problem problem = as_problem(read_preferences(categories), {.points = {10},
                                                                    .voter_capacity = {{0, 2}, {0, 2}, {1, 1}},
                                                                    .alternative_capacity = {{0, 1}, {0, 1}, {0, 2}},
                                                                    .groups = {{"all", {MentorId(0)}, {0, 1}}}});
  const auto& table = std::get<SparseTable>(problem.points);
  EXPECT_EQ(table.row_start, (std::vector<std::int64_t>{0, 2, 4, 4}));
  EXPECT_EQ(table.units, (std::vector<std::int64_t>{10, 10, 10, 10}));
  EXPECT_EQ(problem.mentee_capacity[2], (Range{1, 1}));
  EXPECT_EQ(problem.mentor_capacity[2], (Range{0, 2}));
  EXPECT_EQ(problem.mentor_groups[0].name, "all");
}

TEST(AsProblemOfPreferences, HasTheLeastSumOfRanksAmongTheLargestMatchings) {
  // Two want project 1 first; the third has nothing else.
  const Problem problem = as_problem(read_preferences(text_of("soi", "1: 1,2,3\n1: 1,3\n1: 1\n", 3, 3)));
  const Matching matching = match(problem, {MostPairs{}, MostPoints{}});
  EXPECT_EQ(matching.pairs,
            (std::vector<Pair>{{MenteeId(0), MentorId(1)}, {MenteeId(1), MentorId(2)}, {MenteeId(2), MentorId(0)}}));
  EXPECT_EQ(matching.stages[1].value, 2 + 2 + 3);
  EXPECT_TRUE(verify(problem, matching).holds);
}

TEST(AsProblemOfPreferences, RefusesWhatCannotBeAProblem) {
  Preferences preferences = read_preferences(categories);
  EXPECT_EQ(faults_of([&] {
              as_problem(preferences, {.voter_capacity = {{0, 1}}});
            }),
            (Found{"0:mentee_capacity:shape:1"}));
  preferences.orders[0].count = std::int64_t{1} << 40;
  EXPECT_EQ(faults_of([&] { as_problem(preferences); }), (Found{"0:count:range:1099511627776"}));
  preferences.orders[0].count = -1;
  EXPECT_EQ(faults_of([&] { as_problem(preferences); }), (Found{"0:count:range:-1"}));
  preferences.orders[0] = {2147483647, {{0}}};
  EXPECT_EQ(faults_of([&] { as_problem(preferences); }), (Found{"0:voters:range:2147483648"}));
  preferences.orders[0] = {1, {{7}}};
  EXPECT_FALSE(faults_of([&] { as_problem(preferences); }).empty());
}

}  // namespace
}  // namespace pairwell
