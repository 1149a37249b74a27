#include "pairwell/match/alternate_partners.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "match/loss.hpp"
#include "pairwell/core/error.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::random_problem;

Problem three_mentors() {
  Problem problem{.mentees = 2, .mentors = 3};
  problem.points = DenseTable{{8000, 5000, 1000, 9000, 4000, DenseTable::forbidden}};
  return problem;
}

const Names& names_of_partners() {
  static const Names both{.mentee = {"Ana", "Ben"}, .mentor = {"Xu", "Yates", "Zoe"}};
  return both;
}

TEST(AlternatePartners, ComeInTheOrderOfWhatTheyCost) {
  const Problem problem = three_mentors();
  const Matching matching = match(problem, {MostPairs{}, MostPoints{}});
  const std::vector<AlternatePartner> found =
      alternate_partners(problem, matching, MenteeId(0), 5, names_of_partners());
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].pair, (Pair{MenteeId(0), MentorId(0)}));
  EXPECT_EQ(found[0].text, "Pairing mentee Ana with mentor Xu would mean 2 points fewer in all.");
  EXPECT_EQ(found[1].text, "Pairing mentee Ana with mentor Zoe would mean 4 points fewer in all.");
  EXPECT_EQ(found[1].detail,
            "A best matching that has mentee Ana with mentor Zoe ends mentee Ana with mentor Yates; mentee Ana loses 4 "
            "points; mentor Yates loses a pair and 5 points; mentor Zoe gains a pair and 1 point.");
  EXPECT_EQ(found[1].with.cost, 4000);
  EXPECT_EQ(alternate_partners(problem, matching, MenteeId(0), 1).size(), 1U);
  const std::vector<AlternatePartner> of_zoe =
      alternate_partners(problem, matching, MentorId(2), 5, names_of_partners());
  ASSERT_EQ(of_zoe.size(), 1U);
  EXPECT_EQ(of_zoe[0].text, found[1].text);
}

/// All that why_not says of a person's pairs, in order.
template <class PersonId>
std::vector<Pair> by_asking_each(const Problem& problem, const Matching& matching, PersonId person,
                                 PersonId Pair::*side) {
  struct Answer {
    Pair pair;
    Matching with;
  };
  std::vector<Answer> answers;
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
      const Pair pair{MenteeId(mentee), MentorId(mentor)};
      if (pair.*side != person || std::ranges::count(matching.pairs, pair) > 0) continue;
      const WhyNot why = why_not(problem, matching, pair.mentee, pair.mentor);
      if (!why.with) continue;
      Matching with{.stages = matching.stages};
      for (std::size_t stage = 0; stage < with.stages.size(); ++stage) {
        with.stages[stage].value = why.with->stages[stage].after;
        with.stages[stage].profile = why.with->stages[stage].profile_after;
      }
      answers.push_back({pair, with});
    }
  }
  std::ranges::stable_sort(answers,
                           [](const Answer& one, const Answer& other) { return is_worse(other.with, one.with); });
  std::vector<Pair> pairs;
  for (const Answer& answer : answers) pairs.push_back(answer.pair);
  return pairs;
}

TEST(AlternatePartners, AreThoseThatWhyNotTellsOf) {
  int compared = 0;
  for (const Objective& objective : {default_objective(3), Objective{MostPairs{}, MostPoints{}},
                                     Objective{BestWorst{}, MostPoints{}}, Objective{MostPairs{}, Leximin{}}}) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      const Problem problem = random_problem(seed, support::Shape{.mentees = 6, .mentors = 5, .levels = 8});
      const Matching matching = match(problem, objective);
      if (matching.status != Status::optimal) continue;
      const auto expect = [&](auto person, auto side) {
        const std::vector<Pair> expected = by_asking_each(problem, matching, person, side);
        std::vector<Pair> found;
        for (const AlternatePartner& one : alternate_partners(problem, matching, person, 100))
          found.push_back(one.pair);
        ASSERT_EQ(found, expected);
        compared += static_cast<int>(found.size());
        if (expected.size() < 2) return;
        ASSERT_EQ(alternate_partners(problem, matching, person, 1).at(0).pair, expected[0]);
      };
      for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) expect(MenteeId(mentee), &Pair::mentee);
      for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) expect(MentorId(mentor), &Pair::mentor);
    }
  }
  EXPECT_GT(compared, 300);
}

TEST(AlternatePartners, RefuseWhoIsNobody) {
  const Problem problem = three_mentors();
  const Matching matching = match(problem);
  try {
    alternate_partners(problem, matching, MenteeId(2), 0);
    FAIL() << "neither is right";
  } catch (const InvalidInput& fault) {
    EXPECT_EQ(fault.findings().size(), 2U);
  }
  EXPECT_THROW(alternate_partners(problem, matching, MentorId(-1), 1), InvalidInput);
  const Control late{.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)};
  EXPECT_THROW(alternate_partners(problem, matching, MenteeId(0), 1, {}, late), Stopped);
}

}  // namespace
}  // namespace pairwell
