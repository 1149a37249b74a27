#include "match/count_flows.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

#include "core/at.hpp"
#include "match/components.hpp"

namespace pairwell {
namespace {

/// How deep flows that differ from one that differs may lie: what is deeper is not counted.
constexpr int deepest = 1000;

/// The residual graph of a part.
class PartGraph {
 public:
  explicit PartGraph(const FlowPart& part) : part_(part), arcs_of_(at(part.nodes)) {
    for (std::size_t arc = 0; arc < part.arcs.size(); ++arc) {
      arcs_of_[at(part.arcs[arc].tail)].push_back(arc);
      arcs_of_[at(part.arcs[arc].head)].push_back(arc);
    }
  }

  std::int32_t nodes() const { return part_.nodes; }

  std::int32_t next(std::int32_t node, std::int64_t& cursor) const {
    const auto& arcs = arcs_of_[at(node)];
    while (cursor < std::ssize(arcs)) {
      const FlowPart::Arc& arc = part_.arcs[arcs[at(cursor++)]];
      if (arc.tail == node && arc.flow < arc.most) return arc.head;
      if (arc.head == node && arc.flow > arc.least) return arc.tail;
    }
    return -1;
  }

  const std::vector<std::size_t>& arcs_of(std::int32_t node) const { return arcs_of_[at(node)]; }

 private:
  const FlowPart& part_;
  std::vector<std::vector<std::size_t>> arcs_of_;
};

class FlowCounter {
 public:
  explicit FlowCounter(const std::function<bool(std::int64_t)>& spend) : spend_(spend) {}

  /// Of all flows that differ from the part's, and itself; more than `limit` are not counted apart.
  std::int64_t count(const FlowPart& part, std::int64_t limit, int depth) {
    std::int64_t flows = 1;
    for (FlowPart& piece : pieces(part)) {
      flows = std::min(limit + 1, flows * count_piece(std::move(piece), limit / flows, depth));
      if (flows > limit) break;
    }
    return flows;
  }

  bool is_whole() const { return is_whole_ && !stopped_; }

 private:
  /// Strongly connected, with a pair that may change. Either it stays, or it changes.
  std::int64_t count_piece(FlowPart piece, std::int64_t limit, int depth) {
    std::int64_t flows = 0;
    while (flows <= limit) {
      // A flow that changes nothing more; those of as many dimensions have one corner more at least.
      const std::int64_t corners = 2 + std::ssize(piece.arcs) - piece.nodes;
      if (depth == deepest || flows + corners > limit) {
        is_whole_ = false;
        return std::min(limit + 1, flows + corners);
      }
      // Pairs that are not chosen come first, since fewer of them can be chosen beside one another.
      const auto is_pair = [](const FlowPart::Arc& arc) { return arc.is_pair; };
      const auto is_open = [](const FlowPart::Arc& arc) { return arc.is_pair && arc.flow == 0; };
      auto arc = std::ranges::find_if(piece.arcs, is_open);
      if (arc == piece.arcs.end()) arc = std::ranges::find_if(piece.arcs, is_pair);
      assert(arc != piece.arcs.end());
      FlowPart changed = piece;
      turn(changed, at(arc - piece.arcs.begin()));
      flows += count(changed, limit - flows, depth + 1);
      if (stopped_) return flows;
      piece.arcs.erase(arc);
      std::vector<FlowPart> left = pieces(piece);
      if (left.empty()) return flows + 1;
      if (left.size() > 1)
        return std::min(limit + 1, flows + count(piece, std::max<std::int64_t>(limit - flows, 0), depth));
      piece = std::move(left.front());
    }
    is_whole_ = false;
    return flows;
  }

  /// Changes a pair and what else lies on a cycle with it, and takes it out.
  void turn(FlowPart& part, std::size_t pair) {
    FlowPart::Arc& own = part.arcs[pair];
    const std::int32_t source = own.flow == 0 ? own.head : own.tail;
    const std::int32_t target = own.flow == 0 ? own.tail : own.head;
    own.least = own.most = own.flow;
    const PartGraph graph(part);
    std::vector<std::size_t> arc_to(at(part.nodes), part.arcs.size());
    std::vector<std::int32_t> queue{source};
    for (std::size_t index = 0; index < queue.size() && arc_to[at(target)] == part.arcs.size(); ++index) {
      const std::int32_t node = queue[index];
      for (const std::size_t arc : graph.arcs_of(node)) {
        const auto& [tail, head, flow, least, most, is_pair] = part.arcs[arc];
        const bool may_go = tail == node ? flow < most : flow > least;
        const std::int32_t next = tail == node ? head : tail;
        if (!may_go || next == source || arc_to[at(next)] != part.arcs.size()) continue;
        arc_to[at(next)] = arc;
        queue.push_back(next);
      }
    }
    assert(arc_to[at(target)] != part.arcs.size());
    for (std::int32_t node = target; node != source;) {
      FlowPart::Arc& arc = part.arcs[arc_to[at(node)]];
      arc.flow += arc.head == node ? 1 : -1;
      node = arc.head == node ? arc.tail : arc.head;
    }
    part.arcs.erase(part.arcs.begin() + static_cast<std::ptrdiff_t>(pair));
    stopped_ = !spend_(16 * std::ssize(part.arcs) + 8 * part.nodes) || stopped_;
  }

  /// The strongly connected components that have a pair, each with nodes of its own numbers.
  std::vector<FlowPart> pieces(const FlowPart& part) {
    const std::vector<std::int32_t> component =
        components(PartGraph(part), [&](std::int64_t work) { return spend_(work); });
    stopped_ = !spend_(16 * std::ssize(part.arcs) + 8 * part.nodes) || stopped_;
    if (stopped_) return {};
    constexpr std::int32_t none = -1;
    std::vector<std::int32_t> piece_of(at(part.nodes), none);
    std::vector<FlowPart> found;
    for (const auto& arc : part.arcs) {
      std::int32_t& piece = piece_of[at(component[at(arc.tail)])];
      if (!arc.is_pair || component[at(arc.tail)] != component[at(arc.head)] || piece != none) continue;
      piece = static_cast<std::int32_t>(found.size());
      found.emplace_back();
    }
    if (found.empty()) return found;
    std::vector<std::int32_t> number(at(part.nodes), none);
    const auto numbered = [&](FlowPart& piece, std::int32_t node) {
      if (number[at(node)] == none) number[at(node)] = piece.nodes++;
      return number[at(node)];
    };
    for (const auto& arc : part.arcs) {
      if (component[at(arc.tail)] != component[at(arc.head)] || piece_of[at(component[at(arc.tail)])] == none) continue;
      FlowPart& piece = found[at(piece_of[at(component[at(arc.tail)])])];
      FlowPart::Arc own = arc;
      own.tail = numbered(piece, arc.tail);
      own.head = numbered(piece, arc.head);
      piece.arcs.push_back(own);
    }
    return found;
  }

  const std::function<bool(std::int64_t)>& spend_;
  bool is_whole_ = true;
  bool stopped_ = false;
};

}  // namespace

FlowCount count_flows(const FlowPart& part, std::int64_t most, const std::function<bool(std::int64_t)>& spend) {
  FlowCounter counter(spend);
  const std::int64_t flows = counter.count(part, most, 0);
  return {.flows = flows, .is_whole = counter.is_whole() && flows <= most};
}

}  // namespace pairwell
