/// Gaining pairs: which pairs that are not listed would gain by the prices of those that are.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "match/listed_pairs.hpp"
#include "match/pair_reader.hpp"
#include "match/priced_stages.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/on_demand.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Holds prices against all pairs, and remembers of each row how far prices may fall before it must be read again.
class GainingPairs {
 public:
  /// @param most of a row that are given at once
  GainingPairs(const PairReader& reader, std::int32_t mentees, std::int32_t mentors, std::int32_t most);

  /// The pairs of each row that gain most, and what was read for them; none where the
  /// reading was ended, which counts for nothing.
  std::optional<std::vector<ListedPair>> find(PricedStages stages, const SparseTable& listed, Checkpoint& checkpoint,
                                              Pass& pass);

 private:
  std::vector<std::int32_t> rows_to_read() const;

  const PairReader& reader_;
  std::int64_t mentors_;
  std::int32_t most_;
  std::vector<PricedStages> prices_;   // of each pass
  std::vector<std::int32_t> read_in_;  // the pass that read each row; -1: none, or more of it gain than were given
  std::vector<std::int64_t> margins_;  // of each row, by stage
};

}  // namespace pairwell
