/// How long it takes to score every mentee with every mentor by the standard criteria.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/score/scorer.hpp"
#include "support/standard_scoring.hpp"

namespace pairwell {
namespace {

/// Answers everything, as forms do where nobody leaves a blank: the most work there can be.
void fill(Form& form, std::string_view others, int count, Random& random) {
  const auto number = [&](int least, int most) {
    return least + static_cast<int>(random.below(static_cast<std::uint64_t>(most - least + 1)));
  };
  for (int i = 0; i < 4; ++i) form.needs.push_back({"term " + std::to_string(number(0, 29)), number(1, 3)});
  for (int i = 0; i < 6; ++i) form.offers.push_back("term " + std::to_string(number(0, 29)));
  for (int i = 0; i < 3; ++i) form.wishes.push_back(std::string(others) + std::to_string(number(0, count - 1)));
  for (int i = 0; i < 8; ++i) form.fit.emplace_back(number(1, 5));
  for (int i = 0; i < 5; ++i) form.slots.push_back("slot " + std::to_string(number(0, 13)));
  form.meetings_a_month = number(1, 4);
  form.minutes = 15 * number(2, 8);
  form.format = number(0, 1) == 0 ? "either" : "in person";
  form.purpose = number(0, 1) == 0 ? "career" : "skills";
  form.area = "area " + std::to_string(number(0, 40));
  form.travel_minutes = number(0, 120);
  form.employer = "employer " + std::to_string(number(0, count));
  form.team = "team " + std::to_string(number(0, 5));
  form.nation = "England";
}

Scorer scorer_of(int people) {
  Random random(7);
  std::vector<MenteeForm> mentees(static_cast<std::size_t>(people));
  std::vector<MentorForm> mentors(static_cast<std::size_t>(people));
  for (int i = 0; i < people; ++i) {
    const auto place = static_cast<std::size_t>(i);
    mentees[place].reference = "M" + std::to_string(i);
    mentors[place].reference = "R" + std::to_string(i);
    fill(mentees[place], "R", people, random);
    fill(mentors[place], "M", people, random);
  }
  return standard_scorer({}, mentees, mentors);
}

void score_table(benchmark::State& state) {
  const int people = static_cast<int>(state.range(0));
  const Scorer scorer = scorer_of(people);
  benchmark::DoNotOptimize(scorer.table());
  for (auto _ : state)
    benchmark::DoNotOptimize(scorer.table({.control = {}, .threads = static_cast<int>(state.range(1))}));
  state.counters["pairs/s"] =
      benchmark::Counter(static_cast<double>(people) * people, benchmark::Counter::kIsIterationInvariantRate);
}

void make_scorer_and_table(benchmark::State& state) {
  const int people = static_cast<int>(state.range(0));
  const Scorer made = scorer_of(people);
  for (auto _ : state) {
    const Scorer scorer(made.scoring(), made.answers(Role::mentee), made.answers(Role::mentor));
    benchmark::DoNotOptimize(scorer.table());
  }
}

void score_one_pair(benchmark::State& state) {
  const Scorer scorer = scorer_of(60);
  for (auto _ : state) benchmark::DoNotOptimize(scorer.pair(MenteeId(3), MentorId(4)));
}

BENCHMARK(score_table)
    ->Args({500, 1})
    ->Args({2000, 1})
    ->Args({2000, 2})
    ->Args({10000, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(make_scorer_and_table)->Arg(500)->Arg(2000)->Unit(benchmark::kMillisecond);
BENCHMARK(score_one_pair)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace pairwell
