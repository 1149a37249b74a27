#include "kernel/flow/assignment_case.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <tuple>
#include <type_traits>

#include "kernel/assignment/dense.hpp"
#include "kernel/assignment/small.hpp"
#include "kernel/assignment/tied.hpp"
#include "kernel/assignment/tied_rows.hpp"
#include "kernel/assignment/whole_rows.hpp"
#include "kernel/candidates/row_major.hpp"
#include "kernel/candidates/scan.hpp"
#include "kernel/marks.hpp"
#include "kernel/work_meter.hpp"

namespace pairwell::kernel {
namespace {

/// Larger tables take longer to copy than candidate lists take to solve them.
constexpr std::int64_t most_copied_cells = std::int64_t{1} << 22;

/// Of sparser tables lists are read sooner than whole rows.
constexpr std::int64_t most_cells_a_pair = 32;

bool is_assignment(const Network& network, Weights weight) {
  const std::int64_t cells = std::int64_t{network.rows} * network.columns;
  if (network.row_groups + network.column_groups > 0 || weight.of_pair.empty()) return false;
  if (network.rows == 0 || network.rows > network.columns) return false;
  if (most_cells_a_pair * network.pairs() < cells) return false;
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const auto node = at(network.row_node(row));
    if (network.least[node] != 1 || network.most[node] != 1) return false;
  }
  const bool is_square = network.rows == network.columns;
  for (std::int32_t column = 0; column < network.columns; ++column) {
    const auto node = at(network.column_node(column));
    if (network.most[node] != 1 || (network.least[node] != 0 && !is_square)) return false;
  }
  return true;
}

/// Whether a row has all of its pairs to choose from.
bool is_open(const Network& network, std::int32_t row) {
  const std::int64_t first = network.first_pair(row);
  const std::int64_t end = network.end_pair(row);
  return find_mark(network.state, first, end, PairState::out) == end &&
         find_mark(network.state, first, end, PairState::in) == end;
}

/// Copies what pairs cost; none where one is held in, or costs too much.
template <class Value>
Taken take(const Network& network, Weights weight, const WholeRows& vectors, SmallAssignment<Value>& small) {
  const auto take_open = std::get<typename WholeRowSteps<Value>::template Take<std::int64_t>>(
      std::get<WholeRowSteps<Value>>(vectors.of).take);
  return small.take_rows([&](std::int32_t row, Value limit, Value* costs) {
    const std::int64_t first = network.first_pair(row);
    const PairState* const state = network.state.data() + first;
    const std::int64_t* const worth = weight.of_pair.data() + first;
    if (network.column.empty() && is_open(network, row)) {
      return take_open({worth, network.columns, 1, network.columns}, true, limit, costs);
    }
    if (!network.column.empty()) std::fill_n(costs, network.columns, blocked<Value>());
    const std::int64_t pairs = network.end_pair(row) - first;
    bool is_exact = true;
    bool is_complete = pairs == network.columns;
    for (std::int64_t pair = 0; pair < pairs; ++pair) {
      const std::int64_t one = worth[pair];
      const bool is_out = state[pair] == PairState::out;
      is_exact &= (is_out || (one > -limit && one < limit)) && state[pair] != PairState::in;
      is_complete &= !is_out;
      costs[network.column_of(row, first + pair)] = is_out ? blocked<Value>() : static_cast<Value>(-one);
    }
    if (!is_exact) return RowTaken::not_exact;
    return is_complete ? RowTaken::complete : RowTaken::incomplete;
  });
}

/// The root is at 0, and so is a column that is left over.
template <class Solver>
void write(const Network& network, const Solver& solved, Flow& flow) {
  flow.chosen.assign(network.state.size(), 0);
  flow.tree.assign(at(network.nodes()), 0);
  flow.potential.assign(at(network.nodes()), 0);
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const std::int32_t column = solved.column_of()[at(row)];
    flow.chosen[at(network.pair_of(row, column))] = 1;
    flow.tree[at(network.row_node(row))] = 1;
    flow.tree[at(network.column_node(column))] = 1;
    flow.potential[at(network.row_node(row))] = -std::int64_t{solved.row_price(row)};
  }
  for (std::int32_t column = 0; column < network.columns; ++column) {
    flow.potential[at(network.column_node(column))] = solved.column_price()[at(column)];
  }
}

template <class Value>
using Wider = std::conditional_t<sizeof(Value) == sizeof(std::int16_t), std::int32_t, std::int64_t>;

/// None where another solver suits the table or its numbers.
template <class Value>
std::optional<Outcome> solve_whole(const Network& network, Weights weight, Flow& flow, WorkMeter& meter) {
  const WholeRows& vectors = runnable_whole_rows().front();
  SmallAssignment<Value> small(vectors, network.rows, network.columns);
  const Taken taken = take(network, weight, vectors, small);
  if constexpr (sizeof(Value) < sizeof(std::int64_t)) {
    if (taken == Taken::not_exact) return solve_whole<Wider<Value>>(network, weight, flow, meter);
  }
  if (taken != Taken::all) return std::nullopt;
  const Outcome outcome = small.run(&meter);
  if (outcome == Outcome::infeasible) return std::nullopt;
  if (outcome == Outcome::solved) write(network, small, flow);
  return outcome;
}

/// Whether every pair may be chosen, so that the weights are a table as they lie.
bool is_whole_table(const Network& network) {
  if (!network.column.empty()) return false;
  for (std::int32_t row = 0; row < network.rows; ++row) {
    if (!is_open(network, row)) return false;
  }
  return true;
}

/// None where the weights have few ties, or these do not lead far enough.
std::optional<Outcome> solve_ties(const Network& network, Weights weight, Flow& flow, WorkMeter& meter) {
  if (network.rows < least_tied_rows || !is_whole_table(network)) return std::nullopt;
  TiedAssignment<std::int64_t> ties(runnable_tied_rows().front(), weight.of_pair.data(), network.columns, network.rows,
                                    network.columns, true);
  if (!ties.is_tied()) return std::nullopt;
  const Outcome outcome = ties.run(tied_budget(network.rows), 1, meter);
  if (outcome != Outcome::solved && outcome != Outcome::stopped) return std::nullopt;
  if (outcome == Outcome::solved) write(network, ties, flow);
  return outcome;
}

/// Candidate lists of the weights of a whole table; none where their sums leave 64 bits.
std::optional<Outcome> solve_by_lists(const Network& network, Weights weight, Flow& flow, WorkMeter& meter) {
  if (!is_whole_table(network)) return std::nullopt;
  RowMajorRows<std::int64_t, std::int64_t> rows(weight.of_pair.data(), network.rows, network.columns, network.columns,
                                                true, {.threads = 1, .scans = &runnable_scans().front()});
  DenseAssignment<std::int64_t> lists(rows);
  const Outcome outcome = lists.run(meter);
  if (outcome == Outcome::solved) write(network, lists, flow);
  return outcome == Outcome::too_large ? std::nullopt : std::optional(outcome);
}

}  // namespace

std::optional<Outcome> maximise_as_assignment(const Network& network, Weights weight, Flow& flow, const Spend& spend,
                                              const Reach& reach) {
  if (!is_assignment(network, weight)) return std::nullopt;
  WorkMeter meter(spend, [&](std::int64_t rows) {
    if (reach) reach(rows * whole_search / network.rows);
  });
  std::optional<Outcome> outcome = solve_ties(network, weight, flow, meter);
  if (!outcome && std::int64_t{network.rows} * network.columns <= most_copied_cells) {
    const bool is_short = network.columns <= std::numeric_limits<std::int16_t>::max();  // which names columns, too
    outcome = is_short ? solve_whole<std::int16_t>(network, weight, flow, meter)
                       : solve_whole<std::int32_t>(network, weight, flow, meter);
  }
  if (!outcome) outcome = solve_by_lists(network, weight, flow, meter);
  if (reach && outcome == Outcome::solved) reach(whole_search);
  return outcome;
}

}  // namespace pairwell::kernel
