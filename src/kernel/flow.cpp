#include "kernel/flow.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace pairwell::kernel {
namespace {

constexpr std::int64_t unreached = std::numeric_limits<std::int64_t>::max();

std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }

/// One run of maximise. Costs are negated weights; the reduced cost of an arc u -> v is cost + p[u] - p[v].
class Search {
 public:
  Search(const Network& network, std::span<const std::int64_t> weight, Flow& flow, const Spend& spend)
      : network_(network), weight_(weight), flow_(flow), spend_(spend), nodes_(network.nodes()) {
    list_children();
    row_of_.resize(weight.size());
    for (std::int32_t mentee = 0; mentee < network.mentees; ++mentee) {
      for (auto pair = network.row_start[at(mentee)]; pair < network.row_start[at(mentee + 1)]; ++pair) {
        row_of_[at(pair)] = mentee;
      }
    }
    flow.chosen.resize(weight.size(), 0);
    flow.tree.resize(at(nodes_), 0);
    chosen_of_.resize(at(network.mentors));
    distance_.resize(at(nodes_));
    mark_.resize(at(nodes_));
  }

  Outcome run() {
    start_potentials();
    settle();
    count_excess();
    while (true) {
      const std::int32_t sources = count_sources();
      if (sources == 0) return finish(Outcome::solved);
      if (!shortest_distances()) return Outcome::stopped;
      if (nearest_deficit_ == unreached) return cut();
      for (std::int32_t node = 0; node < nodes_; ++node) {
        flow_.potential[at(node)] += std::min(distance_[at(node)], nearest_deficit_);
      }
      if (!send_on_tight_arcs()) return Outcome::stopped;
    }
  }

 private:
  /// A residual arc: where it leads, its reduced cost, and the pair or the tree node whose flow it changes.
  struct Arc {
    std::int32_t to;
    std::int64_t reduced;
    std::int64_t pair;    // -1 for a tree arc
    std::int32_t tree;    // node whose tree arc it is, -1 for a pair
    std::int64_t change;  // +1 or -1: what a unit does to that flow
  };

  void list_children() {
    child_start_.assign(at(nodes_ + 1), 0);
    for (std::int32_t node = 1; node < nodes_; ++node) ++child_start_[at(network_.parent[at(node)] + 1)];
    for (std::int32_t node = 0; node < nodes_; ++node) child_start_[at(node + 1)] += child_start_[at(node)];
    child_.resize(at(nodes_ - 1));
    std::vector<std::int32_t> next(child_start_.begin(), child_start_.end() - 1);
    for (std::int32_t node = 1; node < nodes_; ++node) child_[at(next[at(network_.parent[at(node)])]++)] = node;
  }

  /// The best weights of one side's people are their first potentials, so that no free pair has negative reduced cost.
  /// It is the side with fewer places, since every place then asks for a path.
  void start_potentials() {
    flow_.potential.assign(at(nodes_), 0);
    const bool from_mentors =
        places(network_.mentor_node(0), network_.mentors) < places(network_.mentee_node(0), network_.mentees);
    constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();
    std::vector<std::int64_t> best(at(nodes_), none);
    for (std::int64_t pair = 0; pair < std::ssize(weight_); ++pair) {
      if (network_.state[at(pair)] != PairState::free) continue;
      std::int64_t& own = best[at(from_mentors ? network_.mentor_node(network_.mentor[at(pair)])
                                               : network_.mentee_node(row_of_[at(pair)]))];
      own = std::max(own, weight_[at(pair)]);
    }
    for (std::int32_t node = 0; node < nodes_; ++node) {
      if (best[at(node)] != none) flow_.potential[at(node)] = from_mentors ? -best[at(node)] : best[at(node)];
    }
  }

  /// How many pairs a run of people may have in all.
  std::int64_t places(std::int32_t first, std::int32_t count) const {
    return std::accumulate(network_.most.begin() + first, network_.most.begin() + first + count, std::int64_t{0});
  }

  std::int64_t reduced_cost(std::int64_t pair) const {
    return flow_.potential[at(network_.mentee_node(row_of_[at(pair)]))] -
           flow_.potential[at(network_.mentor_node(network_.mentor[at(pair)]))] - weight_[at(pair)];
  }

  /// Brings the warm flow into the ranges and to complementary slackness; what it then lacks in balance is excess.
  void settle() {
    for (std::int64_t pair = 0; pair < std::ssize(weight_); ++pair) {
      std::uint8_t& chosen = flow_.chosen[at(pair)];
      if (network_.state[at(pair)] == PairState::out) chosen = 0;
      if (network_.state[at(pair)] == PairState::in) chosen = 1;
      if (network_.state[at(pair)] != PairState::free) continue;
      if (chosen != 0 && reduced_cost(pair) > 0) chosen = 0;
      if (chosen != 0) chosen_of_[at(network_.mentor[at(pair)])].push_back(pair);
    }
    for (std::int32_t node = 1; node < nodes_; ++node) {
      const std::int64_t fall = downhill(node);
      std::int64_t& tree = flow_.tree[at(node)];
      tree = std::clamp(tree, network_.least[at(node)], network_.most[at(node)]);
      if (fall < 0) tree = network_.most[at(node)];
      if (fall > 0) tree = network_.least[at(node)];
    }
  }

  /// The reduced cost of a tree arc in the direction in which its flow runs.
  std::int64_t downhill(std::int32_t node) const {
    const std::int64_t parent = flow_.potential[at(network_.parent[at(node)])];
    const std::int64_t own = flow_.potential[at(node)];
    return network_.on_mentee_side(node) ? parent - own : own - parent;
  }

  void count_excess() {
    excess_.assign(at(nodes_), 0);
    for (std::int64_t pair = 0; pair < std::ssize(weight_); ++pair) {
      if (flow_.chosen[at(pair)] == 0) continue;
      --excess_[at(network_.mentee_node(row_of_[at(pair)]))];
      ++excess_[at(network_.mentor_node(network_.mentor[at(pair)]))];
    }
    for (std::int32_t node = 1; node < nodes_; ++node) {
      const std::int64_t amount = network_.on_mentee_side(node) ? flow_.tree[at(node)] : -flow_.tree[at(node)];
      excess_[at(node)] += amount;
      excess_[at(network_.parent[at(node)])] -= amount;
    }
  }

  std::int32_t count_sources() const {
    return static_cast<std::int32_t>(std::ranges::count_if(excess_, [](std::int64_t excess) { return excess > 0; }));
  }

  /// Calls visit(arc) for every residual arc out of a node until it returns true. `first_child` is where to begin among
  /// the children; it is left at the child that was visited last.
  template <class Visit>
  bool any_arc(std::int32_t node, std::int32_t& first_child, Visit visit) {
    const std::int64_t own = flow_.potential[at(node)];
    if (network_.is_mentee(node)) {
      const auto end = network_.row_start[at(node)];
      work_ += end - network_.row_start[at(node - 1)];
      for (auto pair = network_.row_start[at(node - 1)]; pair < end; ++pair) {
        if (network_.state[at(pair)] != PairState::free || flow_.chosen[at(pair)] != 0) continue;
        const std::int32_t to = network_.mentor_node(network_.mentor[at(pair)]);
        if (visit(Arc{to, own - flow_.potential[at(to)] - weight_[at(pair)], pair, -1, 1})) return true;
      }
    } else if (network_.is_mentor(node)) {
      for (const std::int64_t pair : chosen_of_[at(node - 1 - network_.mentees)]) {
        const std::int32_t to = network_.mentee_node(row_of_[at(pair)]);
        if (visit(Arc{to, own - flow_.potential[at(to)] + weight_[at(pair)], pair, -1, -1})) return true;
      }
    }
    const std::int32_t began = first_child;
    for (; first_child < child_start_[at(node + 1)]; ++first_child) {
      const std::int32_t child = child_[at(first_child)];
      const std::int64_t change = network_.on_mentee_side(child) ? 1 : -1;
      if (room(child, change) == 0) continue;
      if (visit(Arc{child, own - flow_.potential[at(child)], -1, child, change})) return true;
    }
    work_ += 1 + first_child - began;
    if (node == 0) return false;
    const std::int64_t change = network_.on_mentee_side(node) ? -1 : 1;
    if (room(node, change) == 0) return false;
    const std::int32_t parent = network_.parent[at(node)];
    return visit(Arc{parent, own - flow_.potential[at(parent)], -1, node, change});
  }

  /// How far the flow of a tree arc can still change in a direction.
  std::int64_t room(std::int32_t node, std::int64_t change) const {
    return change > 0 ? network_.most[at(node)] - flow_.tree[at(node)]
                      : flow_.tree[at(node)] - network_.least[at(node)];
  }

  /// Dijkstra from all nodes with excess, up to the nearest node with a deficit. False: the caller asked to stop.
  bool shortest_distances() {
    using Entry = std::pair<std::int64_t, std::int32_t>;
    std::ranges::fill(distance_, unreached);
    nearest_deficit_ = unreached;
    heap_.clear();
    for (std::int32_t node = 0; node < nodes_; ++node) {
      if (excess_[at(node)] <= 0) continue;
      distance_[at(node)] = 0;
      heap_.emplace_back(0, node);
    }
    while (!heap_.empty()) {
      std::ranges::pop_heap(heap_, std::greater<Entry>{});
      const auto [distance, node] = heap_.back();
      heap_.pop_back();
      if (distance > distance_[at(node)]) continue;
      if (excess_[at(node)] < 0) {
        nearest_deficit_ = distance;
        break;
      }
      std::int32_t first_child = child_start_[at(node)];
      any_arc(node, first_child, [&, from = distance](const Arc& arc) {
        assert(arc.reduced >= 0);
        const std::int64_t reached = from + arc.reduced;
        if (reached < distance_[at(arc.to)]) {
          distance_[at(arc.to)] = reached;
          heap_.emplace_back(reached, arc.to);
          std::ranges::push_heap(heap_, std::greater<Entry>{});
        }
        return false;
      });
      if (!paid()) return false;
    }
    return true;
  }

  /// Sends all the flow that depth-first searches on arcs of reduced cost 0 find. False: the caller asked to stop.
  bool send_on_tight_arcs() {
    std::ranges::fill(mark_, Mark::fresh);
    next_child_.assign(child_start_.begin(), child_start_.end() - 1);
    for (std::int32_t source = 0; source < nodes_; ++source) {
      while (excess_[at(source)] > 0 && mark_[at(source)] == Mark::fresh && find_tight_path(source)) send(source);
      if (!paid()) return false;
    }
    return true;
  }

  /// Leaves in path_ a tight path to a node with a deficit. Nodes from which there is none stay marked dead.
  bool find_tight_path(std::int32_t source) {
    path_.clear();
    mark_[at(source)] = Mark::on_path;
    std::int32_t node = source;
    while (excess_[at(node)] >= 0) {
      const bool found = any_arc(node, next_child_[at(node)], [&](const Arc& arc) {
        if (arc.reduced != 0 || mark_[at(arc.to)] != Mark::fresh) return false;
        path_.push_back(arc);
        return true;
      });
      if (found) {
        node = path_.back().to;
        mark_[at(node)] = Mark::on_path;
        continue;
      }
      mark_[at(node)] = Mark::dead;
      if (path_.empty()) return false;
      path_.pop_back();
      node = path_.empty() ? source : path_.back().to;
    }
    // What was on the path may serve again.
    mark_[at(source)] = Mark::fresh;
    for (const Arc& arc : path_) mark_[at(arc.to)] = Mark::fresh;
    return true;
  }

  void send(std::int32_t source) {
    const std::int32_t sink = path_.back().to;
    std::int64_t amount = std::min(excess_[at(source)], -excess_[at(sink)]);
    for (const Arc& arc : path_) amount = std::min(amount, arc.pair >= 0 ? 1 : room(arc.tree, arc.change));
    for (const Arc& arc : path_) {
      if (arc.pair < 0) {
        flow_.tree[at(arc.tree)] += arc.change * amount;
        continue;
      }
      flow_.chosen[at(arc.pair)] = arc.change > 0 ? 1 : 0;
      auto& chosen = chosen_of_[at(network_.mentor[at(arc.pair)])];
      if (arc.change > 0) {
        chosen.push_back(arc.pair);
      } else {
        chosen.erase(std::ranges::find(chosen, arc.pair));
      }
    }
    excess_[at(source)] -= amount;
    excess_[at(sink)] += amount;
  }

  bool paid() {
    const bool go_on = spend_(work_);
    work_ = 0;
    return go_on;
  }

  Outcome cut() {
    for (std::int32_t node = 0; node < nodes_; ++node) {
      flow_.potential[at(node)] = distance_[at(node)] == unreached ? 1 : 0;
    }
    return finish(Outcome::infeasible);
  }

  Outcome finish(Outcome outcome) {
    const std::int64_t root = flow_.potential[0];
    for (std::int64_t& potential : flow_.potential) potential -= root;
    return outcome;
  }

  enum class Mark : std::uint8_t { fresh, on_path, dead };

  const Network& network_;
  std::span<const std::int64_t> weight_;
  Flow& flow_;
  const Spend& spend_;
  std::int32_t nodes_;
  std::vector<std::int32_t> child_start_;  // children of a node, as rows are
  std::vector<std::int32_t> child_;
  std::vector<std::int32_t> next_child_;  // where a depth-first search goes on among the children, for one phase
  std::vector<std::int32_t> row_of_;      // mentee of each pair
  std::vector<std::vector<std::int64_t>> chosen_of_;  // free pairs that are chosen, by mentor
  std::vector<std::int64_t> excess_;                  // inflow less outflow of each node
  std::vector<std::int64_t> distance_;
  std::int64_t nearest_deficit_ = unreached;
  std::vector<std::pair<std::int64_t, std::int32_t>> heap_;
  std::vector<Mark> mark_;
  std::vector<Arc> path_;
  std::int64_t work_ = 0;
};

}  // namespace

Outcome maximise(const Network& network, std::span<const std::int64_t> weight, Flow& flow, const Spend& spend) {
  return Search(network, weight, flow, spend).run();
}

}  // namespace pairwell::kernel
