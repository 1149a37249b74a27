#include "pairwell/match/common_core.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "kernel/marks.hpp"
#include "match/components.hpp"
#include "match/count_flows.hpp"
#include "match/fingerprint.hpp"
#include "match/nested.hpp"
#include "match/optimal_face.hpp"
#include "match/proved.hpp"
#include "match/reasons.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

constexpr std::string_view of_common_core = "common_core";

/// The residual network of one best matching among all that are best.
class FaceGraph {
 public:
  explicit FaceGraph(const OptimalFace& face)
      : network_(face.match.network),
        chosen_(face.chosen),
        children_(at(network_.nodes())),
        carried_(at(network_.nodes())),
        rows_of_(at(network_.columns)) {
    for (std::int32_t node = 1; node < network_.nodes(); ++node) {
      children_[at(network_.parent[at(node)])].push_back(node);
    }
    for (std::int32_t row = 0; row < network_.rows; ++row) {
      kernel::each_mark(chosen_, network_.first_pair(row), network_.end_pair(row), std::uint8_t{1},
                        [&](std::int64_t pair) { carry(row, pair); });
    }
  }

  std::int32_t nodes() const { return network_.nodes(); }

  std::int32_t next(std::int32_t node, std::int64_t& cursor) const {
    std::int64_t of_pairs = 0;
    if (network_.is_row(node)) {
      const std::int32_t row = node - network_.row_node(0);
      const std::int64_t first = network_.first_pair(row);
      of_pairs = network_.end_pair(row) - first;
      while (cursor < of_pairs) {
        const std::int64_t pair = first + cursor++;
        if (is_free(pair) && chosen_[at(pair)] == 0) return network_.column_node(network_.column_of(row, pair));
      }
    } else if (network_.is_column(node)) {
      const auto& rows = rows_of_[at(node - network_.column_node(0))];
      of_pairs = std::ssize(rows);
      if (cursor < of_pairs) return network_.row_node(rows[at(cursor++)]);
    }
    const auto& children = children_[at(node)];
    while (cursor - of_pairs < std::ssize(children)) {
      const std::int32_t child = children[at(cursor++ - of_pairs)];
      if (network_.on_row_side(child) ? may_rise(child) : may_fall(child)) return child;
    }
    if (node == 0 || cursor - of_pairs > std::ssize(children)) return -1;
    ++cursor;
    return (network_.on_row_side(node) ? may_fall(node) : may_rise(node)) ? network_.parent[at(node)] : -1;
  }

  bool is_free(std::int64_t pair) const { return network_.state[at(pair)] == kernel::PairState::free; }
  std::int64_t carried(std::int32_t node) const { return carried_[at(node)]; }

 private:
  void carry(std::int32_t row, std::int64_t pair) {
    const std::int32_t column = network_.column_of(row, pair);
    if (is_free(pair)) rows_of_[at(column)].push_back(row);
    for (std::int32_t end : {network_.row_node(row), network_.column_node(column)}) {
      for (; end != 0; end = network_.parent[at(end)]) ++carried_[at(end)];
    }
  }
  bool may_rise(std::int32_t node) const { return carried_[at(node)] < network_.most[at(node)]; }
  bool may_fall(std::int32_t node) const { return carried_[at(node)] > network_.least[at(node)]; }

  const kernel::Network& network_;
  const std::vector<std::uint8_t>& chosen_;
  std::vector<std::vector<std::int32_t>> children_;
  std::vector<std::int64_t> carried_;               // by the arc between each node and its parent
  std::vector<std::vector<std::int32_t>> rows_of_;  // of each column: those of its chosen pairs that may change
};

/// What of a face may change.
FlowPart changing_part(const OptimalFace& face, const FaceGraph& graph, const std::vector<std::int32_t>& component) {
  const kernel::Network& network = face.match.network;
  FlowPart part{.nodes = network.nodes()};
  const auto add = [&](std::int32_t tail, std::int32_t head, std::int64_t flow, std::int64_t least, std::int64_t most,
                       bool is_pair) {
    if (component[at(tail)] != component[at(head)]) return;
    part.arcs.push_back({.tail = tail, .head = head, .flow = flow, .least = least, .most = most, .is_pair = is_pair});
  };
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    const bool is_down = network.on_row_side(node);
    const std::int32_t parent = network.parent[at(node)];
    if (network.least[at(node)] == network.most[at(node)]) continue;
    add(is_down ? parent : node, is_down ? node : parent, graph.carried(node), network.least[at(node)],
        network.most[at(node)], false);
  }
  for (std::int32_t row = 0; row < network.rows; ++row) {
    for (std::int64_t pair = network.first_pair(row); pair < network.end_pair(row); ++pair) {
      if (!graph.is_free(pair)) continue;
      add(network.row_node(row), network.column_node(network.column_of(row, pair)), face.chosen[at(pair)], 0, 1, true);
    }
  }
  return part;
}

}  // namespace

CommonCore common_core(const Problem& problem, const Matching& matching, std::int64_t most, const Control& control) {
  if (most < 0 || most > most_counted) {
    throw InvalidInput(of_common_core, "most", "from 0 to " + std::to_string(most_counted) + " matchings are counted",
                       std::to_string(most));
  }
  check_matching(of_common_core, problem, matching, {});
  Checkpoint checkpoint(control);
  checkpoint.enter("common core", 0);
  const OptimalFace face =
      optimal_face(problem, objective_of(matching), {.warm_start = &matching, .control = nested(control, checkpoint)});
  look_now(checkpoint);
  checkpoint.throw_if_ended(of_common_core);
  proved_by(of_common_core, problem, matching, face.matching, control, checkpoint);
  const auto spend = [&](std::int64_t work) { return checkpoint.spend(work); };
  const FaceGraph graph(face);
  const std::vector<std::int32_t> component = components(graph, spend);
  checkpoint.throw_if_ended(of_common_core);
  CommonCore core;
  std::int64_t may_change = 0;
  face.match.each_pair(spend, [&](std::size_t pair, std::int32_t row, std::int32_t column) {
    const kernel::Network& network = face.match.network;
    const bool changes = graph.is_free(static_cast<std::int64_t>(pair)) &&
                         component[at(network.row_node(row))] == component[at(network.column_node(column))];
    may_change += changes ? 1 : 0;
    if (changes) core.sometimes.push_back(face.match.people(row, column));
    if (!changes && face.chosen[pair] != 0) core.always.push_back(face.match.people(row, column));
  });
  checkpoint.throw_if_ended(of_common_core);
  std::ranges::sort(core.always);
  std::ranges::sort(core.sometimes);
  if (may_change == 0) return core;
  // Of as many dimensions as there are arcs beside a tree, so that there are more corners, which are matchings.
  const std::int64_t at_least = std::max<std::int64_t>(2, may_change - face.match.network.nodes() + 2);
  core = {.always = std::move(core.always),
          .sometimes = std::move(core.sometimes),
          .matchings = at_least,
          .is_counted = false};
  if (most < at_least) return core;
  const FlowCount counted = count_flows(changing_part(face, graph, component), most, spend);
  core.matchings = std::max(at_least, counted.flows);
  core.is_counted = counted.is_whole;
  return core;
}

}  // namespace pairwell
