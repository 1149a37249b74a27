/// Bottleneck: every row to a column, the worst pair as good as can be, where rows are needed and columns have places
/// (docs/design/matching.md, Stages).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/common.hpp"
#include "kernel/flow/flow.hpp"
#include "kernel/flow/network.hpp"
#include "kernel/flow/state.hpp"

namespace pairwell::kernel {

/// The most that the worst free pair could be worth by what one node needs.
struct WorthBound {
  std::int64_t worth = 0;
  std::int32_t node = none;  ///< Needs a pair more than are in, and has none of more worth; none: nobody needs one.
};

/// Searches for a path from one row after another, over pairs of the threshold or more, and lowers the threshold where
/// none is left, as Derigs and Zimmermann (1978) have it. Rows are sets of bits until it falls within a search.
class Bottleneck {
 public:
  /// Whether every row needs just one pair, no column needs any but by that, and most pairs are there.
  static bool suits(const Network& network);

  /// All that is given outlives this.
  Bottleneck(const Network& network, std::span<const std::int64_t> worth, const Spend& spend, const Reach& reach);

  /// Solved; stopped; or infeasible, where the network holds no such flow at all.
  /// @complexity O(rows x pairs) at worst; on most tables little more than one reading of the pairs.
  Outcome run(WorthBound highest);

  /// What the worst free pair is worth.
  std::int64_t worth() const { return threshold_; }

  /// The flow, without potentials.
  void write(Flow& flow) const;

  /// Potentials which prove that free pairs of more worth do not suffice.
  std::vector<std::int64_t> proof() const;

 private:
  std::vector<std::int32_t> rows_without_pair();
  void open(std::int32_t row);
  bool find_free_column(std::int32_t row);
  bool search(std::int32_t row);
  bool search_at_threshold();
  bool search_lowering();
  void reach_column(std::int32_t column);
  void offer(std::int32_t row);
  void send();
  void put(std::int32_t row, std::int32_t column);
  void remove(std::int32_t row);
  void keep_proof();

  std::uint64_t* bits(std::int32_t row) { return bits_.data() + static_cast<std::ptrdiff_t>(row) * words_; }

  const Network& network_;
  std::span<const std::int64_t> worth_;
  std::int32_t words_;  // of a set of columns
  std::int64_t threshold_ = 0;
  std::vector<std::uint64_t> bits_;         // of each row, the free pairs of its own threshold or more
  std::vector<std::int64_t> own_;           // the threshold of each row's bits
  std::vector<std::uint64_t> room_;         // columns with a place left
  std::vector<std::uint64_t> unreached_;    // columns that the search at hand has not come to
  std::vector<std::int64_t> places_;        // left in each column
  std::vector<std::int32_t> column_of_;     // of each row; none while it has none, and where its pair is in
  std::vector<std::int32_t> first_, next_;  // the rows of each column
  std::vector<std::int32_t> reached_;       // rows, in their order
  std::vector<std::int32_t> from_;          // the row from which a column was reached, or would be
  std::vector<std::int64_t> best_;          // of each column that is not reached: the most worth from a reached row
  std::int32_t target_ = none;              // a column with a place that was reached
  FlowMeter meter_;
  WorthBound highest_;
  std::vector<std::int32_t> short_rows_, full_columns_;  // the rows have no pairs of more worth but in these columns
};

}  // namespace pairwell::kernel
