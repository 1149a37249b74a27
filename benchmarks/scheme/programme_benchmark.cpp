/// How long it takes to read a programme from its file.
#include <cstdint>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "pairwell/scheme/programme.hpp"

namespace pairwell {
namespace {

constexpr std::string_view head = R"(id = "pilot"
name = "Pilot"
starts = "June 2017"
ends = "November 2017"
nations = ["England", "Scotland"]
[timetable]
zone = "Europe/London"
[timetable.deadline]
title = "Deadline"
on = "Monday 24 April 2017"
at = "10:00"
)";

/// A file with n rules.
void read_programme_of_rules(benchmark::State& state) {
  std::string text(head);
  for (std::int64_t rule = 0; rule < state.range(0); ++rule) {
    text += "[rules.rule_" + std::to_string(rule) +
            "]\nversion = 1\nsentence = \"You work in the sector.\"\nreason = \"The form does not say so.\"\n"
            "field = \"works_as\"\none_of = [\"employee\", \"volunteer\"]\n";
  }
  for (auto _ : state) benchmark::DoNotOptimize(read_programme(text));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(read_programme_of_rules)->RangeMultiplier(4)->Range(4, 1024)->Complexity()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
