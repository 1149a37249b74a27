#include "kernel/flow/assignment_case.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "kernel/assignment/small.hpp"
#include "kernel/assignment/whole_rows.hpp"
#include "kernel/work_meter.hpp"

namespace pairwell::kernel {
namespace {

/// Larger tables take longer to copy than lists take to solve them.
constexpr std::int64_t most_cells = std::int64_t{1} << 21;

bool is_assignment(const Network& network, Weights weight) {
  if (network.row_groups + network.column_groups > 0 || !network.column.empty() || weight.of_pair.empty()) return false;
  if (network.rows == 0 || network.rows > network.columns || network.pairs() > most_cells) return false;
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

/// Copies what pairs cost; none where one is held in, or costs too much.
template <class Value>
Taken take(const Network& network, Weights weight, SmallAssignment<Value>& small) {
  return small.take_rows([&](std::int32_t row, Value limit, Value* costs) {
    const std::int64_t first = network.first_pair(row);
    const PairState* const state = network.state.data() + first;
    const std::int64_t* const worth = weight.of_pair.data() + first;
    bool is_exact = true;
    bool is_complete = true;
    for (std::int32_t column = 0; column < network.columns; ++column) {
      const std::int64_t one = worth[column];
      const bool is_out = state[column] == PairState::out;
      is_exact &= (is_out || (one > -limit && one < limit)) && state[column] != PairState::in;
      is_complete &= !is_out;
      costs[column] = is_out ? blocked<Value>() : static_cast<Value>(-one);
    }
    if (!is_exact) return RowTaken::not_exact;
    return is_complete ? RowTaken::complete : RowTaken::incomplete;
  });
}

/// The root is at 0, and so is a column that is left over.
template <class Value>
void write(const Network& network, const SmallAssignment<Value>& small, Flow& flow) {
  flow.chosen.assign(network.state.size(), 0);
  flow.tree.assign(at(network.nodes()), 0);
  flow.potential.assign(at(network.nodes()), 0);
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const std::int32_t column = small.column_of()[at(row)];
    flow.chosen[at(network.first_pair(row) + column)] = 1;
    flow.tree[at(network.row_node(row))] = 1;
    flow.tree[at(network.column_node(column))] = 1;
    flow.potential[at(network.row_node(row))] = -std::int64_t{small.row_price(row)};
  }
  for (std::int32_t column = 0; column < network.columns; ++column) {
    flow.potential[at(network.column_node(column))] = small.column_price()[at(column)];
  }
}

template <class Value>
std::optional<Outcome> solve(const Network& network, Weights weight, Flow& flow, const Spend& spend) {
  SmallAssignment<Value> small(runnable_whole_rows().front(), network.rows, network.columns);
  if (take(network, weight, small) != Taken::all) return std::nullopt;
  WorkMeter meter(spend);
  const Outcome outcome = small.run(&meter);
  if (outcome == Outcome::infeasible) return std::nullopt;
  if (outcome == Outcome::solved) write(network, small, flow);
  return outcome;
}

}  // namespace

std::optional<Outcome> maximise_as_assignment(const Network& network, Weights weight, Flow& flow, const Spend& spend,
                                              const Reach& reach) {
  if (!is_assignment(network, weight)) return std::nullopt;
  const std::optional<Outcome> outcome = solve<std::int32_t>(network, weight, flow, spend);
  if (reach && outcome == Outcome::solved) reach(whole_search);
  return outcome;
}

}  // namespace pairwell::kernel
