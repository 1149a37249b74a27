#include "kernel/flow/flow.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <span>
#include <vector>

#include "kernel/flow/assignment_case.hpp"
#include "kernel/flow/bidding.hpp"
#include "kernel/flow/blocking_flow.hpp"
#include "kernel/flow/checks.hpp"
#include "kernel/flow/paths.hpp"
#include "kernel/flow/shortest_paths.hpp"
#include "kernel/flow/start.hpp"
#include "kernel/flow/state.hpp"

namespace pairwell::kernel {
namespace {

/// With so many phases that sent one unit only, one after the other, units are those of a lottery or like it.
constexpr std::int32_t most_barren_phases = 8;

/// The nodes with too much. The root, if it is one, waits until the others are through.
class Sources {
 public:
  explicit Sources(const FlowState& state) : state_(state) {
    for (std::int32_t node = 0; node < state.network.nodes(); ++node) {
      if (state.excess[at(node)] > 0) nodes_.push_back(node);
    }
    std::reverse(nodes_.begin() + (state.excess[0] > 0 ? 1 : 0), nodes_.end());
  }

  std::int64_t units() const {
    std::int64_t units = 0;
    for (const std::int32_t node : nodes_) units += state_.excess[at(node)];
    return units;
  }

  /// Where the next search begins: at all nodes with too much, or at one of them. Empty once all are through.
  std::span<const std::int32_t> next() {
    if (is_multi_source_) {
      std::erase_if(nodes_, [this](std::int32_t node) { return is_through(node); });
    } else {
      while (!nodes_.empty() && is_through(nodes_.back())) nodes_.pop_back();
    }
    const std::span<const std::int32_t> nodes = nodes_;
    if (nodes.size() <= 1) return nodes;
    return is_multi_source_ ? nodes.subspan(nodes.front() == 0 ? 1 : 0) : nodes.last(1);
  }

  /// A search from everywhere that settles only few has perhaps cost more than theirs alone would: these are tried
  /// then, until it is known what both cost.
  void choose_search_mode(std::span<const std::int32_t> searched, std::int64_t units, std::int64_t work) {
    if (is_multi_source_) {
      const auto through = std::ranges::count_if(searched, [this](std::int32_t node) { return is_through(node); });
      from_all_ = {units, work};
      if (8 * through >= std::ssize(searched) || from_all_.is_cheaper_than(from_one_)) return;
      is_multi_source_ = false;
      from_one_ = {};
      patience_ *= 2;
    } else {
      from_one_.units += units;
      from_one_.work += work;
      is_multi_source_ = from_one_.work > patience_ * from_all_.work && from_all_.is_cheaper_than(from_one_);
    }
  }

 private:
  struct Cost {
    std::int64_t units = 0;
    std::int64_t work = 0;

    bool is_cheaper_than(const Cost& other) const {
      return static_cast<double>(work) * static_cast<double>(other.units) <
             static_cast<double>(other.work) * static_cast<double>(units);
    }
  };

  bool is_through(std::int32_t node) const { return state_.excess[at(node)] == 0; }

  const FlowState& state_;
  std::vector<std::int32_t> nodes_;
  bool is_multi_source_ = true;
  Cost from_all_;              // of the last search from everywhere
  Cost from_one_;              // of all from single nodes since then
  std::int64_t patience_ = 2;  // for how many searches from everywhere single ones may cost until those are tried again
};

/// Searches for what bids left, one after the other.
Outcome send_all(FlowState& state) {
  Sources sources(state);
  auto searched = sources.next();
  if (searched.empty()) return Outcome::solved;
  state.meter.enter_part(sources.units());
  Paths paths(state);
  ShortestPaths shortest(state, paths);
  std::optional<BlockingFlow> blocking;
  std::int32_t barren = 0;  // phases from one node, one after the other, that sent nothing beyond their first path
  for (; !searched.empty(); searched = sources.next()) {
    const std::int64_t work_before = state.meter.total();
    const std::int32_t target = shortest.search(searched);
    if (state.meter.stopped()) return Outcome::stopped;
    if (target == none) {
      for (std::int32_t node = 0; node < state.network.nodes(); ++node) {
        state.potential(node) = shortest.was_reached(node) ? 0 : 1;
      }
      return Outcome::infeasible;
    }
    paths.send(paths.source_of(target), target);
    std::int64_t units = 1;
    if (shortest.is_phase()) {
      if (!blocking) blocking.emplace(state, paths);
      if (!blocking->send_from(searched)) return Outcome::stopped;
      units += blocking->sent();
      barren = searched.size() == 1 && blocking->sent() == 0 ? barren + 1 : 0;
      if (barren == most_barren_phases) shortest.forgo_phases();
    }
    sources.choose_search_mode(searched, units, state.meter.total() - work_before);
    assert(!full_checks || is_optimal_but_for_balance(state));
  }
  return Outcome::solved;
}

/// Makes the root's potential 0, and marks the pairs that are chosen.
void write_flow(FlowState& state) {
  const std::int64_t root = state.potential(0);
  for (std::int64_t& one : state.flow.potential) one -= root;
  state.flow.chosen.assign(state.network.state.size(), 0);
  state.each_chosen(
      [&](std::int32_t row, std::int32_t column) { state.flow.chosen[at(state.network.pair_of(row, column))] = 1; });
}

}  // namespace

Outcome maximise(const Network& network, Weights weight, Flow& flow, const Spend& spend, Start start,
                 const Reach& reach, std::int32_t threads) {
  if (const auto outcome = maximise_as_assignment(network, weight, flow, spend, reach)) return *outcome;
  FlowState state(network, weight, flow, spend, reach);
  FlowStart beginning(state, start, threads);
  if (!beginning.run()) return Outcome::stopped;
  assert(!full_checks || beginning.has_queues() || is_optimal_but_for_balance(state));
  if (!Bidding(state, beginning.is_warm(), beginning.has_queues()).run()) return Outcome::stopped;
  assert(!full_checks || is_optimal_but_for_balance(state));
  const Outcome outcome = send_all(state);
  if (outcome == Outcome::stopped) return outcome;
  assert(outcome == Outcome::infeasible || std::ranges::all_of(state.excess, [](auto one) { return one == 0; }));
  write_flow(state);
  return outcome;
}

}  // namespace pairwell::kernel
