// How a run begins: potentials, and what is kept of an earlier flow.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "kernel/flow/search.hpp"
#include "kernel/marks.hpp"

namespace pairwell::kernel {

FlowSearch::FlowSearch(const Network& network, Weights weight, Flow& flow, const Spend& spend, Start start,
                       const Reach& reach)
    : network_(network),
      weight_(weight),
      flow_(flow),
      spend_(spend),
      reach_(reach),
      rows_(network, weight),
      lists_(rows_),
      units_(network.rows, network.columns),
      marked_(at(network.columns), 0),
      label_(at(network.nodes())),
      step_cost_(at(network.nodes())),
      deferred_(at(1 + network.row_groups + network.column_groups)),
      visited_(at(network.nodes()), 0),
      closed_(at(network.nodes()), 0),
      cursor_(at(network.nodes()), 0),
      is_warm_(start == Start::warm && std::ssize(flow.potential) == network.nodes()) {
  const std::int32_t nodes = network.nodes();
  child_start_.assign(at(nodes + 1), 0);
  for (std::int32_t node = 1; node < nodes; ++node) ++child_start_[at(network.parent[at(node)] + 1)];
  std::partial_sum(child_start_.begin(), child_start_.end(), child_start_.begin());
  child_.resize(at(nodes - 1));
  std::vector<std::int32_t> next(child_start_.begin(), child_start_.end() - 1);
  for (std::int32_t node = 1; node < nodes; ++node) child_[at(next[at(network.parent[at(node)])]++)] = node;

  if (network.row_groups + network.column_groups > 0) {
    for (const std::int32_t node : parents_first(network)) {
      if (network.is_row(node) || network.is_column(node)) continue;
      (network.on_row_side(node) ? row_groups_ : column_groups_).push_back(node);
    }
  }
  has_queues_ = !is_warm_ && network.row_groups > 0 && !(weight.of_pair.empty() && weight.of_all == 0);

  flow.chosen.resize(network.state.size(), 0);
  if (!is_warm_) {
    flow.potential.assign(at(nodes), 0);
    std::fill_n(flow.potential.begin() + network.row_node(0), network.rows, -infinite<Value>());
  }
}

/// Reads every row. Its potential becomes the least under which no pair that is not chosen has a negative reduced cost,
/// or stays where it is already more. Units of the earlier flow stay where their pairs do not lose.
bool FlowSearch::read_rows() {
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    work_ += lists_.read(row, prices());
    const std::int32_t node = network_.row_node(row);
    for (const Candidate<Value>& listed : lists_.pairs_of(row)) {
      const Value worth = prices()[listed.column] - listed.cost;
      // What was chosen may be worth more than the row: it is then kept whatever the row's other pairs are worth.
      if (worth > potential(node) && !is_kept(row, listed.column)) potential(node) = worth;
    }
    if (potential(node) == -infinite<Value>()) potential(node) = potential(network_.parent[at(node)]);
    const std::int64_t first = network_.first_pair(row);
    const std::int64_t end = network_.end_pair(row);
    each_mark(network_.state, first, end, PairState::in,
              [&](std::int64_t pair) { in_.emplace_back(row, network_.column_of(row, pair)); });
    if (!has_queues_) {
      each_mark(flow_.chosen, first, end, std::uint8_t{1}, [&](std::int64_t pair) { keep_unit(row, pair); });
    }
    reach(0, row, network_.rows);
    if (work_ > 4096 && !paid()) return false;
  }
  return true;
}

/// Whether a pair of a warm start is chosen. A cold start keeps what is as good as the best, and so asks for none.
bool FlowSearch::is_kept(std::int32_t row, std::int32_t column) const {
  return is_warm_ && flow_.chosen[at(network_.pair_of(row, column))] != 0;
}

void FlowSearch::keep_unit(std::int32_t row, std::int64_t pair) {
  if (network_.state[at(pair)] != PairState::free) return;
  const Unit unit{-weight_[pair], row, network_.column_of(row, pair)};
  if (gain(unit) >= 0) units_.add(unit);
}

/// Calls visit(row, column) for each unit, and for each pair that is in.
template <class Visit>
void FlowSearch::each_chosen(Visit visit) const {
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    for (auto unit = units_.first_of_row(row); unit != Units::none; unit = units_.next_of_row(unit)) {
      visit(row, units_[unit].column);
    }
  }
  for (const auto& [row, column] : in_) visit(row, column);
}

/// Gives tree arcs the flow of the units below them, brought into their ranges and to the end that the potentials ask
/// for.
void FlowSearch::settle_trees() {
  flow_.tree.assign(at(network_.nodes()), 0);
  each_chosen([this](std::int32_t row, std::int32_t column) {
    for (std::int32_t node = network_.row_node(row); node != 0; node = network_.parent[at(node)]) {
      ++flow_.tree[at(node)];
    }
    for (std::int32_t node = network_.column_node(column); node != 0; node = network_.parent[at(node)]) {
      ++flow_.tree[at(node)];
    }
  });
  for (std::int32_t node = 1; node < network_.nodes(); ++node) {
    std::int64_t& tree = flow_.tree[at(node)];
    tree = std::clamp(tree, network_.least[at(node)], network_.most[at(node)]);
    // Rows of groups come in one by one.
    if (has_queues_ && network_.on_row_side(node) && !is_row_of_root(node)) continue;
    const Value rise = potential(node) - potential(network_.parent[at(node)]);
    const Value profit = network_.on_row_side(node) ? rise : -rise;
    if (profit > 0) tree = network_.most[at(node)];
    if (profit < 0) tree = network_.least[at(node)];
  }
}

void FlowSearch::count_excess() {
  excess_.assign(at(network_.nodes()), 0);
  each_chosen([this](std::int32_t row, std::int32_t column) {
    --excess_[at(network_.row_node(row))];
    ++excess_[at(network_.column_node(column))];
  });
  for (std::int32_t node = 1; node < network_.nodes(); ++node) {
    const std::int64_t amount = network_.on_row_side(node) ? flow_.tree[at(node)] : -flow_.tree[at(node)];
    excess_[at(node)] += amount;
    excess_[at(network_.parent[at(node)])] -= amount;
  }
}

}  // namespace pairwell::kernel
