#include "pairwell/cohort/instances.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <gtest/gtest.h>

#include "core/at.hpp"
#include "pairwell/core/digest.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {
namespace {

using Whole = std::vector<std::int64_t>;
using Real = std::vector<double>;

std::string fingerprint(const DenseInstance& instance) {
  Digest digest;
  if (const auto* whole = std::get_if<Whole>(&instance.costs)) {
    for (const std::int64_t cost : *whole) digest.add(cost);
  } else {
    for (const double cost : std::get<Real>(instance.costs)) digest.add(std::bit_cast<std::int64_t>(cost));
  }
  return digest.hex().substr(0, 16);
}

std::string fingerprint(const SparseInstance& instance) {
  Digest digest;
  for (const std::int64_t start : instance.row_start) digest.add(start);
  for (const std::int32_t column : instance.column) digest.add(column);
  for (const std::int64_t cost : instance.cost) digest.add(cost);
  for (const std::int32_t column : instance.planted) digest.add(column);
  return digest.hex().substr(0, 16);
}

/// Not the digest of the problem: how that one is made is for match to say, and to change.
std::string fingerprint(const CapacitatedInstance& instance) {
  Digest digest;
  const Problem& problem = instance.problem;
  if (const auto* sparse = std::get_if<SparseTable>(&problem.points)) {
    for (const std::int32_t mentor : sparse->mentor) digest.add(mentor);
  }
  for (const std::int64_t units : std::visit([](const auto& table) { return table.units; }, problem.points)) {
    digest.add(units);
  }
  for (const Range& capacity : problem.mentor_capacity) digest.add(capacity.most);
  const auto add_groups = [&digest](const auto& groups) {
    for (const auto& group : groups) {
      digest.add(group.name).add(group.pairs.least).add(group.pairs.most);
      for (const auto member : group.members) digest.add(member.value);
    }
  };
  add_groups(problem.mentee_groups);
  add_groups(problem.mentor_groups);
  for (const Pair& pair : instance.planted) digest.add(pair.mentee.value).add(pair.mentor.value);
  return digest.hex().substr(0, 16);
}

Whole whole(DenseClass kind, const DenseOptions& options) {
  return std::get<Whole>(dense_instance(kind, options).costs);
}

Real real(DenseClass kind, const DenseOptions& options) { return std::get<Real>(dense_instance(kind, options).costs); }

std::string fault(const std::function<void()>& call) {
  try {
    call();
  } catch (const InvalidInput& error) {
    std::string text;
    for (const Finding& finding : error.findings()) {
      text += finding.column + ":" + finding.rule + ":" + finding.value + " ";
    }
    return text;
  }
  return "none";
}

TEST(DenseInstance, IsTheSameOnEveryPlatform) {
  const std::map<DenseClass, std::string> known{
      {DenseClass::uniform, "9e469d3ce11ed6dd"},        {DenseClass::integers_100, "9222d7625be395ae"},
      {DenseClass::integers_n, "f213e01a1600c514"},     {DenseClass::geometric, "267e14a13490ba8f"},
      {DenseClass::geometric_grid, "2399fbd745cd389a"}, {DenseClass::product, "6e4c789eafc2f303"},
      {DenseClass::zero_one, "b98a565559101695"},       {DenseClass::mentoring, "7fa2a4060d0eb5ca"},
  };
  for (const DenseClass kind : dense_classes()) {
    EXPECT_EQ(fingerprint(dense_instance(kind, {.rows = 37, .columns = 53, .seed = 2017})), known.at(kind))
        << to_string(kind);
  }
}

TEST(DenseInstance, DependsOnTheSeedButForProducts) {
  for (const DenseClass kind : dense_classes()) {
    const DenseInstance one = dense_instance(kind, {.rows = 20, .columns = 30, .seed = 1});
    EXPECT_EQ(one, dense_instance(kind, {.rows = 20, .columns = 30, .seed = 1})) << to_string(kind);
    const bool same = one == dense_instance(kind, {.rows = 20, .columns = 30, .seed = 2});
    EXPECT_EQ(same, kind == DenseClass::product) << to_string(kind);
  }
}

TEST(DenseInstance, HasEveryShapeDownToNothing) {
  for (const DenseClass kind : dense_classes()) {
    for (const auto& [rows, columns] : {std::pair{0, 0}, {0, 5}, {5, 0}, {1, 1}, {3, 8}, {8, 3}}) {
      const DenseInstance instance = dense_instance(kind, {.rows = rows, .columns = columns, .seed = 3});
      EXPECT_EQ(instance.rows, rows);
      EXPECT_EQ(instance.columns, columns);
      EXPECT_EQ(std::visit([](const auto& costs) { return std::ssize(costs); }, instance.costs), rows * columns)
          << to_string(kind);
    }
  }
}

TEST(DenseInstance, RefusesSidesThatCannotBeAllAtOnce) {
  const auto make = [](std::int64_t rows, std::int64_t columns) {
    return [=] { dense_instance(DenseClass::uniform, {.rows = rows, .columns = columns}); };
  };
  EXPECT_EQ(fault(make(-1, std::int64_t{1} << 31)), "rows:range:-1 columns:range:2147483648 ");
  EXPECT_EQ(fault(make(2147483647, 2147483647)), "rows x columns:size:4611686014132420609 ");
  EXPECT_EQ(fault(make((1 << 20) + 1, 1 << 20)), "rows x columns:size:1099512676352 ");
}

TEST(DenseInstance, OfUniformCostsIsSpreadEvenly) {
  const Real costs = real(DenseClass::uniform, {.rows = 300, .columns = 400, .seed = 4});
  std::vector<int> counts(10, 0);
  for (const double cost : costs) {
    ASSERT_GE(cost, 0.0);
    ASSERT_LT(cost, 1.0);
    ++counts[static_cast<std::size_t>(cost * 10)];
  }
  for (const int count : counts) EXPECT_NEAR(count, 12'000, 600);  // About 5.8 standard deviations.
}

TEST(DenseInstance, OfWholeNumbersReachesBothEndsOfItsRange) {
  const Whole hundred = whole(DenseClass::integers_100, {.rows = 300, .columns = 400, .seed = 5});
  std::vector<int> counts(101, 0);
  for (const std::int64_t cost : hundred) ++counts.at(at(cost));
  EXPECT_EQ(counts[0], 0);
  for (int value = 1; value <= 100; ++value) EXPECT_NEAR(counts[at(value)], 1200, 210) << value;

  for (const auto& [rows, columns] : {std::pair{30, 70}, {70, 30}}) {
    const Whole longer = whole(DenseClass::integers_n, {.rows = rows, .columns = columns, .seed = 6});
    EXPECT_EQ(std::ranges::min(longer), 1);
    EXPECT_EQ(std::ranges::max(longer), 70);
  }
}

TEST(DenseInstance, OfDistancesObeysTheTriangleInequality) {
  const std::int64_t side = 12;
  const Real exact = real(DenseClass::geometric, {.rows = side, .columns = side, .seed = 7});
  const Whole rounded = whole(DenseClass::geometric_grid, {.rows = side, .columns = side, .seed = 7});
  const auto obeys = [side](const auto& costs, auto slack) {
    for (std::int64_t a = 0; a < side; ++a) {
      for (std::int64_t b = 0; b < side; ++b) {
        for (std::int64_t c = 0; c < side; ++c) {
          // From row a to column b is no further than by column c and row c.
          const auto around = costs[at(a * side + c)] + costs[at(c * side + c)] + costs[at(c * side + b)];
          if (costs[at(a * side + b)] > around + slack) return false;
        }
      }
    }
    return true;
  };
  EXPECT_TRUE(obeys(exact, 1e-12));
  EXPECT_TRUE(obeys(rounded, std::int64_t{2}));
  EXPECT_LE(std::ranges::max(exact), std::sqrt(2.0));
  EXPECT_LE(std::ranges::max(rounded), 1'414'214);
  const Real many = real(DenseClass::geometric, {.rows = 300, .columns = 300, .seed = 8});
  double sum = 0;
  for (const double cost : many) sum += cost;
  EXPECT_NEAR(sum / 90'000, 0.5214, 0.02);  // The mean distance in the unit square.
}

TEST(DenseInstance, OfProductsIsTheTableOfMultiplication) {
  EXPECT_EQ(whole(DenseClass::product, {.rows = 2, .columns = 3}), (Whole{1, 2, 3, 2, 4, 6}));
}

TEST(DenseInstance, OfZerosAndOnesHasAboutFourZerosARow) {
  const Whole costs = whole(DenseClass::zero_one, {.rows = 2000, .columns = 500, .seed = 9});
  EXPECT_NEAR(static_cast<double>(std::ranges::count(costs, 0)), 8000, 450);
  EXPECT_EQ(std::ranges::count(costs, 0) + std::ranges::count(costs, 1), std::ssize(costs));
  const Whole narrow = whole(DenseClass::zero_one, {.rows = 5, .columns = 3, .seed = 9});
  EXPECT_EQ(std::ranges::count(narrow, 0), 15);
}

TEST(DenseInstance, LikeMentoringHasFewLevelsManyTiesAndDifferentPeople) {
  const std::int64_t side = 300;
  const Whole costs = whole(DenseClass::mentoring, {.rows = side, .columns = side, .seed = 10});
  const std::set<std::int64_t> levels(costs.begin(), costs.end());
  EXPECT_GE(*levels.begin(), 0);
  EXPECT_LE(*levels.rbegin(), 100);
  EXPECT_LE(levels.size(), 101U);
  EXPECT_GE(levels.size(), 50U);
  std::set<Whole> rows;
  for (std::int64_t row = 0; row < side; ++row) {
    rows.insert(Whole(costs.begin() + row * side, costs.begin() + (row + 1) * side));
  }
  EXPECT_EQ(std::ssize(rows), side);
  double sum = 0;
  for (const std::int64_t cost : costs) sum += static_cast<double>(cost);
  EXPECT_NEAR(sum / 90'000, 62, 5);
}

TEST(DenseClass, IsReadByTheNameThatIsWritten) {
  EXPECT_EQ(dense_classes().size(), 8U);
  for (const DenseClass kind : dense_classes()) EXPECT_EQ(parse_dense_class(to_string(kind)), kind);
  EXPECT_EQ(fault([] { parse_dense_class("unifrom"); }), ":class:unifrom ");
}

void expect_well_formed(const SparseInstance& instance, const SparseOptions& options) {
  ASSERT_EQ(std::ssize(instance.row_start), options.rows + 1);
  ASSERT_EQ(std::ssize(instance.column), options.rows * options.degree);
  ASSERT_EQ(instance.column.size(), instance.cost.size());
  std::set<std::int32_t> taken;
  for (std::int64_t row = 0; row < options.rows; ++row) {
    const auto first = instance.column.begin() + instance.row_start[at(row)];
    const auto last = instance.column.begin() + instance.row_start[at(row + 1)];
    EXPECT_EQ(last - first, options.degree);
    EXPECT_TRUE(std::ranges::adjacent_find(first, last, std::greater_equal{}) == last) << "row " << row;
    EXPECT_TRUE(std::all_of(first, last, [&](std::int32_t c) { return c >= 0 && c < options.columns; }));
    const std::int32_t planted = instance.planted[at(row)];
    if (planted < 0) continue;
    EXPECT_TRUE(taken.insert(planted).second);
    EXPECT_TRUE(std::binary_search(first, last, planted)) << "row " << row;
  }
  EXPECT_EQ(std::ssize(taken), std::min(options.rows, options.columns));
  if (!instance.cost.empty()) {
    EXPECT_GE(std::ranges::min(instance.cost), 1);
    EXPECT_LE(std::ranges::max(instance.cost), options.most);
  }
}

TEST(SparseInstance, HasDistinctColumnsAndAPlantedAssignment) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (const auto& [rows, columns, degree] :
         {std::tuple{30, 30, 5}, {10, 40, 3}, {40, 10, 4}, {6, 6, 6}, {5, 5, 1}, {1, 1, 1}, {0, 4, 2}, {3, 0, 0}}) {
      const SparseOptions options{.rows = rows, .columns = columns, .degree = degree, .most = 9, .seed = seed};
      expect_well_formed(sparse_instance(options), options);
    }
  }
}

TEST(SparseInstance, IsTheSameOnEveryPlatform) {
  EXPECT_EQ(fingerprint(sparse_instance({.rows = 50, .columns = 60, .degree = 7, .seed = 2017})), "d0523a63d0114045");
  EXPECT_EQ(fingerprint(sparse_instance({.rows = 60, .columns = 50, .degree = 3, .seed = 2017})), "5b24a0bdebc8a477");
}

TEST(SparseInstance, DrawsEveryColumnAlike) {
  const SparseInstance instance = sparse_instance({.rows = 20'000, .columns = 20, .degree = 5, .seed = 11});
  std::vector<int> counts(20, 0);
  for (const std::int32_t column : instance.column) ++counts[at(column)];
  for (const int count : counts) EXPECT_NEAR(count, 5000, 370);
}

TEST(SparseInstance, RefusesEveryFaultAtOnce) {
  const auto make = [](const SparseOptions& options) { return [=] { sparse_instance(options); }; };
  EXPECT_EQ(fault(make({.rows = 3, .columns = 4, .degree = 5, .most = 0})), "degree:range:5 most:range:0 ");
  EXPECT_EQ(fault(make({.rows = 3, .columns = 4, .degree = 0})), "degree:range:0 ");
  EXPECT_EQ(fault(make({.rows = -3, .columns = -4, .degree = 5, .most = std::int64_t{1} << 31})),
            "rows:range:-3 columns:range:-4 most:range:2147483648 ");
  EXPECT_EQ(fault(make({.rows = 1 << 30, .columns = 1 << 30, .degree = 2000})), "rows x degree:size:2147483648000 ");
}

/// How many of some pairs have a member of a group in them.
template <class PersonId>
std::int64_t count_in(const Group<PersonId>& group, const std::vector<Pair>& pairs, PersonId Pair::*person) {
  const std::set<PersonId> members(group.members.begin(), group.members.end());
  return std::ranges::count_if(pairs, [&](const Pair& pair) { return members.contains(pair.*person); });
}

void expect_planted_obeys(const CapacitatedInstance& instance) {
  const Problem& problem = instance.problem;
  EXPECT_TRUE(check(problem).empty());
  std::vector<std::int32_t> of_mentor(at(problem.mentors), 0);
  std::set<MenteeId> mentees;
  for (const Pair& pair : instance.planted) {
    EXPECT_TRUE(mentees.insert(pair.mentee).second);
    ++of_mentor[at(pair.mentor.value)];
    if (const auto* sparse = std::get_if<SparseTable>(&problem.points)) {
      EXPECT_TRUE(std::binary_search(sparse->mentor.begin() + sparse->row_start[at(pair.mentee.value)],
                                     sparse->mentor.begin() + sparse->row_start[at(pair.mentee.value + 1)],
                                     pair.mentor.value));
    }
  }
  std::int64_t openings = 0;
  for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
    const Range capacity = problem.mentor_capacity[at(mentor)];
    EXPECT_TRUE(capacity.least == 0 && capacity.most >= 1 && capacity.most <= 4);
    EXPECT_LE(of_mentor[at(mentor)], capacity.most);
    openings += capacity.most;
  }
  const std::int64_t possible = std::min<std::int64_t>(problem.mentees, openings);
  EXPECT_EQ(std::ssize(instance.planted), (possible * 9 + 9) / 10);
  const auto fits = [](std::int64_t count, const Range& range) { return count >= range.least && count <= range.most; };
  for (const auto& group : problem.mentee_groups) {
    EXPECT_TRUE(fits(count_in(group, instance.planted, &Pair::mentee), group.pairs)) << group.name;
  }
  for (const auto& group : problem.mentor_groups) {
    EXPECT_TRUE(fits(count_in(group, instance.planted, &Pair::mentor), group.pairs)) << group.name;
  }
}

TEST(CapacitatedInstance, IsObeyedByThePlantedPairs) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    for (const std::int64_t degree : {0, 6}) {
      for (const auto& [mentees, mentors] : {std::pair{80, 20}, {20, 80}, {50, 20}, {10, 6}}) {
        expect_planted_obeys(
            capacitated_instance({.mentees = mentees, .mentors = mentors, .degree = degree, .seed = seed}));
      }
    }
  }
  expect_planted_obeys(capacitated_instance({}));
  expect_planted_obeys(capacitated_instance({.mentees = 5}));
  expect_planted_obeys(capacitated_instance({.mentors = 5}));
}

TEST(CapacitatedInstance, HasRegionsWithinNationsOnBothSides) {
  const Problem problem =
      capacitated_instance({.mentees = 200, .mentors = 100, .nations = 3, .regions = 2, .seed = 1}).problem;
  ASSERT_EQ(problem.mentee_groups.size(), 9U);
  ASSERT_EQ(problem.mentor_groups.size(), 9U);
  EXPECT_EQ(problem.mentor_groups[0].name, "nation 1");
  EXPECT_EQ(problem.mentor_groups[8].name, "region 3.2");
  for (std::size_t nation = 0; nation < 3; ++nation) {
    std::vector<MentorId> members = problem.mentor_groups[3 + 2 * nation].members;
    const auto& second = problem.mentor_groups[4 + 2 * nation].members;
    members.insert(members.end(), second.begin(), second.end());
    std::ranges::sort(members);
    EXPECT_EQ(members, problem.mentor_groups[nation].members);
  }
  const Problem free = capacitated_instance({.mentees = 20, .mentors = 10, .nations = 0}).problem;
  EXPECT_TRUE(free.mentee_groups.empty() && free.mentor_groups.empty());
}

TEST(CapacitatedInstance, IsSolvedToAllPlantedPairsWithAProof) {
  for (const std::int64_t degree : {0, 8}) {
    const CapacitatedInstance instance =
        capacitated_instance({.mentees = 60, .mentors = 24, .degree = degree, .seed = 12});
    const Matching matching = match(instance.problem, {MostPairs{}, MostPoints{}});
    ASSERT_EQ(matching.status, Status::optimal);
    // Nations have no pair to spare, and hold all people.
    EXPECT_EQ(matching.pairs.size(), instance.planted.size());
    EXPECT_TRUE(verify(instance.problem, matching).holds);
  }
}

TEST(CapacitatedInstance, IsTheSameOnEveryPlatform) {
  EXPECT_EQ(fingerprint(capacitated_instance({.mentees = 40, .mentors = 15, .seed = 2017})), "9b15026ddedc4bfc");
  EXPECT_EQ(fingerprint(capacitated_instance({.mentees = 40, .mentors = 15, .degree = 5, .seed = 2017})),
            "640de298476708dd");
}

TEST(CapacitatedInstance, RefusesEveryFaultAtOnce) {
  EXPECT_EQ(fault([] { capacitated_instance({.mentees = 5, .mentors = 4, .degree = 5, .nations = -1, .regions = 0}); }),
            "degree:range:5 nations:range:-1 regions:range:0 ");
  EXPECT_EQ(fault([] { capacitated_instance({.mentees = 1 << 21, .mentors = 1 << 20}); }),
            "mentees x degree:size:2199023255552 ");
}

TEST(AsProblem, HasTheCostsWithTheirSignChanged) {
  const Problem dense = as_problem(DenseInstance{1, 2, Whole{3, 0}});
  EXPECT_EQ(std::get<DenseTable>(dense.points).units, (Whole{-3, 0}));
  EXPECT_EQ(dense.scale, 1);
  const Problem reals = as_problem(DenseInstance{1, 2, Real{0.25, 1.5}}, 100);
  EXPECT_EQ(std::get<DenseTable>(reals.points).units, (Whole{-25, -150}));
  EXPECT_EQ(reals.scale, 100);
  EXPECT_EQ(as_problem(DenseInstance{1, 2, Real{0.125, 1e-9}}).scale, 1'000'000'000);
  const SparseInstance sparse = sparse_instance({.rows = 4, .columns = 5, .degree = 2, .seed = 1});
  const Problem listed = as_problem(sparse);
  EXPECT_EQ(std::get<SparseTable>(listed.points).mentor, sparse.column);
  EXPECT_EQ(std::get<SparseTable>(listed.points).units[3], -sparse.cost[3]);
}

TEST(AsProblem, RefusesWhatHasNoPlaceOnTheGrid) {
  EXPECT_THROW(as_problem(DenseInstance{1, 1, Real{std::nan("")}}), InvalidInput);
  EXPECT_THROW(as_problem(DenseInstance{1, 1, Real{0.5}}, 0), InvalidInput);
  EXPECT_THROW(as_problem(DenseInstance{1, 1, Whole{std::numeric_limits<std::int64_t>::min()}}), InvalidInput);
  EXPECT_THROW(as_problem(DenseInstance{1, 1, Whole{std::int64_t{1} << 62}}), InvalidInput);
  EXPECT_THROW(as_problem(DenseInstance{1, 2, Whole{1}}), InvalidInput);
}

TEST(AsProblem, OfASparseInstanceHasAFullAssignment) {
  const SparseInstance sparse = sparse_instance({.rows = 40, .columns = 40, .degree = 3, .seed = 13});
  EXPECT_EQ(match(as_problem(sparse), {MostPairs{}, MostPoints{}}).pairs.size(), 40U);
}

}  // namespace
}  // namespace pairwell
