/// Search: one run of maximise. Costs are negated weights; the reduced cost of an arc u -> v is cost + p[u] -
/// p[v].
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "kernel/candidates/candidate_lists.hpp"
#include "kernel/common.hpp"
#include "kernel/flow/flow.hpp"
#include "kernel/flow/network_rows.hpp"
#include "kernel/flow/units.hpp"

namespace pairwell::kernel {

class FlowSearch {
 public:
  FlowSearch(const Network& network, Weights weight, Flow& flow, const Spend& spend, Start start, const Reach& reach);

  Outcome run();

 private:
  using Value = std::int64_t;
  using Entry = std::pair<Value, std::int32_t>;
  static constexpr Value unreached = std::numeric_limits<Value>::max();

  // Beginning: potentials, what is kept of the flow, and what it lacks in balance.
  bool read_rows();
  bool is_kept(std::int32_t row, std::int32_t column) const;
  void keep_unit(std::int32_t row, std::int64_t pair);
  template <class Visit>
  void each_chosen(Visit visit) const;
  void settle_trees();
  void count_excess();

  // Bids: most rows find their columns without a search.
  struct Bid {
    enum { placed, displaced, stuck } end = placed;
    std::int32_t row = none;  // that lost its place
    bool lowered = false;     // whether a price fell
  };
  struct Choice {
    Value first = infinite<Value>();   // the least reduced cost
    Value second = infinite<Value>();  // and the next one
    Candidate<Value> best{};
  };
  struct Stop {
    std::int32_t node = none;
    bool is_full = false;
  };
  struct Levelled {
    Value level;
    std::int32_t unit;
    std::int32_t serial;
  };
  using UnitHeap = std::vector<Levelled>;
  bool auction_phase();
  void bid_in_turn(std::int32_t row);
  Bid bid(std::int32_t row);
  void place(const Unit& unit, Value row_potential, std::int32_t stop);
  Choice choose(std::int32_t row);
  bool breaks_tie();
  std::int32_t mark_units_of(std::int32_t row);
  Stop way_up(std::int32_t column) const;
  bool can_leave(std::int32_t column, std::int32_t stop) const;
  std::int32_t weakest_unit(std::int32_t node);
  std::int32_t weakest_of_group(std::int32_t group);
  UnitHeap& heap_of(std::int32_t group);
  static void pop_least(UnitHeap& heap);
  static void push_least(UnitHeap& heap, const Levelled& entry);
  void note_unit(std::int32_t unit);
  void raise_price_if_full(std::int32_t node);
  void spread_group_prices();
  void push_down_group_prices();

  // Queues: rows of groups come in the order of what they gain.
  void begin_queues();
  void end_queues();
  void settle_in_line(std::int32_t row);
  std::int32_t admit();
  std::int32_t next_group() const;
  bool is_open(std::int32_t group) const;
  Value worth_of_waiting(std::int32_t row);
  Value first_in_line(std::int32_t group);
  Value highest_waiting(std::int32_t group);
  void go_without(std::int32_t row, Value worth);
  void wait(std::int32_t row, Value worth);
  void lower_to(std::int32_t row, Value worth);
  bool is_row_of_root(std::int32_t node) const { return network_.is_row(node) && network_.parent[at(node)] == 0; }

  // Searches: shortest paths for the units that are left.
  struct Label {
    Value distance = unreached;       // between searches, too
    std::int32_t predecessor = none;  // the node before
    std::int32_t unit = Units::none;  // that is taken back on the way from a column to a row
    std::int32_t level = -1;          // steps from the source; -1 for a node that was not reached
  };
  struct DeferredChildren {
    std::vector<Entry> waiting;  // by distance
    std::int32_t at_once = 0;
  };
  void find_sources();
  std::span<const std::int32_t> next_sources();
  void choose_search_mode(std::span<const std::int32_t> sources);
  std::int32_t source_of(std::int32_t target) const;
  std::int32_t search(std::span<const std::int32_t> sources);
  void begin_search(std::span<const std::int32_t> sources);
  void read_on(std::int32_t row);
  void end_search();
  void expand_if_short(std::int32_t node);
  void expand(std::int32_t node);
  void expand_row(std::int32_t row);
  void expand_column(std::int32_t column, Value distance);
  void expand_children(std::int32_t node, Value distance);
  void release_nearest(std::int32_t node);
  /// Where the children of the root or a group wait.
  std::int32_t deferred_of(std::int32_t node) const { return node == 0 ? 0 : node - network_.row_group_node(0) + 1; }
  void label(std::int32_t node, Value reached, std::int32_t from, std::int32_t unit);
  void send(std::int32_t source, std::int32_t target);
  std::int64_t amount_to_send(std::int32_t source, std::int32_t target) const;
  bool paid();
  void reach(std::int64_t part, std::int64_t done, std::int64_t of);

  // Phases: where there are many units too much, all that go the same distance are sent at once.
  bool send_on_tight_arcs(std::span<const std::int32_t> sources);
  bool find_tight_path(std::int32_t source);
  bool step_on(std::int32_t node);
  bool step_from_row(std::int32_t row);
  bool step_from_column(std::int32_t column);
  bool step_to_child(std::int32_t node);
  bool step_to(std::int32_t node, std::int32_t from, std::int32_t unit);
  std::int32_t first_way(std::int32_t node) const;
  bool has_unit(std::int32_t row, std::int32_t column) const;

  Outcome cut();
  Outcome finish(Outcome outcome);

  Value& potential(std::int32_t node) { return flow_.potential[at(node)]; }
  Value potential(std::int32_t node) const { return flow_.potential[at(node)]; }
  const Value* prices() const { return flow_.potential.data() + network_.column_node(0); }
  /// What a chosen pair is better by than its price.
  Value gain(const Unit& unit) const {
    return potential(network_.column_node(unit.column)) - potential(network_.row_node(unit.row)) - unit.cost;
  }
  /// The potential of a column or group of columns with what the groups around it cost.
  Value effective(std::int32_t node) const {
    return is_warm_ || node == 0 ? potential(node) : std::min(potential(node), potential(network_.parent[at(node)]));
  }
  /// The price at which a chosen pair's row would as soon leave.
  Value level(const Unit& unit) const { return -unit.cost - potential(network_.row_node(unit.row)); }
  bool may_rise(std::int32_t node) const { return flow_.tree[at(node)] < network_.most[at(node)]; }
  bool may_fall(std::int32_t node) const { return flow_.tree[at(node)] > network_.least[at(node)]; }

  const Network& network_;
  Weights weight_;
  Flow& flow_;
  const Spend& spend_;
  const Reach& reach_;
  NetworkRows rows_;
  CandidateLists<NetworkRows> lists_;
  Units units_;
  std::vector<std::pair<std::int32_t, std::int32_t>> in_;  // row and column of the pairs that are in
  std::vector<std::int32_t> child_start_, child_;          // children of a node, as pairs of a row are
  std::vector<std::int64_t> excess_;                       // inflow less outflow of each node
  std::vector<std::int32_t> marked_;  // of each column: the number of the mark, for rows of several units
  std::int32_t mark_ = 0;
  std::vector<std::int32_t> row_groups_, column_groups_;  // outer ones first
  std::vector<std::optional<UnitHeap>> group_heap_;       // of each group of columns that was full: its units by level
  std::vector<std::vector<Entry>> queue_;      // of each group of rows: those that wait, by what they would gain
  Value next_in_line_ = 0;                     // what the next row to be admitted would gain
  std::vector<std::int32_t> waiting_, later_;  // rows that are to bid
  std::vector<std::int32_t> sources_;          // nodes with too much; the root, if it is one, before the others
  bool multi_source_ = true;                   // whether a search begins at all of them
  std::int64_t steps_ = 0;
  std::int32_t pass_ = 0;
  std::uint32_t tie_rng_ = 1;
  bool has_queues_ = false;
  std::vector<Label> label_;                // of each node
  std::vector<Value> step_cost_;            // of the pair on the way from a row to a column
  std::vector<DeferredChildren> deferred_;  // of the root and each group
  std::vector<std::int32_t> touched_, ready_;
  std::size_t next_ready_ = 0;
  std::vector<std::int32_t> scanned_;
  std::vector<Entry> nodes_, bounds_;  // heaps
  std::vector<std::int32_t> visited_;  // of each node: the phase that came by last
  std::vector<std::int32_t> closed_;   // of each node: the phase in which it is on the path or leads nowhere
  std::vector<std::int32_t> cursor_;   // of each node: where its phase goes on among the ways out
  std::int32_t phase_ = 0;
  std::int32_t tip_ = none;  // of the path that a phase is at
  Value now_ = 0;
  Value best_ = unreached;
  Value limit_ = unreached;      // nothing as far as this is of interest
  std::int32_t most_steps_ = 0;  // of paths to the nearest end
  bool is_phase_ = false;
  std::int32_t target_ = none;
  std::int64_t work_ = 0;
  std::int64_t reached_ = 0;             // of whole_search
  std::int64_t sent_ = 0, to_send_ = 0;  // units that bids left
  bool is_warm_ = false;
  bool stopped_ = false;
};

}  // namespace pairwell::kernel
