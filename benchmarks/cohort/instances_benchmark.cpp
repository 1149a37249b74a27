/// How long it takes to draw instances.
#include <cstdint>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/instances.hpp"

namespace pairwell {
namespace {

void draw_dense(benchmark::State& state, DenseClass kind) {
  const std::int64_t side = state.range(0);
  for (auto _ : state) benchmark::DoNotOptimize(dense_instance(kind, {.rows = side, .columns = side, .seed = 7}));
  state.SetComplexityN(side);
}

void draw_sparse(benchmark::State& state) {
  const std::int64_t side = state.range(0);
  for (auto _ : state) benchmark::DoNotOptimize(sparse_instance({.rows = side, .columns = side, .seed = 7}));
  state.SetComplexityN(side);
}

void draw_capacitated(benchmark::State& state) {
  const std::int64_t mentees = state.range(0);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        capacitated_instance({.mentees = mentees, .mentors = mentees / 4, .degree = 20, .seed = 7}));
  }
  state.SetComplexityN(mentees);
}

void squares(benchmark::internal::Benchmark* benchmark) {
  benchmark->RangeMultiplier(2)->Range(128, 1024)->Complexity(benchmark::oNSquared)->Unit(benchmark::kMillisecond);
}

void lists(benchmark::internal::Benchmark* benchmark) {
  benchmark->RangeMultiplier(4)->Range(1024, 65536)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);
}

BENCHMARK_CAPTURE(draw_dense, uniform, DenseClass::uniform)->Apply(squares);
BENCHMARK_CAPTURE(draw_dense, geometric, DenseClass::geometric)->Apply(squares);
BENCHMARK_CAPTURE(draw_dense, mentoring, DenseClass::mentoring)->Apply(squares);
BENCHMARK(draw_sparse)->Apply(lists);
BENCHMARK(draw_capacitated)->Apply(lists);

}  // namespace
}  // namespace pairwell
