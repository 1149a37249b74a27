/// The criteria that a programme has by default give the integers of the six parts that they replaced.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/standard_questions.hpp"
#include "pairwell/score/score.hpp"
#include "support/scheme_builders.hpp"
#include "support/six_parts/six_parts.hpp"

namespace pairwell {
namespace {

Programme pilot_like() {
  Programme programme;
  programme.nations = {"England", "Scotland", "Wales"};
  programme.timetable = testing::small_programme().timetable;
  programme.questions = standard_questions(programme.nations, {});
  programme.funds = {{.id = "access", .purpose = "Access needs", .pence = 500'000}};
  return programme;
}

/// Parts, coverage, points and refusals of every pair of a cohort.
void expect_the_same(const Programme& programme, const Weights& weights, const std::vector<MenteeForm>& mentees,
                     const std::vector<MentorForm>& mentors) {
  const std::vector<six_parts::PairScore> wanted = six_parts::score_all(programme, weights, mentees, mentors);
  const ScoreTable table = score_pairs(programme, mentees, mentors);
  ASSERT_EQ(table.mentees, std::ssize(mentees));
  ASSERT_EQ(table.mentors, std::ssize(mentors));
  for (std::int32_t i = 0; i < table.mentees; ++i) {
    for (std::int32_t j = 0; j < table.mentors; ++j) {
      const six_parts::PairScore& old = wanted[table.place(MenteeId(i), MentorId(j))];
      const PairScore now = table.at(MenteeId(i), MentorId(j));
      ASSERT_EQ(table.points(MenteeId(i), MentorId(j)), old.points) << i << ", " << j;
      ASSERT_EQ(table.allowed(MenteeId(i), MentorId(j)), old.refusals.empty()) << i << ", " << j;
      ASSERT_EQ(now.points, old.points) << i << ", " << j;
      ASSERT_EQ(now.coverage, old.coverage) << i << ", " << j;
      ASSERT_EQ(now.refusals, old.refusals) << i << ", " << j;
      ASSERT_EQ(now.parts.size(), old.parts.size());
      for (std::size_t k = 0; k < old.parts.size(); ++k) {
        EXPECT_EQ(now.parts[k].id, six_parts::to_string(static_cast<six_parts::Part>(k)));
        ASSERT_EQ(now.parts[k].share, old.parts[k].share) << now.parts[k].id << " of " << i << ", " << j;
        EXPECT_EQ(now.parts[k].answered, old.parts[k].share.has_value());
        ASSERT_EQ(now.parts[k].points, old.parts[k].points) << now.parts[k].id << " of " << i << ", " << j;
      }
    }
  }
}

TEST(StandardCriteria, GiveTheIntegersOfTheSixParts) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Programme programme = pilot_like();
    if (seed == 2) programme.pairing = {.common_slots = 2, .regions = Across::forbidden, .same_employer = false};
    const Weights weights = seed == 3 ? Weights{40, 5, 0, 33, 7, 15} : Weights{};
    programme.criteria = standard_criteria(weights, programme.pairing.common_slots);
    const SyntheticCohort cohort = synthetic_cohort(programme, {.mentees = 60, .mentors = 30, .seed = seed});
    const auto mentees = read_mentee_forms(cohort.mentees, programme).forms;
    const auto mentors = read_mentor_forms(cohort.mentors, programme).forms;
    ASSERT_GT(mentees.size(), 30U);
    ASSERT_GT(mentors.size(), 15U);
    expect_the_same(programme, weights, mentees, mentors);
  }
}

}  // namespace
}  // namespace pairwell
