#include "pairwell/graph/problem_of.hpp"

#include <concepts>
#include <utility>

#include "pairwell/core/points.hpp"

namespace pairwell {
namespace {

template <class Weight>
Problem sparse_problem(const BipartiteEdges<Weight>& edges) {
  PairRows<Weight> rows = rows_of(edges, 0);
  SparseTable table{std::move(rows.row_start), std::move(rows.column), {}};
  if constexpr (std::floating_point<Weight>) {
    table.units.reserve(rows.weight.size());
    for (const double points : rows.weight) table.units.push_back(points_from(points).units);
  } else {
    table.units = std::move(rows.weight);
  }
  Problem problem;
  problem.mentees = static_cast<std::int32_t>(rows.row_vertex.size());
  problem.mentors = static_cast<std::int32_t>(rows.column_vertex.size());
  problem.points = std::move(table);
  return problem;
}

}  // namespace

Problem problem_of(const BipartiteEdges<std::int64_t>& edges) { return sparse_problem(edges); }
Problem problem_of(const BipartiteEdges<double>& edges) { return sparse_problem(edges); }

}  // namespace pairwell
