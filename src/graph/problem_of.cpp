#include "pairwell/graph/problem_of.hpp"

#include <concepts>
#include <cstdint>
#include <utility>

namespace pairwell {
namespace {

template <class Weight>
Problem sparse_problem(const BipartiteEdges<Weight>& edges, Capacities capacities) {
  PairRows<Weight> rows = rows_of(edges, 0);
  Problem problem;
  problem.mentees = static_cast<std::int32_t>(rows.row_vertex.size());
  problem.mentors = static_cast<std::int32_t>(rows.column_vertex.size());
  problem.mentee_capacity = std::move(capacities.mentee);
  problem.mentor_capacity = std::move(capacities.mentor);
  auto& table = problem.points.emplace<SparseTable>();
  table.row_start = std::move(rows.row_start);
  table.mentor = std::move(rows.column);
  if constexpr (std::floating_point<Weight>) {
    set_points(problem, rows.weight);
  } else {
    table.units = std::move(rows.weight);
  }
  return problem;
}

}  // namespace

Problem problem_of(const BipartiteEdges<std::int64_t>& edges, Capacities capacities) {
  return sparse_problem(edges, std::move(capacities));
}

Problem problem_of(const BipartiteEdges<double>& edges, Capacities capacities) {
  return sparse_problem(edges, std::move(capacities));
}

}  // namespace pairwell
