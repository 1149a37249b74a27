#include "pairwell/cohort/dimacs.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/match/match.hpp"
#include "support/findings.hpp"

namespace pairwell {
namespace {

using Found = std::vector<std::string>;
using Whole = std::vector<std::int64_t>;
using Columns = std::vector<std::int32_t>;

Found faults_of_dimacs(std::string_view text) {
  const Findings findings = testing::findings_of([&] { read_dimacs(text, "bad.asn"); });
  for (const Finding& finding : findings) EXPECT_EQ(finding.file, "bad.asn");
  return testing::with_values(findings);
}

Found faults_of_writing(const SparseInstance& instance) {
  return testing::with_values(testing::findings_of([&] { write_dimacs(instance); }));
}

TEST(ReadDimacs, TakesSidesByTheirNodesInAnyOrder) {
  // The first side is 2 and 5, the columns 1, 3 and 4.
  const SparseInstance read =
      read_dimacs("c made up\r\n\r\np asn 5 4\r\nn 5\n n\t2 \na 5 4 -7\na 2 3 1\nc between\na 5 1 9\na 2 1 3\n");
  EXPECT_EQ(read.rows, 2);
  EXPECT_EQ(read.columns, 3);
  EXPECT_EQ(read.row_start, (Whole{0, 2, 4}));
  EXPECT_EQ(read.column, (Columns{0, 1, 0, 2}));
  EXPECT_EQ(read.cost, (Whole{3, 1, 9, -7}));
  EXPECT_EQ(read.planted, (Columns{-1, -1}));
  EXPECT_EQ(read_dimacs("p asn 0 0"), (SparseInstance{.row_start = {0}}));
}

TEST(ReadDimacs, GivesAnAssignmentOfLeastCost) {
  const SparseInstance read = read_dimacs("p asn 4 3\nn 1\nn 2\na 1 3 5\na 1 4 2\na 2 4 1\n");
  const Matching matching = match(as_problem(read), {MostPairs{}, MostPoints{}});
  EXPECT_EQ(matching.pairs.size(), 2U);
  EXPECT_EQ(matching.stages[1].value, -6);
}

TEST(ReadDimacs, FindsEveryFaultWithItsLine) {
  EXPECT_EQ(faults_of_dimacs(""), (Found{"0:p:missing:"}));
  EXPECT_EQ(faults_of_dimacs("n 1\n"), (Found{"0:p:missing:"}));
  EXPECT_EQ(faults_of_dimacs("p asn 3\np max 3 1\nx 1\n"), (Found{"1:p:words:3", "2:p:duplicate:", "3::line:x"}));
  EXPECT_EQ(faults_of_dimacs("n 1\np max 3 0\n"), (Found{"2:p:kind:max", "2:p:order:"}));
  EXPECT_EQ(faults_of_dimacs("p asn -1 2147483648\n"), (Found{"1:NODES:number:-1", "1:ARCS:number:2147483648"}));
  EXPECT_EQ(faults_of_dimacs("p asn 3 2\nn 1\nn 1\nn 4\nn 0\nn 1 2\nn\na 1 2 x\na 1 3\n"),
            (Found{"3:ID:duplicate:1", "4:ID:range:4", "5:ID:number:0", "6:n:words:3", "7:n:words:1", "8:COST:whole:x",
                   "9:a:words:3"}));
  EXPECT_EQ(faults_of_dimacs(
                "p asn 4 6\nn 1\nn 2\na 3 4 1\na 1 2 1\na 1 5 1\na 1 3 1\na 1 3 2\na 0 3 99999999999999999999\n"),
            (Found{"4:FROM:side:3", "5:TO:side:2", "6:TO:side:5", "8:a:duplicate:1 3", "9:FROM:number:0",
                   "9:COST:whole:99999999999999999999"}));
  EXPECT_EQ(faults_of_dimacs("p asn 2 7\nn 1\na 1 2 3\n"), (Found{"1:ARCS:sum:7"}));
  EXPECT_EQ(faults_of_dimacs("p asn 2147483647 0\n"), Found{});
}

TEST(ReadDimacs, ListsTwoHundredFaultsAndCountsTheRest) {
  std::string text = "p asn 1 0\n";
  for (int line = 0; line < 300; ++line) text += "z\n";
  const Found found = faults_of_dimacs(text);
  ASSERT_EQ(found.size(), 201U);
  EXPECT_EQ(found[199], "201::line:z");
  EXPECT_EQ(found[200], "0::more:100");
}

TEST(WriteDimacs, IsReadBack) {
  for (const SparseOptions& options : {SparseOptions{.rows = 30, .columns = 20, .degree = 4, .seed = 1},
                                       SparseOptions{.rows = 5, .columns = 40, .degree = 40, .seed = 2},
                                       SparseOptions{.rows = 0, .columns = 3, .degree = 1}}) {
    SparseInstance instance = sparse_instance(options);
    const std::string text = write_dimacs(instance, "one\n\n  two");
    EXPECT_TRUE(text.starts_with("c one\nc\nc two\np asn "));
    instance.planted.assign(instance.planted.size(), -1);
    EXPECT_EQ(read_dimacs(text), instance);
  }
  EXPECT_EQ(write_dimacs({.rows = 1, .columns = 2, .row_start = {0, 2}, .column = {0, 1}, .cost = {-3, 4}}),
            "p asn 3 2\nn 1\na 1 2 -3\na 1 3 4\n");
}

TEST(WriteDimacs, FindsWhatIsNoListOfRows) {
  const SparseInstance right{.rows = 1, .columns = 2, .row_start = {0, 2}, .column = {0, 1}, .cost = {3, 4}};
  EXPECT_EQ(faults_of_writing(right), Found{});
  const auto changed = [&right](auto change) {
    SparseInstance instance = right;
    change(instance);
    return faults_of_writing(instance);
  };
  EXPECT_EQ(changed([](SparseInstance& i) { i.rows = -1; }), (Found{"0:rows, columns:size:-1, 2"}));
  EXPECT_EQ(changed([](SparseInstance& i) { i.columns = 2'147'483'647; }),
            (Found{"0:rows, columns:size:1, 2147483647"}));
  EXPECT_EQ(changed([](SparseInstance& i) { i.row_start = {0}; }), (Found{"0:row_start:starts:1"}));
  EXPECT_EQ(changed([](SparseInstance& i) { i.row_start = {}; }), (Found{"0:row_start:starts:0"}));
  EXPECT_EQ(changed([](SparseInstance& i) { i.row_start = {0, 3}; }), (Found{"0:row_start:starts:2"}));
  EXPECT_EQ(changed([](SparseInstance& i) { i.cost = {3}; }), (Found{"0:row_start:starts:2"}));
  EXPECT_EQ(changed([](SparseInstance& i) { i.column = {1, 1}; }), (Found{"0:column:column:1 in row 0"}));
  EXPECT_EQ(changed([](SparseInstance& i) {
              i.column = {-1, 2};
            }),
            (Found{"0:column:column:-1 in row 0", "0:column:column:2 in row 0"}));
}

}  // namespace
}  // namespace pairwell
