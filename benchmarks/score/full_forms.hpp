/// Full forms: applicants who answered every standard question that is scored, drawn with a fixed seed.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/random.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/standard_questions.hpp"
#include "support/pilot_forms.hpp"

namespace pairwell::benchmarks {

/// Answers everything, as forms do where nobody leaves a blank: the most work there can be.
inline void answer_all(testing::PilotForm& form, std::string_view others, int count, Random& random) {
  const auto number = [&](int least, int most) {
    return least + static_cast<int>(random.below(static_cast<std::uint64_t>(most - least + 1)));
  };
  for (int i = 0; i < 4; ++i) form.needs.push_back({"term " + std::to_string(number(0, 29)), number(1, 3)});
  for (int i = 0; i < 6; ++i) form.offers.push_back("term " + std::to_string(number(0, 29)));
  for (int i = 0; i < 3; ++i) form.wishes.push_back(std::string(others) + std::to_string(number(0, count - 1)));
  for (int i = 0; i < std::ssize(fit_items()); ++i) form.fit.emplace_back(number(1, 5));
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

/// As many mentees as mentors, and the standard questions and criteria.
struct FullForms {
  Programme programme{};
  std::vector<MenteeForm> mentees{};
  std::vector<MentorForm> mentors{};
};

inline FullForms full_forms(int people) {
  Random random(7);
  FullForms result;
  result.programme.questions = standard_questions({}, {});
  result.programme.criteria = standard_criteria({});
  for (int i = 0; i < people; ++i) {
    testing::PilotForm mentee{.reference = "M" + std::to_string(i)};
    testing::PilotForm mentor{.reference = "R" + std::to_string(i)};
    answer_all(mentee, "R", people, random);
    answer_all(mentor, "M", people, random);
    result.mentees.push_back(testing::mentee_form(mentee));
    result.mentors.push_back(testing::mentor_form(mentor));
  }
  return result;
}

}  // namespace pairwell::benchmarks
