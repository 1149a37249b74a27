/// On demand: exact matching of people whose table of pairs is never made, with a proof that covers all pairs.
///
/// A list of the best pairs of everybody is solved; its prices are then held against all pairs, block by block, and
/// those that would gain join the list, until none does (delayed column generation; docs/design/matching.md, On
/// demand).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/core/ids.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/status.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/objective.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A number for all that a person brings to pairs.
using PersonMark = std::array<std::uint64_t, 2>;

/// What the points of a source depend on, person by person: in two sources that have the same in common, pairs of
/// people with equal marks are worth the same, and the same of them may be.
struct PersonMarks {
  std::string common{};
  std::vector<PersonMark> mentee{};
  std::vector<PersonMark> mentor{};
};

struct ArrangedPairs;

/// What every pair is worth, in blocks. It always says the same of a pair, whatever the block.
class PairSource {
 public:
  static constexpr std::int32_t refused = std::numeric_limits<std::int32_t>::min();  ///< Marks a pair that may not be.
  static constexpr std::int32_t most_units = 1 << 28;  ///< No pair is worth more, or less than minus so many.

  PairSource() = default;
  PairSource(const PairSource&) = delete;
  PairSource& operator=(const PairSource&) = delete;
  virtual ~PairSource() = default;

  virtual std::int32_t mentees() const = 0;
  virtual std::int32_t mentors() const = 0;
  /// Units in a point.
  virtual std::int64_t scale() const { return default_scale; }

  /// Writes the units of a block that is within the people, row by row. May be called from several threads at once.
  virtual void units(const Block& block, std::span<std::int32_t> units) const = 0;

  /// The units of one pair of the people.
  std::int32_t units_of(const Pair& pair) const {
    std::int32_t unit = refused;
    units({pair.mentee.value, 1, pair.mentor.value, 1}, {&unit, 1});
    return unit;
  }

  /// Names what the points come from: sources that differ in any pair have different digests.
  virtual std::string digest() const = 0;

  /// Tells who is as before, so that a later matching need not read their pairs again; none where that is not known.
  virtual std::optional<PersonMarks> marks() const { return {}; }

  /// The same pairs of some of the mentors only, who then stand in this order; null where that reads no faster.
  virtual std::unique_ptr<const PairSource> for_mentors(std::span<const std::int32_t> mentors) const;

  /// The same pairs, arranged so that what they can be worth at most tells many strips of them apart; null where that
  /// does not help. Made when it is first asked for, perhaps by several threads at once. It changes no result.
  virtual const ArrangedPairs* arranged() const { return nullptr; }

  /// No pair of a mentee with these mentors, who stand one after the other, is worth more; `refused` where none may be.
  virtual std::int32_t most_units_of(std::int32_t, std::int32_t, std::int32_t) const { return most_units; }

  /// About how many nanoseconds a pair takes.
  virtual std::int64_t work() const { return 10; }
};

/// A source in another order: people who are worth much the same to others stand together.
struct ArrangedPairs {
  std::vector<std::int32_t> mentees{};         ///< In which order rows are best read.
  std::vector<std::int32_t> mentors{};         ///< Who stands at each place of the source.
  std::unique_ptr<const PairSource> source{};  ///< With the mentees as before.
  std::int32_t strip = 1024;                   ///< Mentors who are read or passed over together; 1 to 4096.
};

/// Into which blocks people fall, by numbers that the caller chose: two people share a block where both have a number.
struct PersonBlocks {
  std::vector<std::vector<std::int32_t>> mentee{};  ///< Of each mentee, 0 or more, in any order; none: in no block.
  std::vector<std::vector<std::int32_t>> mentor{};
};

struct OnDemandMatching;

/// An earlier matching to begin from, of much the same people.
struct Earlier {
  const OnDemandMatching* found = nullptr;
  std::vector<std::int32_t> mentee_before{};  ///< Where each mentee was; -1 where new. Empty: at the same position.
  std::vector<std::int32_t> mentor_before{};
};

/// Reads pairs in parts somewhere else: by processes or machines that have the same source.
struct Distribution {
  /// Is given what all parts have in common and the parts, and gives what read_part() answers to each, in their order;
  /// or nothing at all where nobody is left to read, which ends the call with what it has found.
  std::function<std::vector<std::string>(const std::string& common, const std::vector<std::string>& parts)> read{};
  std::int32_t parts = 1;  ///< Into how many the mentees are divided; the result is the same for all.
};

/// How match_on_demand() goes about it.
struct OnDemandOptions {
  /// Pairs that each mentee lists at first; mentors list as many pairs in all. 0: 32, and 64 of 50,000 mentors and
  /// more, where longer lists save passes. DEFAULT: 0.
  std::int32_t list_length = 0;
  std::int32_t threads = 1;  ///< 1 to 256 read pairs; the result is the same for all. DEFAULT: 1.
  /// How often the rows may be read after the first lists are made; 0: until all pairs are covered. DEFAULT: 0.
  std::int32_t most_passes = 0;
  std::int64_t memory_limit = 0;               ///< In bytes; 0: none. DEFAULT: none.
  const Distribution* distribution = nullptr;  ///< Null: threads of this process read. DEFAULT: null.

  /// What a matching of the day before proved of pairs that it did not list holds today: only pairs of people who are
  /// new, or whose marks are others, and of those whose prices fell by more than such a pair lost, are read. What is
  /// reached is the same with or without, and covers all pairs as well; which of several equally good matchings may
  /// not be. Without marks, or where the earlier matching is not optimal, all is read. DEFAULT: begins anew.
  const Earlier* begin_from = nullptr;

  /// The first lists are made of the pairs that share a block, and only these are read for them. Prices are held
  /// against all pairs as ever, so that what is reached and what is proved do not depend on blocks. Where an earlier
  /// matching is begun from, its lists are the first, and blocks are of no use. DEFAULT: of all pairs.
  const PersonBlocks* blocks = nullptr;
  Control control{};  ///< How to watch and stop the call. DEFAULT: runs to its end, unwatched.
};

/// One reading of pairs.
struct Pass {
  std::int64_t mentees = 0;  ///< All of whose pairs were read, or passed over for what they can be worth at most.
  std::int64_t pairs = 0;    ///< That were read, single ones among them. With a Distribution it depends on its parts.
  std::int64_t gaining = 0;  ///< Unlisted pairs that would gain by the prices at hand.
  std::int64_t added = 0;    ///< To the list.

  friend bool operator==(const Pass&, const Pass&) = default;
};

/// A matching with what was read for it.
struct OnDemandMatching {
  Matching matching{};
  Problem listed{};               ///< The problem of the pairs that were listed.
  std::vector<Pass> passes{};     ///< The first made the lists.
  bool covers_all = false;        ///< Whether the prices were held against all pairs and none would gain.
  std::optional<Status> ended{};  ///< Why the call was stopped; its matching is then that of the pairs listed so far.

  /// What is known of pairs that are not listed, for OnDemandOptions::begin_from; empty where the call was stopped or
  /// found nothing optimal. For each mentee the nearest pairs (8 bytes each, at most twice as many as are listed) and 8
  /// bytes a stage; for everybody a price of 8 bytes a stage, a mark of 16 and a bound of 4; and a digest, so that
  /// bytes that were changed or belong to other listed pairs are no use, and all pairs are read.
  std::string kept{};
};

/// Everything about a problem and an objective that match_on_demand() throws for. Of the objective, stages by levels
/// are refused: they count the open pairs of all people at each level.
/// @param rules The people, capacities, groups, forbidden and locked pairs of the problem. Its own points are not read.
Findings check_on_demand(const PairSource& source, const Problem& rules, const Objective& objective);

/// About how many bytes a call takes at most beside the source, and beside the mentors whom it gives once more for each
/// of their blocks.
std::int64_t memory_of(const PairSource& source, const OnDemandOptions& options);

/// Solves a problem whose points come from a source: what match() gives on the table of all pairs, of which some best
/// matching and some proof.
/// @throws InvalidInput for what check_on_demand() finds, for options out of range, where memory_of() is over the
/// limit, and for a source that gives units out of its range.
/// @complexity pairs of all people, twice or a little more, and a sparse problem of the listed ones a pass
OnDemandMatching match_on_demand(const PairSource& source, const Problem& rules, const Objective& objective,
                                 const OnDemandOptions& options = {});

/// Answers a part of a Distribution, wherever the source is.
/// @throws InvalidInput for bytes that no match_on_demand() of this version made, and for another source's.
std::string read_part(const PairSource& source, std::string_view common, std::string_view part,
                      std::int32_t threads = 1);

/// Recomputes everything from the source alone, in exact integers, as verify() does from a table.
/// @complexity linear in the pairs of all people
Verdict verify_on_demand(const PairSource& source, const Problem& rules, const Matching& matching,
                         std::int32_t threads = 1, const Control& control = {});

}  // namespace pairwell
