/// How long it takes to score every mentee with every mentor.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/scheme/standard_questions.hpp"
#include "pairwell/score/score.hpp"
#include "support/pilot_forms.hpp"

namespace pairwell {
namespace {

using testing::PilotForm;

/// Answers everything, as forms do where nobody leaves a blank: the most work there can be.
void fill(PilotForm& form, std::string_view others, int count, Random& random) {
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

Programme programme() {
  Programme result;
  result.questions = standard_questions({}, {});
  result.criteria = standard_criteria({});
  return result;
}

void score_all_pairs(benchmark::State& state) {
  const int people = static_cast<int>(state.range(0));
  Random random(7);
  std::vector<MenteeForm> mentees;
  std::vector<MentorForm> mentors;
  for (int i = 0; i < people; ++i) {
    PilotForm mentee{.reference = "M" + std::to_string(i)};
    PilotForm mentor{.reference = "R" + std::to_string(i)};
    fill(mentee, "R", people, random);
    fill(mentor, "M", people, random);
    mentees.push_back(testing::mentee_form(mentee));
    mentors.push_back(testing::mentor_form(mentor));
  }
  const Programme of = programme();
  for (auto _ : state) benchmark::DoNotOptimize(score_pairs(of, mentees, mentors));
  state.SetComplexityN(people);
  state.counters["pairs/s"] =
      benchmark::Counter(static_cast<double>(people) * people, benchmark::Counter::kIsIterationInvariantRate);
}

BENCHMARK(score_all_pairs)
    ->Arg(60)
    ->Arg(500)
    ->Arg(2000)
    ->Complexity(benchmark::oNSquared)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
