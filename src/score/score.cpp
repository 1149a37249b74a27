#include "pairwell/score/score.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "pairwell/core/error.hpp"
#include "pairwell/core/progress.hpp"
#include "score/arithmetic.hpp"

namespace pairwell {
namespace {

/// So much that the clock is read.
constexpr std::int64_t work_of_a_step = 1'000'000'000;

/// Calls the scorer for a function of another name, which is what faults are told of.
template <class Call>
auto called_as(std::string_view function, Call call) try {
  return call();
} catch (const InvalidInput& fault) {
  throw InvalidInput(function, fault.findings());
} catch (const Stopped& stopped) {
  throw Stopped(function, stopped.status());
}

}  // namespace

PairScore score(const Programme& programme, const MenteeForm& mentee, const MentorForm& mentor) {
  return called_as("score", [&] {
    return Scorer(programme, std::span(&mentee, 1), std::span(&mentor, 1)).pair(MenteeId(0), MentorId(0));
  });
}

Points ScoreTable::points(MenteeId mentee, MentorId mentor) const {
  const std::int32_t own = units[place(mentee, mentor)];
  return Points(own < 0 ? ~own : own);
}

PairScore ScoreTable::at(MenteeId mentee, MentorId mentor) const {
  if (mentee.value < 0 || mentee.value >= mentees || mentor.value < 0 || mentor.value >= mentors) {
    throw InvalidInput("ScoreTable.at", "pair",
                       "there is no such pair among " + std::to_string(mentees) + " mentees and " +
                           std::to_string(mentors) + " mentors",
                       to_string(Pair{mentee, mentor}));
  }
  if (scorer) return scorer->pair(mentee, mentor);
  PairScore pair{.points = points(mentee, mentor), .coverage = 0, .parts = {}, .refusals = {}};
  if (!allowed(mentee, mentor)) pair.refusals.push_back({"table", "The table of scores refuses the pair."});
  return pair;
}

ScoreTable score_pairs(const Programme& programme, const std::vector<MenteeForm>& mentees,
                       const std::vector<MentorForm>& mentors, const ScoreOptions& options) {
  return called_as("score_pairs", [&] {
    const auto begin = std::chrono::steady_clock::now();
    Checkpoint checkpoint(options.control);
    checkpoint.enter("scores", std::ssize(mentees));
    const auto look = [&] {
      checkpoint.spend(work_of_a_step);
      checkpoint.throw_if_ended("score_pairs");
    };
    Answers of_mentees = answers_of(programme, mentees);
    look();
    Answers of_mentors = answers_of(programme, mentors);
    look();
    Scorer scorer(scoring_of(programme), std::move(of_mentees), std::move(of_mentors));
    look();
    ScoreOptions rest = options;
    if (rest.control.time_limit) {
      const auto left = *rest.control.time_limit - (std::chrono::steady_clock::now() - begin);
      rest.control.time_limit = std::max(left, std::chrono::steady_clock::duration{});
    }
    ScoreTable table{
        .mentees = scorer.mentees(), .mentors = scorer.mentors(), .units = scorer.table(rest), .scorer = {}};
    table.scorer = std::move(scorer);
    return table;
  });
}

std::string in_words(const PairScore& score) {
  return to_string(Points(divide<std::int64_t>(score.points.units, default_scale / 10)), 10) + " from " +
         std::to_string(score.coverage / 10) + "% of the weight answered";
}

}  // namespace pairwell
