/// Made-up answers of mentees and mentors, and the points of their pairs: a small model of what a programme scores.
///
/// Weights are those of a programme's default. Answers are categories, so that points have few levels and many ties;
/// low terms are more popular than high ones on both sides, so that people compete.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "cohort/draws.hpp"

namespace pairwell {

/// The points, 0 to 100, of one mentee with every mentor.
class MentoringRow;

/// The answers of everybody.
class MentoringAnswers {
 public:
  static constexpr int terms = 12;       ///< Of the vocabulary of needs and offers.
  static constexpr int levels = 5;       ///< Of each of two items of fit.
  static constexpr int frequencies = 3;  ///< How often to meet.
  static constexpr int formats = 3;      ///< How to meet.
  static constexpr int sectors = 8;      ///< Of work.
  static constexpr int half_days = 5;    ///< On which people can meet.

  MentoringAnswers(Halves& halves, std::int32_t mentees, std::int32_t mentors);

 private:
  friend class MentoringRow;

  /// One person's answers, as numbers that tables can be indexed by.
  struct Codes {
    std::uint8_t offers;    ///< Two different terms: needs of a mentee, offers of a mentor.
    std::uint8_t manner;    ///< Two items of fit, frequency, format.
    std::uint8_t practice;  ///< Sector and half-days.
    std::uint8_t aim;       ///< One term: what a mentee can teach, what a mentor wants to learn.
  };

  static Codes draw(Halves& halves);

  std::vector<Codes> mentees_;
  std::vector<Codes> mentors_;
};

class MentoringRow {
 public:
  MentoringRow(const MentoringAnswers& answers, std::int32_t mentee);

  std::int64_t operator[](std::int32_t mentor) const {
    assert(mentor >= 0 && mentor < std::ssize(answers_.mentors_));
    const MentoringAnswers::Codes codes = answers_.mentors_[static_cast<std::size_t>(mentor)];
    return offers_[codes.offers] + manner_[codes.manner] + practice_[codes.practice] + aim_[codes.aim];
  }

 private:
  const MentoringAnswers& answers_;
  std::array<std::uint8_t, 256> offers_{};  ///< Points of a part for each code that a mentor may have.
  std::array<std::uint8_t, 256> manner_{};
  std::array<std::uint8_t, 256> practice_{};
  std::array<std::uint8_t, 256> aim_{};
};

}  // namespace pairwell
