/// Criterion: how well an answer of the mentee goes with an answer of the mentor, as a share from 0 to 1000.
///
/// Each comparison has an exact integer definition (docs/design/score.md): shares are the same on every machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/question.hpp"

namespace pairwell {

/// The greatest weight of a criterion, or of a line of the rubric.
inline constexpr std::int32_t most_weight = 1000;

/// How two answers are compared.
enum class Comparison {
  covers,           ///< The share of one side's needs, weighted by priority, that the other side offers.
  overlap,          ///< What two sets have in common.
  same,             ///< 1000 where both are equal.
  different,        ///< 1000 where both are not.
  near,             ///< Full up to a distance, nothing from another on.
  at_least,         ///< 1000 where the mentor's is at or above the mentee's.
  gap,              ///< The mentor's minus the mentee's: full within bounds, falling off outside.
  ratio,            ///< The smaller number as a share of the larger.
  wish,             ///< The ranks that one or both sides gave each other.
  table,            ///< A share for each pair of answers, written down.
  distance,         ///< How far apart two places are, in bands.
  travel,           ///< Whether two can meet without travelling, or how far both together would travel.
  common_time,      ///< How much of the week both are free.
  common_language,  ///< The level that both reach in their best common language.
  dot,              ///< The dot product of two vectors.
  given,            ///< A table of pairs: a panel's or an interviewer's marks.
  mean,             ///< The mean of several criteria.
};

/// What a blank answer counts.
enum class Blank {
  neutral,  ///< The criterion's neutral share.
  leaves,   ///< Nothing: the criterion leaves both sums.
  zero,     ///< The share 0.
};

enum class Overlap { jaccard, dice, smaller };  ///< Of both together, of the mean size, of the smaller set.
enum class Curve { straight, square };          ///< How a share falls: evenly, or each step more than the one before.
enum class Sides { both, mentee, mentor };      ///< Whose wishes count.

/// The enumerators' names: "common_time", "leaves", "jaccard", "square", "mentee".
std::string_view to_string(Comparison comparison);
std::string_view to_string(Blank blank);
std::string_view to_string(Overlap overlap);
std::string_view to_string(Curve curve);
std::string_view to_string(Sides sides);

/// The share of two answers that are written in words.
struct TableShare {
  std::string mentee{};
  std::string mentor{};
  std::int32_t share = 0;

  friend bool operator==(const TableShare&, const TableShare&) = default;
};

/// From a number on (kilometres, minutes), a share.
struct Band {
  std::int64_t from = 0;
  std::int32_t share = 0;

  friend bool operator==(const Band&, const Band&) = default;
};

/// The share of one pair, by references.
struct GivenShare {
  std::string mentee{};
  std::string mentor{};
  std::int32_t share = 0;

  friend bool operator==(const GivenShare&, const GivenShare&) = default;
};

/// One criterion. What a comparison does not use is left as it is here; check(programme) says so where it is not.
struct Criterion {
  std::string id{};     ///< "needs".
  std::string words{};  ///< For people: "Needs met by what the mentor offers".
  Comparison compare = Comparison::same;
  std::string mentee{};     ///< The question that mentees answered.
  std::string mentor{};     ///< The question that mentors answered.
  std::int32_t weight = 0;  ///< 0 to 1000; within a mean, 1 where 0.
  Blank blank = Blank::neutral;
  std::optional<std::int32_t> neutral{};  ///< What a blank counts, 0 to 1000; neutral_share() where none.

  Role needs_of = Role::mentee;        ///< covers: whose needs; common_language, at_least: one way as they say.
  Overlap overlap = Overlap::jaccard;  ///< overlap
  std::int64_t low = 0;            ///< near: full up to it. gap: full from it. common_time: what does not count yet.
  std::int64_t high = 0;           ///< near: nothing from it on. gap: full up to it. common_time: so much more is full.
  std::int64_t fall = 0;           ///< gap: nothing from so far outside on. at_least: the same, below.
  Curve curve = Curve::straight;   ///< near, gap, at_least: how the share falls in between.
  Sides sides = Sides::both;       ///< wish
  std::vector<std::string> any{};  ///< same, travel: answers that suit every other ("either"), or need no travel.
  std::vector<TableShare> table{};  ///< table; a pair of answers that is not in it has the share `otherwise`.
  std::int32_t otherwise = 0;       ///< table, given
  std::vector<Band> bands{};        ///< distance, travel, dot: rising; below the first: 0 (travel), 1000 (distance).
  std::string minutes{};            ///< travel: the question how far somebody would travel, in minutes.
  std::string format{};             ///< travel: the question how somebody would meet.
  std::vector<GivenShare> pairs{};  ///< given
  std::vector<Criterion> of{};      ///< mean: what it is the mean of. They have no means within.

  friend bool operator==(const Criterion&, const Criterion&) = default;
};

/// What a blank counts in a criterion with Blank::neutral: its own share; where it has none, 200 for covers, overlap,
/// wish, dot and given, by which two people at random have little in common, and 500 for the others
/// (docs/decisions/0085-a-blank-does-not-pay.md).
std::int32_t neutral_share(const Criterion& criterion);

/// A rule of a pair: it forbids the pair where the comparison says so. What is blank forbids nothing.
struct PairRule {
  std::string id{};
  int version = 1;
  std::string sentence{};  ///< "Nobody is paired with their line manager."
  std::string reason{};    ///< Said where it forbids: "The mentor manages the mentee."
  Criterion compare{};     ///< Its id, words, weight and blank are not used.
  bool forbids = true;     ///< Forbids where the share is at or above `share`; else requires that it is.
  std::int32_t share = 1000;

  friend bool operator==(const PairRule&, const PairRule&) = default;
};

/// Checks criteria against the questions that they name: ids, weights that are all 0, what a comparison does not use or
/// does need, questions that are not asked of a role, are kept apart or cannot be compared.
Findings check(const std::vector<Criterion>& criteria, const std::vector<Question>& questions);

/// The same for rules of pairs.
Findings check(const std::vector<PairRule>& rules, const std::vector<Question>& questions);

}  // namespace pairwell
