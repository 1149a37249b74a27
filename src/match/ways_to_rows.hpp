/// Ways to rows: the cheapest way from one person to everybody of the other side, which a pair of the two closes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/at.hpp"
#include "match/residual.hpp"

namespace pairwell {

/// The cheapest ways from one column to each row.
class WaysToRows {
 public:
  explicit WaysToRows(std::int32_t rows) : cost_(at(rows)), width_(at(rows)), is_reached_(at(rows)) {}

  bool find(Residual& flow, std::int32_t column) {
    std::ranges::fill(is_reached_, std::uint8_t{0});
    return flow.each_row_from(column, [&](std::int32_t row, const SumInOrder& cost, std::int64_t width) {
      is_reached_[at(row)] = 1;
      cost_[at(row)] = cost;
      width_[at(row)] = width;
    });
  }

  bool reach(std::int32_t row) const { return is_reached_[at(row)] != 0; }
  std::int64_t width(std::int32_t row) const { return width_[at(row)]; }

  /// What making a pair costs in each stage of the flow, with the way that it closes.
  std::vector<std::int64_t> costs(const Residual& flow, const Residual::Place& place) const {
    return flow.split(cost_[at(place.row)] + flow.cost_of_pair(place));
  }

 private:
  std::vector<SumInOrder> cost_;
  std::vector<std::int64_t> width_;
  std::vector<std::uint8_t> is_reached_;
};

}  // namespace pairwell
