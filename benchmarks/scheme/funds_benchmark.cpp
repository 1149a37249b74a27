/// How long it takes to check a ledger and to say what is left.
#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

#include "pairwell/scheme/funds.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

/// n grants, each committed and then spent.
void balances_of_grants(benchmark::State& state) {
  Programme programme = testing::small_programme();
  programme.funds = {{.id = "travel", .purpose = "Travel", .pence = 1'000'000'000}};
  Ledger ledger;
  for (const EntryKind kind : {EntryKind::commit, EntryKind::spend}) {
    for (std::int64_t grant = 0; grant < state.range(0); ++grant) {
      ledger.push_back({.fund = "travel",
                        .kind = kind,
                        .pence = 1250,
                        .grant = "T-" + std::to_string(grant),
                        .mentee = "MM-" + std::to_string(grant),
                        .on = {2017, 7, 3},
                        .by = "A. Officer"});
    }
  }
  for (auto _ : state) benchmark::DoNotOptimize(balances(programme, ledger));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(balances_of_grants)
    ->RangeMultiplier(4)
    ->Range(64, 4096)
    ->Complexity(benchmark::oNLogN)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
