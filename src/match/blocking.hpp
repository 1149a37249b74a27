/// Blocking: the pairs of people who share a block, of which the first lists of a matching on demand can be made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "match/listed_pairs.hpp"
#include "match/pair_rows.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/on_demand.hpp"

namespace pairwell {

/// What was read of the pairs that share a block.
struct ReadInBlocks {
  std::int64_t mentees = 0;  ///< All of whose pairs were read.
  std::int64_t pairs = 0;
};

/// The best pairs among those that share a block.
struct BestInBlocks {
  BestPairs best{};
  ReadInBlocks read{};
};

/// Labels of some people, one person after the other: what a part of a Distribution is sent.
struct FlatLabels {
  std::vector<std::int64_t> starts{0};
  std::vector<std::int32_t> labels{};

  std::size_t people() const { return starts.size() - 1; }
  std::span<const std::int32_t> of(std::size_t person) const {
    return std::span(labels).subspan(at(starts[person]), at(starts[person + 1] - starts[person]));
  }
  /// Those of another person, each label once and rising.
  void add(std::span<const std::int32_t> more);
};

FlatLabels flat_labels(const std::vector<std::vector<std::int32_t>>& labels);

/// @throws InvalidInput where there are not labels for everybody, or where one is negative.
void check_blocks(const PairSource& source, const PersonBlocks& blocks);

/// Some mentees who are in a block, those of the same blocks next to each other.
struct MenteesInBlocks {
  std::vector<std::int32_t> mentees{};
  FlatLabels labels{};
};

MenteesInBlocks in_order_of_blocks(const PersonBlocks& blocks);

/// The pairs with the most units, among those that share a block, of some mentees and of every mentor among these
/// mentees: as best_pairs() gives them among all. None once the checkpoint has ended.
/// @param of_mentors the labels of all mentors
/// @throws InvalidInput for units out of the range of a source.
std::optional<BestInBlocks> best_in_blocks(const PairRows& rows, std::span<const std::int32_t> mentees,
                                           const FlatLabels& of_mentees, const FlatLabels& of_mentors,
                                           ListLengths lengths, Checkpoint& checkpoint);

}  // namespace pairwell
