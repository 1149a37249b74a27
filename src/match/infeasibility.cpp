#include "match/infeasibility.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "kernel/marks.hpp"
#include "pairwell/match/explain.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
constexpr std::int32_t nowhere = -1;
constexpr std::int64_t no_pair = -1;

/// The arc between a node and its parent, or a pair.
struct Arc {
  std::int32_t tail = 0;
  std::int32_t head = 0;
  std::int32_t node = nowhere;  ///< The lower end in the tree; none of a pair.
  std::int64_t pair = no_pair;
};

/// A rule that may be in the conflict: that an arc carries at least, or at most, so much.
struct Rule {
  Arc arc{};
  Claim claim{};
  std::size_t number = 0;  ///< In the order of the problem.
  bool is_limit = false;
  bool is_needed = false;  ///< Whether the other rules without it are known to allow a matching.
};

/// The circulation of the rules that are kept; whatever else the problem asks for is left out, so that every other arc
/// of the tree carries 0 or more and every other admissible pair 0 or 1.
///
/// Invariant: the flow is kept in balance and obeys every rule that is in force.
class Conflict {
 public:
  Conflict(const Problem& problem, const MatchNetwork& match, const kernel::Flow& flow, const kernel::Spend& spend)
      : match_(match), network_(match.network), spend_(spend) {
    const auto nodes = at(network_.nodes());
    least_.assign(nodes, 0);
    most_.assign(nodes, no_limit);
    tree_.assign(nodes, 0);
    reached_.assign(nodes, false);
    step_.assign(nodes, {});
    chosen_.assign(network_.state.size(), false);
    held_.assign(network_.state.size(), false);
    rows_of_.resize(at(network_.columns));
    columns_of_.resize(at(network_.rows));
    list_rules(problem, make_prices(match, flow));
    for (std::size_t number = 0; number < rules_.size(); ++number) rules_[number].number = number;
    for (const Rule& rule : rules_) {
      if (rule.is_limit) put_in_force(rule);
    }
    take_up(flow.chosen);
    list_children();
    turn_pairs();
  }

  /// Leaves rules_ such that none can be spared; false where the caller asked to stop.
  bool reduce() {
    if (stopped_ || !add_asks_until_one_fails()) return false;
    if (!spare_what_does_not_cross()) return false;
    while (missing() > 1) {
      const auto rule = std::ranges::find_if(rules_, [](const Rule& one) { return !one.is_needed; });
      if (rule == rules_.end()) break;
      if (!try_without(static_cast<std::size_t>(rule - rules_.begin()))) return false;
    }
    return true;
  }

  Infeasibility result() {
    Infeasibility found;
    search(last_.arc.head, Direction::forward);
    // Which ask was the last to be tried is a matter of the flow, and so not of the problem alone.
    rules_.push_back(last_);
    std::ranges::sort(rules_, {}, &Rule::number);
    for (const Rule& rule : rules_) (rule.is_limit ? found.limits : found.asked).push_back(rule.claim);
    kernel::Flow cut;
    for (const bool is_reached : reached_) cut.potential.push_back(is_reached ? 0 : 1);
    for (std::int64_t& potential : cut.potential) potential -= reached_[0] ? 0 : 1;
    found.prices = make_prices(match_, cut);
    for (std::int32_t row = 0; row < network_.rows; ++row) {
      if (!reached_[at(network_.row_node(row))]) continue;
      for (std::int64_t pair = network_.first_pair(row); pair < network_.end_pair(row); ++pair) {
        if (network_.state[at(pair)] == kernel::PairState::out) continue;
        if (!reached_[at(network_.column_node(network_.column_of(row, pair)))]) ++found.open_pairs;
      }
      spend_(2 * (network_.end_pair(row) - network_.first_pair(row)));
    }
    return found;
  }

 private:
  enum class Direction { forward, backward };
  using Place = std::pair<std::int32_t, std::int64_t>;  // a row or a column, and the pair

  /// How a search came to a node.
  struct Step {
    Arc arc{};
    bool is_along = false;  ///< In the direction of the arc, so that its flow rises.
  };

  Arc tree_arc(std::int32_t node) const {
    const std::int32_t parent = network_.parent[at(node)];
    if (network_.on_row_side(node)) return {.tail = parent, .head = node, .node = node};
    return {.tail = node, .head = parent, .node = node};
  }

  Arc pair_arc(std::int32_t row, std::int32_t column, std::int64_t pair) const {
    return {.tail = network_.row_node(row), .head = network_.column_node(column), .pair = pair};
  }

  /// The rules that have a price: they collide by themselves.
  void list_rules(const Problem& problem, const Prices& prices) {
    const FirstNodes first = first_nodes(match_);
    const auto add = [&](std::int32_t node, Claim::Subject subject, const Range& range, std::int64_t price) {
      if (price > 0) {
        rules_.push_back({.arc = tree_arc(node), .claim = {subject, range.most}, .is_limit = true});
      } else if (price < 0 && range.least > 0) {
        rules_.push_back({.arc = tree_arc(node), .claim = {subject, range.least}});
      }
    };
    const auto add_people = [&](auto id, std::int32_t node, const std::vector<Range>& capacity, const auto& price) {
      for (std::int32_t person = 0; person < std::ssize(price); ++person) {
        add(node + person, decltype(id)(person), capacity.empty() ? Range{} : capacity[at(person)], price[at(person)]);
      }
    };
    const auto add_groups = [&](auto id, std::int32_t node, const auto& groups, const auto& price) {
      for (std::int32_t group = 0; group < std::ssize(price); ++group) {
        add(node + group, decltype(id)(group), groups[at(group)].pairs, price[at(group)]);
      }
    };
    add_people(MenteeId(), first.mentee, problem.mentee_capacity, prices.mentee);
    add_people(MentorId(), first.mentor, problem.mentor_capacity, prices.mentor);
    add_groups(MenteeGroupId(), first.mentee_group, problem.mentee_groups, prices.mentee_group);
    add_groups(MentorGroupId(), first.mentor_group, problem.mentor_groups, prices.mentor_group);
    const PaidPrices paid = paid_prices(match_, prices);
    for (const Pair& pair : problem.locked) {
      const auto [row, column] = match_.place_of(pair);
      if (paid.row[at(row)] + paid.column[at(column)] <= 0) continue;
      const auto number = static_cast<std::int64_t>(match_.pair_of(pair));
      rules_.push_back({.arc = pair_arc(row, column, number), .claim = {pair, 1}});
    }
  }

  void put_in_force(const Rule& rule) {
    if (rule.arc.pair != no_pair) {
      held_[at(rule.arc.pair)] = true;
    } else {
      (rule.is_limit ? most_ : least_)[at(rule.arc.node)] = rule.claim.pairs;
    }
  }

  void spare(const Rule& rule) {
    if (rule.arc.pair != no_pair) {
      held_[at(rule.arc.pair)] = false;
    } else {
      (rule.is_limit ? most_ : least_)[at(rule.arc.node)] = rule.is_limit ? no_limit : 0;
    }
  }

  std::int64_t carried(const Arc& arc) const {
    return arc.pair != no_pair ? chosen_[at(arc.pair)] : tree_[at(arc.node)];
  }

  /// How many pairs the last rule asks for and does not get.
  std::int64_t missing() const { return last_.claim.pairs - carried(last_.arc); }

  /// Chooses as many pairs of the kernel's flow as the limits let through.
  void take_up(const std::vector<std::uint8_t>& chosen) {
    const auto each_above = [&](std::int32_t node, auto visit) {
      for (; node != 0; node = network_.parent[at(node)]) visit(node);
    };
    const auto take = [&](std::int32_t row, std::int64_t pair) {
      if (network_.state[at(pair)] == kernel::PairState::out) return;
      const std::int32_t column = network_.column_of(row, pair);
      bool fits = true;
      for (const std::int32_t end : {network_.row_node(row), network_.column_node(column)}) {
        each_above(end, [&](std::int32_t node) { fits = fits && tree_[at(node)] < most_[at(node)]; });
      }
      if (!fits) return;
      choose(row, column, pair, true);
      for (const std::int32_t end : {network_.row_node(row), network_.column_node(column)}) {
        each_above(end, [&](std::int32_t node) { ++tree_[at(node)]; });
      }
    };
    for (std::int32_t row = 0; row < network_.rows; ++row) {
      kernel::each_mark(chosen, network_.first_pair(row), network_.end_pair(row), std::uint8_t{1},
                        [&](std::int64_t pair) { take(row, pair); });
    }
  }

  void choose(std::int32_t row, std::int32_t column, std::int64_t pair, bool is_in) {
    assert(chosen_[at(pair)] != is_in);
    chosen_[at(pair)] = is_in;
    if (is_in) {
      rows_of_[at(column)].emplace_back(row, pair);
      columns_of_[at(row)].emplace_back(column, pair);
    } else {
      std::erase_if(rows_of_[at(column)], [&](const Place& place) { return place.second == pair; });
      std::erase_if(columns_of_[at(row)], [&](const Place& place) { return place.second == pair; });
    }
  }

  /// Whether every row has every column, so that neither is listed.
  bool is_whole() const { return network_.column.empty() && network_.pairs() > 0; }

  /// Lists the rows of each column, which a search backwards reads, where not every column has every row.
  void turn_pairs() {
    if (is_whole()) return;
    column_start_.assign(at(network_.columns) + 1, 0);
    for (const std::int32_t column : network_.column) ++column_start_[at(column) + 1];
    std::partial_sum(column_start_.begin(), column_start_.end(), column_start_.begin());
    row_.resize(network_.column.size());
    std::vector<std::int64_t> next(column_start_.begin(), column_start_.end() - 1);
    stopped_ = !match_.each_pair(
        spend_, [&](std::size_t, std::int32_t row, std::int32_t column) { row_[at(next[at(column)]++)] = row; });
  }

  /// Keeps the rules that can be obeyed together, and one more that cannot; those after it are not needed.
  bool add_asks_until_one_fails() {
    std::vector<Rule> asks;
    std::vector<Rule> kept;
    for (Rule& rule : rules_) (rule.is_limit ? kept : asks).push_back(std::move(rule));
    const auto is_unmet = [&](const Rule& ask) { return carried(ask.arc) < ask.claim.pairs; };
    std::ranges::stable_sort(asks, {}, is_unmet);
    for (Rule& ask : asks) {
      last_ = ask;
      while (missing() > 0) {
        if (stopped_) return false;
        if (!add_one()) {
          rules_ = std::move(kept);
          return !stopped_;
        }
      }
      put_in_force(ask);
      kept.push_back(std::move(ask));
    }
    assert(stopped_ && "the prices are a proof, so that some rule fails");
    return false;
  }

  /// One pair more through the arc of the last rule; false where the others do not let it through.
  bool add_one() {
    search(last_.arc.head, Direction::forward, last_.arc.tail);
    if (!reached_[at(last_.arc.tail)]) return false;
    for (std::int32_t node = last_.arc.tail; node != last_.arc.head;) {
      const Step step = step_[at(node)];
      send(step);
      node = step.is_along ? step.arc.tail : step.arc.head;
    }
    send({last_.arc, true});
    return true;
  }

  void send(const Step& step) {
    sent_.push_back(step);
    const Arc& arc = step.arc;
    if (arc.pair != no_pair) {
      choose(arc.tail - network_.row_node(0), arc.head - network_.column_node(0), arc.pair, step.is_along);
    } else {
      tree_[at(arc.node)] += step.is_along ? 1 : -1;
    }
  }

  void take_back() {
    std::vector<Step> sent;
    std::swap(sent, sent_);
    for (auto step = sent.rbegin(); step != sent.rend(); ++step) send({step->arc, !step->is_along});
    sent_.clear();
  }

  /// Marks the nodes to which one pair more can be led from `start`, or from which it can be led there; not all of them
  /// where it comes by `target`.
  void search(std::int32_t start, Direction direction, std::int32_t target = nowhere) {
    const bool is_forward = direction == Direction::forward;
    if (is_whole()) {
      left_.resize(at(is_forward ? network_.columns : network_.rows));
      std::iota(left_.begin(), left_.end(), 0);
    }
    reached_.assign(reached_.size(), false);
    queue_.assign(1, start);
    reached_[at(start)] = true;
    const auto visit = [&](const Arc& arc, bool is_along) {
      const std::int32_t next = is_along == is_forward ? arc.head : arc.tail;
      if (reached_[at(next)]) return;
      reached_[at(next)] = true;
      step_[at(next)] = {arc, is_along};
      queue_.push_back(next);
    };
    for (std::size_t index = 0; index < queue_.size(); ++index) {
      const std::int32_t node = queue_[index];
      std::int64_t work = 8;
      const auto visit_tree = [&](std::int32_t lower) {
        if (lower == last_.arc.node) return;
        const Arc arc = tree_arc(lower);
        const bool is_along = (arc.tail == node) == is_forward;
        const bool may_go = is_along ? tree_[at(lower)] < most_[at(lower)] : tree_[at(lower)] > least_[at(lower)];
        if (may_go) visit(arc, is_along);
        ++work;
      };
      if (node != 0) visit_tree(node);
      for (std::int32_t child = child_start_[at(node)]; child < child_start_[at(node) + 1]; ++child) {
        visit_tree(child_[at(child)]);
      }
      if (network_.is_row(node)) {
        work += visit_row(node - network_.row_node(0), is_forward, visit);
      } else if (network_.is_column(node)) {
        work += visit_column(node - network_.column_node(0), is_forward, visit);
      }
      if (!spend_(work)) stopped_ = true;
      if (stopped_ || (target != nowhere && reached_[at(target)])) return;
    }
  }

  bool is_open(std::int64_t pair) const {
    return !chosen_[at(pair)] && network_.state[at(pair)] != kernel::PairState::out && pair != last_.arc.pair;
  }

  /// A row leads to columns that it does not have; chosen pairs lead back.
  template <class Visit>
  std::int64_t visit_row(std::int32_t row, bool is_forward, Visit visit) {
    if (!is_forward) {
      for (const auto& [column, pair] : columns_of_[at(row)]) {
        if (!held_[at(pair)] && pair != last_.arc.pair) visit(pair_arc(row, column, pair), false);
      }
      return 2 * std::ssize(columns_of_[at(row)]);
    }
    const std::int64_t first = network_.first_pair(row);
    if (is_whole()) {
      return visit_left([&](std::int32_t column) {
        if (is_open(first + column)) visit(pair_arc(row, column, first + column), true);
        return reached_[at(network_.column_node(column))];
      });
    }
    for (std::int64_t pair = first; pair < network_.end_pair(row); ++pair) {
      if (is_open(pair)) visit(pair_arc(row, network_.column_of(row, pair), pair), true);
    }
    return 2 * (network_.end_pair(row) - first);
  }

  template <class Visit>
  std::int64_t visit_column(std::int32_t column, bool is_forward, Visit visit) {
    if (is_forward) {
      for (const auto& [row, pair] : rows_of_[at(column)]) {
        if (!held_[at(pair)] && pair != last_.arc.pair) visit(pair_arc(row, column, pair), false);
      }
      return 2 * std::ssize(rows_of_[at(column)]);
    }
    const auto visit_open = [&](std::int32_t row) {
      const std::int64_t pair = network_.pair_of(row, column);
      if (is_open(pair)) visit(pair_arc(row, column, pair), true);
      return reached_[at(network_.row_node(row))];
    };
    if (is_whole()) return visit_left(visit_open);
    const std::int64_t first = column_start_[at(column)];
    const std::int64_t end = column_start_[at(column) + 1];
    for (std::int64_t place = first; place < end; ++place) visit_open(row_[at(place)]);
    return 4 * (end - first);
  }

  /// Visits the rows or columns that are not reached yet, of which those that are now leave the list.
  template <class Visit>
  std::int64_t visit_left(Visit visit) {
    const auto work = 4 * std::ssize(left_);
    std::erase_if(left_, visit);
    return work;
  }

  /// Spares the rules that do not bar the way out of the nodes that are marked, or of the others.
  bool spare_what_does_not_bar(bool inside) {
    return std::erase_if(rules_, [&](const Rule& rule) {
             const std::int32_t from = rule.is_limit ? rule.arc.tail : rule.arc.head;
             const std::int32_t to = rule.is_limit ? rule.arc.head : rule.arc.tail;
             if (reached_[at(from)] == inside && reached_[at(to)] != inside) return false;
             spare(rule);
             return true;
           }) > 0;
  }

  /// Afterwards each rule bars a way that leads from the head of the last rule to its tail; so without any one of them
  /// one pair more could be made.
  bool spare_what_does_not_cross() {
    for (bool is_settled = false; !is_settled;) {
      search(last_.arc.head, Direction::forward);
      if (stopped_) return false;
      assert(!reached_[at(last_.arc.tail)]);
      spare_what_does_not_bar(true);
      search(last_.arc.tail, Direction::backward);
      if (stopped_) return false;
      is_settled = !spare_what_does_not_bar(false);
    }
    return true;
  }

  /// Where more than one pair is missing, the rules may collide without one that bars the way.
  bool try_without(std::size_t index) {
    const Rule rule = rules_[index];
    spare(rule);
    sent_.clear();
    while (missing() > 0 && add_one()) {
    }
    if (stopped_) return false;
    if (missing() == 0) {
      take_back();
      put_in_force(rule);
      rules_[index].is_needed = true;
      return true;
    }
    rules_.erase(rules_.begin() + static_cast<std::ptrdiff_t>(index));
    return spare_what_does_not_cross();
  }

  void list_children() {
    child_start_.assign(at(network_.nodes()) + 1, 0);
    for (std::int32_t node = 1; node < network_.nodes(); ++node) ++child_start_[at(network_.parent[at(node)]) + 1];
    std::partial_sum(child_start_.begin(), child_start_.end(), child_start_.begin());
    child_.resize(at(child_start_.back()));
    std::vector<std::int32_t> next(child_start_.begin(), child_start_.end() - 1);
    for (std::int32_t node = 1; node < network_.nodes(); ++node) {
      child_[at(next[at(network_.parent[at(node)])]++)] = node;
    }
  }

  const MatchNetwork& match_;
  const kernel::Network& network_;
  const kernel::Spend& spend_;
  std::vector<Rule> rules_;  // in force, but for the last one
  Rule last_;                // which the others leave short of pairs
  std::vector<std::int64_t> least_;
  std::vector<std::int64_t> most_;
  std::vector<bool> held_;  // pairs whose lock is in force
  std::vector<std::int64_t> tree_;
  std::vector<bool> chosen_;
  std::vector<std::vector<Place>> rows_of_;     // of each column: its chosen pairs
  std::vector<std::vector<Place>> columns_of_;  // of each row
  std::vector<std::int64_t> column_start_;      // of the rows of each column
  std::vector<std::int32_t> row_;
  std::vector<std::int32_t> left_;  // rows or columns that the search has not reached
  std::vector<std::int32_t> child_start_;
  std::vector<std::int32_t> child_;
  std::vector<bool> reached_;
  std::vector<Step> step_;
  std::vector<std::int32_t> queue_;
  std::vector<Step> sent_;
  bool stopped_ = false;
};

}  // namespace

std::optional<Infeasibility> explain_infeasible(const Problem& problem, const MatchNetwork& match,
                                                const kernel::Flow& flow, const kernel::Spend& spend) {
  Conflict conflict(problem, match, flow, spend);
  if (!conflict.reduce()) return std::nullopt;
  Infeasibility found = conflict.result();
  found.reason = in_words(found, problem);
  return found;
}

}  // namespace pairwell
