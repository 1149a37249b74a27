/// How long it takes to give a sitting to everybody.
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/round/appointments.hpp"

namespace pairwell {
namespace {

Interval half_hours(std::int64_t from, std::int64_t to) { return {Instant{from * 1800}, Instant{to * 1800}}; }

/// People who are free in four stretches of two hours each, and a panel for every eight of them with sixteen sittings.
void schedule_interviews(benchmark::State& state) {
  const std::int64_t people = state.range(0);
  Random random(1);
  std::vector<ScheduleRequest> requests;
  for (std::int64_t person = 0; person < people; ++person) {
    requests.push_back({.person = "MM-" + std::to_string(person)});
    for (int stretch = 0; stretch < 4; ++stretch) {
      const auto from = static_cast<std::int64_t>(random.below(13));
      requests.back().free.push_back(half_hours(from, from + 4));
    }
  }
  std::vector<ScheduleHost> hosts;
  for (std::int64_t panel = 0; panel < people / 8; ++panel) {
    hosts.push_back({.id = "panel " + std::to_string(panel), .members = {}, .free = {half_hours(0, 16)}});
  }
  for (auto _ : state) benchmark::DoNotOptimize(make_schedule(requests, hosts));
  state.SetComplexityN(people);
}

BENCHMARK(schedule_interviews)->RangeMultiplier(2)->Range(16, 128)->Complexity()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
