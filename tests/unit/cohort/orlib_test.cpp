#include "pairwell/cohort/orlib.hpp"

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/match/match.hpp"
#include "support/findings.hpp"

namespace pairwell {
namespace {

using Costs = std::vector<std::int64_t>;

std::vector<std::string> faults_of_orlib(std::string_view text) {
  const Findings findings = testing::findings_of([&] { read_orlib(text, "bad.txt"); });
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.file, "bad.txt");
    EXPECT_EQ(finding.severity, Severity::error);
  }
  return testing::with_values(findings);
}

TEST(ReadOrlib, TakesNumbersAsTheyComeOverLines) {
  const DenseInstance instance = read_orlib("3\r\n 52 89 40\r\n77 89\r\n\r\n14 9 -77 0\r\n");
  EXPECT_EQ(instance.rows, 3);
  EXPECT_EQ(instance.columns, 3);
  EXPECT_EQ(std::get<Costs>(instance.costs), (Costs{52, 89, 40, 77, 89, 14, 9, -77, 0}));
  EXPECT_EQ(read_orlib("\xEF\xBB\xBF"
                       "1 5"),
            (DenseInstance{1, 1, Costs{5}}));
  EXPECT_EQ(read_orlib("0\n"), (DenseInstance{0, 0, Costs{}}));
}

TEST(ReadOrlib, GivesAnAssignmentOfLeastCost) {
  const Matching matching = match(as_problem(read_orlib("3  4 1 3  2 0 5  3 2 2")), {MostPairs{}, MostPoints{}});
  EXPECT_EQ(matching.pairs.size(), 3U);
  EXPECT_EQ(matching.stages[1].value, -5);
}

TEST(ReadOrlib, FindsEveryFaultWithItsLine) {
  using Found = std::vector<std::string>;
  EXPECT_EQ(faults_of_orlib("2\n1 x\n3.5 99999999999999999999"),
            (Found{"2:cost 2:whole:x", "3:cost 3:whole:3.5", "3:cost 4:whole:99999999999999999999"}));
  EXPECT_EQ(faults_of_orlib("2\n1 2\n3\n"), (Found{"3:costs:size:3"}));
  EXPECT_EQ(faults_of_orlib("1\n1 2\n"), (Found{"2:costs:size:2"}));
  EXPECT_EQ(faults_of_orlib(""), (Found{"0:n:size:"}));
  EXPECT_EQ(faults_of_orlib(" \n \n"), (Found{"0:n:size:"}));
  EXPECT_EQ(faults_of_orlib("n\n1 y"), (Found{"1:n:size:n", "2:cost 2:whole:y"}));
  EXPECT_EQ(faults_of_orlib("-1"), (Found{"1:n:size:-1"}));
  EXPECT_EQ(faults_of_orlib("2147483648"), (Found{"1:n:size:2147483648"}));
  EXPECT_EQ(faults_of_orlib("2147483647 1"), (Found{"1:costs:size:1"}));
}

TEST(ReadOrlib, ListsTwoHundredFaultsAndCountsTheRest) {
  std::string text = "20";
  for (int word = 0; word < 400; ++word) text += "\nx";
  const std::vector<std::string> found = faults_of_orlib(text);
  ASSERT_EQ(found.size(), 201U);
  EXPECT_EQ(found[199], "201:cost 200:whole:x");
  EXPECT_EQ(found[200], "0::more:200");
}

}  // namespace
}  // namespace pairwell
