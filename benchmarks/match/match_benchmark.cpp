/// How long match takes, by size, table and objective, and what its proof costs.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/digest.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {
namespace {

/// Points of a scheme: the sum of a few answers with few levels each, so that ties are many.
std::int64_t mentoring_units(Random& random) {
  std::int64_t units = 0;
  for (const std::int64_t weight : {35, 20, 15, 10}) {
    units += weight * 250 * static_cast<std::int64_t>(random.below(5));
  }
  return units;
}

Problem mentoring(std::int32_t mentees, std::int32_t mentors) {
  Random random(7);
  Problem problem{.mentees = mentees, .mentors = mentors};
  DenseTable table;
  table.units.resize(static_cast<std::size_t>(mentees) * static_cast<std::size_t>(mentors));
  for (std::int64_t& units : table.units) units = mentoring_units(random);
  problem.points = std::move(table);
  return problem;
}

Problem uniform(std::int32_t people) {
  Random random(7);
  Problem problem{.mentees = people, .mentors = people};
  DenseTable table;
  table.units.resize(static_cast<std::size_t>(people) * static_cast<std::size_t>(people));
  for (std::int64_t& units : table.units) units = static_cast<std::int64_t>(random.below(100'000));
  problem.points = std::move(table);
  return problem;
}

/// Twenty admissible mentors a mentee.
Problem sparse(std::int32_t people) {
  constexpr std::int32_t degree = 20;
  Random random(7);
  Problem problem{.mentees = people, .mentors = people};
  SparseTable table;
  table.row_start.push_back(0);
  const std::int32_t step = people / degree;
  for (std::int32_t mentee = 0; mentee < people; ++mentee) {
    for (std::int32_t part = 0; part < degree; ++part) {
      table.mentor.push_back(part * step + static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(step))));
      table.units.push_back(mentoring_units(random));
    }
    table.row_start.push_back(static_cast<std::int64_t>(table.mentor.size()));
  }
  problem.points = std::move(table);
  return problem;
}

/// Four mentees to a mentor who takes up to three, and nested groups of mentees whose places are short.
Problem grouped(std::int32_t mentees) {
  Problem problem = mentoring(mentees, mentees / 4);
  problem.mentor_capacity.assign(static_cast<std::size_t>(mentees / 4), {0, 3});
  constexpr std::int32_t regions = 10;
  const std::int32_t size = mentees / regions;
  MenteeGroup nation{.name = "half of the regions", .pairs = {0, mentees / 4}};
  for (std::int32_t region = 0; region < regions; ++region) {
    MenteeGroup group{.name = "region", .pairs = {1, size * 7 / 10}};
    for (std::int32_t member = region * size; member < (region + 1) * size; ++member) {
      group.members.emplace_back(member);
      if (region < regions / 2) nation.members.emplace_back(member);
    }
    problem.mentee_groups.push_back(std::move(group));
  }
  problem.mentee_groups.push_back(std::move(nation));
  return problem;
}

void solve(benchmark::State& state, const Problem& problem, const Objective& objective) {
  for (auto _ : state) {
    const Matching matching = match(problem, objective);
    if (matching.status != Status::optimal) throw std::logic_error("a benchmark's problem has no matching");
    benchmark::DoNotOptimize(matching.pairs.data());
  }
  state.SetComplexityN(state.range(0));
}

const Objective most_points{MostPairs{}, MostPoints{}};

std::int32_t size_of(const benchmark::State& state) { return static_cast<std::int32_t>(state.range(0)); }

void match_mentoring(benchmark::State& state) { solve(state, mentoring(size_of(state), size_of(state)), most_points); }

void match_uniform(benchmark::State& state) { solve(state, uniform(size_of(state)), most_points); }

void match_sparse(benchmark::State& state) { solve(state, sparse(size_of(state)), most_points); }

void match_grouped(benchmark::State& state) { solve(state, grouped(size_of(state)), most_points); }

void match_default_objective(benchmark::State& state) {
  solve(state, mentoring(size_of(state), size_of(state)), default_objective());
}

void verify_default_objective(benchmark::State& state) {
  const Problem problem = mentoring(size_of(state), size_of(state));
  const Matching matching = match(problem);
  for (auto _ : state) {
    if (!verify(problem, matching).holds) throw std::logic_error("a benchmark's matching does not hold");
  }
}

/// A problem whose best matching is known without solving: mentee i with mentor i. A pair is worth at most what its two
/// people pay, and the pairs of the matching just that.
struct Known {
  Problem problem{};
  Matching matching{};
};

Known known(Problem problem, const std::vector<std::int64_t>& mentee, const std::vector<std::int64_t>& mentor) {
  Known known{.problem = std::move(problem)};
  Matching& matching = known.matching;
  matching.status = Status::optimal;
  std::int64_t total = 0;
  for (std::int32_t person = 0; person < known.problem.mentees; ++person) {
    matching.pairs.push_back({MenteeId(person), MentorId(person)});
    total += mentee[static_cast<std::size_t>(person)] + mentor[static_cast<std::size_t>(person)];
  }
  matching.points = Points(total);
  const std::vector<std::int64_t> one(mentee.size(), 1);
  const std::vector<std::int64_t> none(mentor.size(), 0);
  matching.stages.push_back({MostPairs{}, std::ssize(matching.pairs), {.mentee = one, .mentor = none}});
  matching.stages.push_back({MostPoints{}, total, {.mentee = mentee, .mentor = mentor}});
  Digest digest;
  digest.add(pairwell::digest(known.problem)).add(2).add("most_pairs").add("most_points");
  matching.digest = digest.hex();
  return known;
}

std::vector<std::int64_t> random_prices(Random& random, std::int32_t people) {
  std::vector<std::int64_t> prices(static_cast<std::size_t>(people));
  for (std::int64_t& price : prices) price = static_cast<std::int64_t>(random.below(100'000));
  return prices;
}

Known known_dense(std::int32_t people) {
  Random random(7);
  const auto mentee = random_prices(random, people);
  const auto mentor = random_prices(random, people);
  Problem problem{.mentees = people, .mentors = people};
  DenseTable table;
  table.units.reserve(mentee.size() * mentor.size());
  for (std::size_t i = 0; i < mentee.size(); ++i) {
    for (std::size_t j = 0; j < mentor.size(); ++j) {
      const auto loss = static_cast<std::int64_t>(random.below(1000));
      table.units.push_back(mentee[i] + mentor[j] - (i == j ? 0 : loss));
    }
  }
  problem.points = std::move(table);
  return known(std::move(problem), mentee, mentor);
}

Known known_sparse(std::int32_t people) {
  constexpr std::size_t degree = 10;
  Random random(7);
  const auto mentee = random_prices(random, people);
  const auto mentor = random_prices(random, people);
  Problem problem{.mentees = people, .mentors = people};
  SparseTable table;
  table.row_start.push_back(0);
  std::set<std::int32_t> row;
  for (std::int32_t i = 0; i < people; ++i) {
    row = {i};
    while (row.size() < degree) row.insert(static_cast<std::int32_t>(random.below(mentor.size())));
    for (const std::int32_t j : row) {
      const auto loss = static_cast<std::int64_t>(random.below(1000));
      table.mentor.push_back(j);
      table.units.push_back(mentee[static_cast<std::size_t>(i)] + mentor[static_cast<std::size_t>(j)] -
                            (i == j ? 0 : loss));
    }
    table.row_start.push_back(std::ssize(table.mentor));
  }
  problem.points = std::move(table);
  return known(std::move(problem), mentee, mentor);
}

void verify_known(benchmark::State& state, const Known& known) {
  for (auto _ : state) {
    if (!verify(known.problem, known.matching).holds) throw std::logic_error("a benchmark's matching does not hold");
  }
}

void verify_dense(benchmark::State& state) { verify_known(state, known_dense(size_of(state))); }

void verify_sparse(benchmark::State& state) { verify_known(state, known_sparse(size_of(state))); }

/// The part of match and of verify that only fingerprints the problem.
void digest_dense(benchmark::State& state) {
  const Known known = known_dense(size_of(state));
  for (auto _ : state) benchmark::DoNotOptimize(digest(known.problem));
}

void check_dense(benchmark::State& state) {
  const Known known = known_dense(size_of(state));
  for (auto _ : state) benchmark::DoNotOptimize(check(known.problem));
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Arg(19)->Arg(100)->Arg(300)->Arg(1000)->Unit(benchmark::kMillisecond);
}

BENCHMARK(match_mentoring)->Apply(sizes)->Complexity();
BENCHMARK(match_uniform)->Apply(sizes)->Complexity();
BENCHMARK(match_default_objective)->Apply(sizes)->Complexity();
BENCHMARK(verify_default_objective)->Apply(sizes);
BENCHMARK(verify_dense)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);
BENCHMARK(verify_sparse)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(digest_dense)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);
BENCHMARK(check_dense)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);
BENCHMARK(match_sparse)->Arg(1000)->Arg(3000)->Arg(10000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(match_grouped)->Arg(200)->Arg(600)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
