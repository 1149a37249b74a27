/// Pair reader: the two readings of pairs that a matching on demand wants, here or in parts somewhere else.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "match/blocking.hpp"
#include "match/listed_pairs.hpp"
#include "match/pair_rows.hpp"
#include "match/priced_stages.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/on_demand.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// What is asked of the pairs of some rows.
struct Asking {
  const PricedStages& now;        ///< The prices by which pairs gain.
  const PricedStages& reference;  ///< Those that margins are kept with; of like stages, and the same for these mentees.
  std::int32_t most = 0;          ///< Pairs of a row that gain and are given.
  std::int32_t nearest = 0;       ///< How many pairs of a row are its nearest.
};

/// What the unlisted pairs of some rows would gain, row after row. The nearest of a row are those of its pairs, listed
/// ones among them, that come furthest in the stages and lose least there.
struct GainsOfRows {
  std::vector<std::int64_t> gaining{};  ///< How many pairs of each row would.
  std::vector<std::int64_t> given{};    ///< How many of them are given.
  std::vector<std::int64_t> near{};     ///< How many pairs of each row are nearest, not listed, and do not gain.
  std::vector<ListedPair> pairs{};      ///< Those that gain most.
  std::vector<ListedPair> nearest{};    ///< In the order of their mentors in each row.
  std::vector<std::int64_t> margins{};  ///< Of each row, by stage, without all of these.
  std::int64_t read = 0;                ///< Pairs that were.
};

class PairReader {
 public:
  PairReader() = default;
  PairReader(const PairReader&) = delete;
  PairReader& operator=(const PairReader&) = delete;
  virtual ~PairReader() = default;

  /// None once the checkpoint has ended, or nobody is left to read.
  virtual std::optional<BestPairs> best(std::span<const std::int32_t> mentees, ListLengths lengths,
                                        Checkpoint& checkpoint) const = 0;

  /// Of the pairs that share a block.
  virtual std::optional<BestInBlocks> best(const PersonBlocks& blocks, ListLengths lengths,
                                           Checkpoint& checkpoint) const = 0;

  /// @param listed of each of the mentees
  virtual std::optional<GainsOfRows> gains(std::span<const std::int32_t> mentees, const Asking& asking,
                                           std::span<const std::span<const std::int32_t>> listed,
                                           Checkpoint& checkpoint) const = 0;
};

/// Reads with threads of this process.
class LocalReader final : public PairReader {
 public:
  explicit LocalReader(const PairRows& rows) : rows_(rows) {}

  std::optional<BestPairs> best(std::span<const std::int32_t> mentees, ListLengths lengths,
                                Checkpoint& checkpoint) const override {
    return best_pairs(rows_, mentees, lengths, checkpoint);
  }
  std::optional<BestInBlocks> best(const PersonBlocks& blocks, ListLengths lengths,
                                   Checkpoint& checkpoint) const override {
    const MenteesInBlocks in_blocks = in_order_of_blocks(blocks);
    return best_in_blocks(rows_, in_blocks.mentees, in_blocks.labels, flat_labels(blocks.mentor), lengths, checkpoint);
  }
  std::optional<GainsOfRows> gains(std::span<const std::int32_t> mentees, const Asking& asking,
                                   std::span<const std::span<const std::int32_t>> listed,
                                   Checkpoint& checkpoint) const override;

 private:
  const PairRows& rows_;
};

/// Has parts of the mentees read by read_part(), wherever the caller's function runs it.
class DistributedReader final : public PairReader {
 public:
  DistributedReader(const PairRows& rows, const Distribution& distribution)
      : rows_(rows), distribution_(distribution) {}

  std::optional<BestPairs> best(std::span<const std::int32_t> mentees, ListLengths lengths,
                                Checkpoint& checkpoint) const override;
  std::optional<BestInBlocks> best(const PersonBlocks& blocks, ListLengths lengths,
                                   Checkpoint& checkpoint) const override;
  std::optional<GainsOfRows> gains(std::span<const std::int32_t> mentees, const Asking& asking,
                                   std::span<const std::span<const std::int32_t>> listed,
                                   Checkpoint& checkpoint) const override;

 private:
  std::vector<std::string> read(const std::string& common, std::vector<std::string> parts) const;

  const PairRows& rows_;
  const Distribution& distribution_;
};

}  // namespace pairwell
