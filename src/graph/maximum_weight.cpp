#include "pairwell/graph/maximum_weight.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <string>
#include <utility>

#include "core/at.hpp"
#include "pairwell/match/assignment.hpp"

namespace pairwell {
namespace {

/// The pairs of positive weight with the smaller side as rows, and in each row a last column of its own of weight 0:
/// a row that is assigned to that one has no mate. So every row can be assigned.
template <class Weight>
PairRows<Weight> rows_with_ways_out(const BipartiteEdges<Weight>& edges) {
  const auto ones = std::ranges::count(edges.side, 1);
  PairRows<Weight> all = rows_of(edges, 2 * ones <= std::ssize(edges.side) ? 1 : 0);
  PairRows<Weight> rows{std::move(all.row_vertex), std::move(all.column_vertex), {0}, {}, {}};
  const auto columns = static_cast<std::int32_t>(rows.column_vertex.size());
  for (std::int32_t row = 0; row < std::ssize(rows.row_vertex); ++row) {
    for (std::int64_t pair = all.row_start[at(row)]; pair < all.row_start[at(row) + 1]; ++pair) {
      if (all.weight[at(pair)] <= 0) continue;
      rows.column.push_back(all.column[at(pair)]);
      rows.weight.push_back(all.weight[at(pair)]);
    }
    rows.column.push_back(columns + row);
    rows.weight.push_back(0);
    rows.row_start.push_back(std::ssize(rows.column));
  }
  return rows;
}

/// Sums of a few weights must stay finite.
void check_magnitudes(const std::vector<double>& weights) {
  for (const double weight : weights) {
    if (weight <= std::numeric_limits<double>::max() / 4) continue;
    refuse_graph("maximum_weight_bipartite_matching", "weight",
                 "a weight must be at most a quarter of the greatest double", std::to_string(weight));
  }
}

void check_magnitudes(const std::vector<std::int64_t>&) {}

}  // namespace

template <class Weight>
NumberedMates<Weight> maximum_weight_mates(const BipartiteEdges<Weight>& edges, bool with_duals) {
  check_magnitudes(edges.weight);
  const std::size_t vertices = edges.side.size();
  if (vertices > INT32_MAX / 2) {
    refuse_graph("maximum_weight_bipartite_matching", "size", "there must be fewer than 2^30 vertices",
                 std::to_string(vertices));
  }
  const PairRows<Weight> rows = rows_with_ways_out(edges);
  const auto row_count = static_cast<std::int32_t>(rows.row_vertex.size());
  const auto column_count = static_cast<std::int32_t>(rows.column_vertex.size());
  const SparseCosts<Weight> costs{row_count, column_count + row_count, rows.row_start, rows.column, rows.weight};
  const Assignment<Weight> found = assign(costs, {.maximise = true, .prices = with_duals});
  assert(found.status == Status::optimal);

  NumberedMates<Weight> result;
  result.mate.assign(vertices, -1);
  if (with_duals) result.dual.assign(vertices, 0);
  for (std::int32_t row = 0; row < row_count; ++row) {
    const std::int32_t column = found.column_of_row[at(row)];
    if (column >= column_count) continue;  // Without a mate, and so with dual 0.
    const std::int32_t one = rows.row_vertex[at(row)];
    const std::int32_t other = rows.column_vertex[at(column)];
    assert(result.mate[at(other)] < 0);
    result.mate[at(one)] = other;
    result.mate[at(other)] = one;
    if (!with_duals) continue;
    // The price of the row's own column is 0 here, since no row has it. Rounding may leave a trace below 0.
    result.dual[at(one)] = std::max<Weight>(0, found.row_price[at(row)] + found.column_price[at(column_count + row)]);
    result.dual[at(other)] = std::max<Weight>(0, found.column_price[at(column)]);
  }
  return result;
}

template NumberedMates<std::int64_t> maximum_weight_mates(const BipartiteEdges<std::int64_t>&, bool);
template NumberedMates<double> maximum_weight_mates(const BipartiteEdges<double>&, bool);

}  // namespace pairwell
