#include "cohort/mentoring.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdlib>

namespace pairwell {
namespace {

using Counts = MentoringAnswers;

constexpr int half_day_sets = 1 << Counts::half_days;
constexpr int manners = Counts::levels * Counts::levels * Counts::frequencies * Counts::formats;
static_assert(Counts::terms * Counts::terms <= 256 && manners <= 256 && Counts::sectors * half_day_sets <= 256);

// Points of each part; together they make 100.
constexpr int first_need = 20;
constexpr int second_need = 15;
constexpr int same_sector = 20;
constexpr std::array<int, Counts::levels> fit_by_distance{10, 9, 7, 4, 0};  // Of each of two items.
constexpr int same_expectation = 5;                                         // Of each of two.
constexpr std::array<int, 3> time_by_common_half_days{0, 5, 10};
constexpr int learned_in_return = 5;
static_assert(first_need + second_need + same_sector + 2 * fit_by_distance[0] + 2 * same_expectation +
                  time_by_common_half_days[2] + learned_in_return ==
              100);

std::uint8_t small(int number) {
  assert(number >= 0 && number <= 255);
  return static_cast<std::uint8_t>(number);
}

/// The codes of manner and practice, taken apart.
struct Manner {
  int fit[2];
  int frequency;
  int format;

  explicit Manner(int code)
      : fit{code / (Counts::levels * Counts::frequencies * Counts::formats),
            code / (Counts::frequencies * Counts::formats) % Counts::levels},
        frequency(code / Counts::formats % Counts::frequencies),
        format(code % Counts::formats) {}
};

int manner_points(const Manner& mentee, const Manner& mentor) {
  int points = 0;
  for (int item = 0; item < 2; ++item) {
    points += fit_by_distance[static_cast<std::size_t>(std::abs(mentee.fit[item] - mentor.fit[item]))];
  }
  points += mentee.frequency == mentor.frequency ? same_expectation : 0;
  return points + (mentee.format == mentor.format ? same_expectation : 0);
}

int practice_points(int mentee, int mentor) {
  const auto common = static_cast<unsigned>(mentee & mentor & (half_day_sets - 1));
  const int points = time_by_common_half_days[static_cast<std::size_t>(std::min(std::popcount(common), 2))];
  return points + (mentee / half_day_sets == mentor / half_day_sets ? same_sector : 0);
}

}  // namespace

MentoringAnswers::Codes MentoringAnswers::draw(Halves& halves) {
  const auto below = [&halves](int bound) { return static_cast<int>(halves.below(static_cast<std::uint32_t>(bound))); };
  // The lower of two draws: the first of twelve is 23 times as common as the last. Each draw has a line of its
  // own, because the order in which operands are evaluated is the compiler's.
  const auto popular = [&below](int bound) {
    const int one = below(bound);
    const int other = below(bound);
    return std::min(one, other);
  };
  const int first = popular(terms);
  const int other = popular(terms - 1);
  const int second = other + (other >= first ? 1 : 0);
  int manner = 0;
  for (const int bound : {levels, levels, frequencies, formats}) manner = manner * bound + below(bound);
  const int sector = popular(sectors);
  const int free = 1 + below(half_day_sets - 1);
  const int aim = popular(terms);
  return {small(first * terms + second), small(manner), small(sector * half_day_sets + free), small(aim)};
}

MentoringAnswers::MentoringAnswers(Halves& halves, std::int32_t mentees, std::int32_t mentors) {
  mentees_.reserve(static_cast<std::size_t>(mentees));
  mentors_.reserve(static_cast<std::size_t>(mentors));
  for (std::int32_t mentee = 0; mentee < mentees; ++mentee) mentees_.push_back(draw(halves));
  for (std::int32_t mentor = 0; mentor < mentors; ++mentor) mentors_.push_back(draw(halves));
}

MentoringRow::MentoringRow(const MentoringAnswers& answers, std::int32_t mentee) : answers_(answers) {
  assert(mentee >= 0 && mentee < std::ssize(answers.mentees_));
  const MentoringAnswers::Codes own = answers.mentees_[static_cast<std::size_t>(mentee)];
  const int first = own.offers / Counts::terms;
  const int second = own.offers % Counts::terms;
  for (int code = 0; code < Counts::terms * Counts::terms; ++code) {
    const auto offered = [code](int term) { return code / Counts::terms == term || code % Counts::terms == term; };
    offers_[static_cast<std::size_t>(code)] =
        small((offered(first) ? first_need : 0) + (offered(second) ? second_need : 0));
  }
  for (int code = 0; code < manners; ++code) {
    manner_[static_cast<std::size_t>(code)] = small(manner_points(Manner(own.manner), Manner(code)));
  }
  for (int code = 0; code < Counts::sectors * half_day_sets; ++code) {
    practice_[static_cast<std::size_t>(code)] = small(practice_points(own.practice, code));
  }
  aim_[own.aim] = small(learned_in_return);
}

}  // namespace pairwell
