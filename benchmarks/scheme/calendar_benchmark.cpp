/// How long it takes to read an instant and to turn it into a wall clock's time.
#include <benchmark/benchmark.h>

#include "pairwell/scheme/calendar.hpp"

namespace pairwell {
namespace {

void read_instant(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(parse_instant("2017-04-24T10:00:00+01:00"));
}

void wall_clock_and_back(benchmark::State& state) {
  const Zone zone = Zone::named("Europe/London");
  const Instant instant = parse_instant("2017-04-24T10:00:00+01:00");
  for (auto _ : state) benchmark::DoNotOptimize(zone.instant(zone.local(instant)));
}

BENCHMARK(read_instant);
BENCHMARK(wall_clock_and_back);

}  // namespace
}  // namespace pairwell
