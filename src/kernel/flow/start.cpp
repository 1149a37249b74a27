#include "kernel/flow/start.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/marks.hpp"
#include "kernel/work_meter.hpp"

namespace pairwell::kernel {
namespace {

/// With fewer pairs, threads take longer to start than one takes to read them.
constexpr std::int64_t worth_threads = 1 << 18;

/// Rows that several threads list before anything else becomes of them.
constexpr std::int32_t rows_apart = 1 << 14;

}  // namespace

FlowStart::FlowStart(FlowState& state, Start start, std::int32_t threads)
    : state_(state),
      threads_(state.network.pairs() < worth_threads ? 1 : threads),
      is_warm_(start == Start::warm && std::ssize(state.flow.potential) == state.network.nodes()),
      has_queues_(!is_warm_ && state.network.row_groups > 0 &&
                  !(state.weight.of_pair.empty() && state.weight.of_all == 0)) {}

bool FlowStart::run() {
  const Network& network = state_.network;
  Flow& flow = state_.flow;
  flow.chosen.resize(network.state.size(), 0);
  if (!is_warm_) {
    flow.potential.assign(at(network.nodes()), 0);
    std::fill_n(flow.potential.begin() + network.row_node(0), network.rows, -infinite<std::int64_t>());
  }
  if (!read_rows()) return false;
  settle_trees();
  count_excess();
  return true;
}

bool FlowStart::read_rows() {
  state_.meter.enter_part(state_.network.rows);
  for (std::int32_t row = 0; row < state_.network.rows; ++row) {
    if (threads_ == 1) {
      state_.meter.add(is_warm_ ? state_.lists.read(row, state_.prices()) : state_.lists.read_unpriced(row));
    } else if (row % rows_apart == 0) {
      if (!list_rows_apart(row, std::min(state_.network.rows, row + rows_apart))) return false;
    }
    raise_to_best_pair(row);
    keep_pairs_of(row);
    state_.meter.advance();
    if (!state_.meter.paid_if_due()) return false;
  }
  return true;
}

bool FlowStart::list_rows_apart(std::int32_t first, std::int32_t end) {
  WorkMeter spend([this](std::int64_t work) {
    state_.meter.add(work);
    return state_.meter.paid();
  });
  return state_.lists.read_apart(first, end, is_warm_ ? state_.prices() : nullptr, threads_, spend);
}

/// The potential of a row becomes the least under which no pair that is not chosen has a negative reduced cost, or
/// stays where it is already more.
void FlowStart::raise_to_best_pair(std::int32_t row) {
  const std::int32_t node = state_.network.row_node(row);
  std::int64_t& potential = state_.potential(node);
  // What a warm start has chosen may be worth more than the row: it is then kept whatever the row's other pairs are
  // worth. A cold start keeps what is as good as the best.
  const auto is_kept = [&](std::int32_t column) {
    return is_warm_ && state_.flow.chosen[at(state_.network.pair_of(row, column))] != 0;
  };
  for (const Candidate<std::int64_t>& listed : state_.lists.pairs_of(row)) {
    const std::int64_t worth = state_.prices()[listed.column] - listed.cost;
    if (worth > potential && !is_kept(listed.column)) potential = worth;
  }
  if (potential == -infinite<std::int64_t>()) potential = state_.potential(state_.parent(node));
}

/// Units of the earlier flow stay where their pairs do not lose.
void FlowStart::keep_pairs_of(std::int32_t row) {
  const Network& network = state_.network;
  const std::int64_t first = network.first_pair(row);
  const std::int64_t end = network.end_pair(row);
  each_mark(network.state, first, end, PairState::in,
            [&](std::int64_t pair) { state_.held.emplace_back(row, network.column_of(row, pair)); });
  if (has_queues_) return;
  each_mark(state_.flow.chosen, first, end, std::uint8_t{1}, [&](std::int64_t pair) { keep_unit(row, pair); });
}

void FlowStart::keep_unit(std::int32_t row, std::int64_t pair) {
  if (state_.network.state[at(pair)] != PairState::free) return;
  const Unit unit{-state_.weight[pair], row, state_.network.column_of(row, pair)};
  if (state_.gain(unit) >= 0) state_.units.add(unit);
}

/// Gives tree arcs the flow of the units below them, brought into their ranges and to the end that the potentials ask
/// for.
void FlowStart::settle_trees() {
  const Network& network = state_.network;
  std::vector<std::int64_t>& tree = state_.flow.tree;
  tree.assign(at(network.nodes()), 0);
  state_.each_chosen([&](std::int32_t row, std::int32_t column) {
    for (std::int32_t node = network.row_node(row); node != 0; node = state_.parent(node)) ++tree[at(node)];
    for (std::int32_t node = network.column_node(column); node != 0; node = state_.parent(node)) ++tree[at(node)];
  });
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    const std::int64_t least = network.least[at(node)];
    const std::int64_t most = network.most[at(node)];
    tree[at(node)] = std::clamp(tree[at(node)], least, most);
    const bool comes_one_by_one =
        has_queues_ && network.on_row_side(node) && !(network.is_row(node) && state_.parent(node) == 0);
    if (comes_one_by_one) continue;
    const std::int64_t rise = state_.potential(node) - state_.potential(state_.parent(node));
    const std::int64_t profit = network.on_row_side(node) ? rise : -rise;
    if (profit > 0) tree[at(node)] = most;
    if (profit < 0) tree[at(node)] = least;
  }
}

void FlowStart::count_excess() {
  const Network& network = state_.network;
  std::vector<std::int64_t>& excess = state_.excess;
  excess.assign(at(network.nodes()), 0);
  state_.each_chosen([&](std::int32_t row, std::int32_t column) {
    --excess[at(network.row_node(row))];
    ++excess[at(network.column_node(column))];
  });
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    const std::int64_t flow = state_.flow.tree[at(node)];
    const std::int64_t amount = network.on_row_side(node) ? flow : -flow;
    excess[at(node)] += amount;
    excess[at(state_.parent(node))] -= amount;
  }
}

}  // namespace pairwell::kernel
