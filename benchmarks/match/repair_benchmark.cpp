/// How long a change takes from the proof of the old matching, beside a solution of the changed problem.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/instances.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/repair.hpp"

namespace pairwell {
namespace {

enum Kind : std::int64_t { veto, withdrawal, arrival, capacity };

/// As many mentees as mentors, every pair admissible; the objective is the first argument.
Problem problem_to_repair(std::int64_t people) {
  Problem problem = as_problem(dense_instance(DenseClass::mentoring, {.rows = people, .columns = people, .seed = 7}));
  problem.mentor_capacity.assign(static_cast<std::size_t>(people), Range{});
  return problem;
}

Objective objective_to_repair(std::int64_t which) {
  return which == 0 ? Objective{MostPairs{}, MostPoints{}} : default_objective(4);
}

/// A change of somebody else in each turn.
ProblemChange change_of(std::int64_t kind, std::int64_t turn, Repairer& repairer) {
  const std::vector<Pair>& pairs = repairer.matching().pairs;
  const Pair pair = pairs[static_cast<std::size_t>(7919 * (turn + 1)) % pairs.size()];
  if (kind == veto) return Veto{pair};
  if (kind == withdrawal) return Withdrawal{pair.mentee};
  if (kind == capacity) return NewRange{pair.mentor, {0, 2}};
  MenteeArrival newcomer;
  const auto& units = std::get<DenseTable>(repairer.problem().points).units;
  const auto mentors = static_cast<std::size_t>(repairer.problem().mentors);
  const std::size_t like = static_cast<std::size_t>(pair.mentee.value) * mentors;
  newcomer.units.assign(units.begin() + static_cast<std::ptrdiff_t>(like),
                        units.begin() + static_cast<std::ptrdiff_t>(like + mentors));
  std::ranges::reverse(newcomer.units);
  return newcomer;
}

void a_full_solution(benchmark::State& state) {
  const Problem problem = problem_to_repair(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(match(problem, objective_to_repair(state.range(0))));
}

void begin_repairer(benchmark::State& state) {
  const Problem problem = problem_to_repair(state.range(1));
  const Matching matching = match(problem, objective_to_repair(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(Repairer(problem, matching));
}

void one_change(benchmark::State& state) {
  Problem problem = problem_to_repair(state.range(1));
  const Matching matching = match(problem, objective_to_repair(state.range(0)));
  Repairer repairer(std::move(problem), matching);
  std::int64_t turn = 0;
  std::int64_t from_proof = 0;
  for (auto _ : state) {
    const Repair repair = repairer.repair({change_of(state.range(2), turn++, repairer)});
    from_proof += repair.is_from_proof ? 1 : 0;
  }
  state.counters["from_proof"] = static_cast<double>(from_proof) / static_cast<double>(state.iterations());
  if (!verify(repairer.problem(), repairer.matching()).holds) throw std::logic_error("a repair does not hold");
}

void sizes_of_repairs(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgsProduct({{0, 1}, {500, 2000}})->Unit(benchmark::kMillisecond);
}

void changes_of_repairs(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgsProduct({{0, 1}, {500, 2000}, {veto, withdrawal, arrival, capacity}})->Unit(benchmark::kMillisecond);
}

BENCHMARK(a_full_solution)->Apply(sizes_of_repairs);
BENCHMARK(begin_repairer)->Apply(sizes_of_repairs);
BENCHMARK(one_change)->Apply(changes_of_repairs);

}  // namespace
}  // namespace pairwell
