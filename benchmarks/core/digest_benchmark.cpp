/// How long it takes to fingerprint numbers.
#include <cstdint>

#include <benchmark/benchmark.h>

#include "pairwell/core/digest.hpp"

namespace pairwell {
namespace {

void digest_numbers(benchmark::State& state) {
  for (auto _ : state) {
    Digest digest;
    for (std::int64_t number = 0; number < state.range(0); ++number) digest.add(number);
    benchmark::DoNotOptimize(digest.hex());
  }
  state.SetComplexityN(state.range(0));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

BENCHMARK(digest_numbers)->Range(1 << 10, 1 << 19)->Complexity(benchmark::oN)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace pairwell
