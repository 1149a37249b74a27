/// Residual: a best matching as a flow, and the cheapest way to change it (docs/design/matching.md, Explanations).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "match/network.hpp"
#include "match/pair_worth.hpp"

namespace pairwell {

/// A flow that is best among those whose pairs have units of at least a threshold, with potentials that prove it:
/// locked pairs are in, whatever their units. Costs are negated worths.
///
/// Invariant: the flow obeys the ranges, is in balance, and no arc with room has a negative reduced cost.
class Residual {
 public:
  /// No pair is under it.
  static constexpr std::int64_t no_threshold = std::numeric_limits<std::int64_t>::min();

  /// No pair is of units like these, and every pair is under it.
  static constexpr std::int64_t no_pair_at_all = std::numeric_limits<std::int64_t>::max();

  /// A pair of the network with where it stands.
  struct Place {
    std::int32_t row = 0;
    std::int32_t column = 0;
    std::int64_t pair = 0;
  };

  /// What is asked of a flow.
  struct Ask {
    enum class Kind : std::uint8_t { row_in, pair_in, pair_out, arc_more, arc_less };
    Kind kind = Kind::row_in;
    Place place{};             ///< Of row_in its row alone; none of an arc.
    std::int32_t node = -1;    ///< Whose arc to its parent is to carry one more, or one less, than its range lets it.
    std::int64_t change = -1;  ///< The number of a change of rules that lets it be, but does not ask for it; else none.
  };

  /// A way to do what is asked.
  struct Way {
    SumInOrder cost{};
    std::int64_t width = 0;      ///< The lowest units of a pair that it makes; no_pair_at_all where it makes none.
    std::vector<Place> made{};   ///< Pairs that come in.
    std::vector<Place> given{};  ///< Pairs that are given up.
  };

  /// @param chosen the pairs of a flow that is best at the threshold, for which `potential` is the proof.
  Residual(const MatchNetwork& match, WorthInOrder worth, const std::vector<Pair>& chosen,
           std::vector<SumInOrder> potential, std::int64_t threshold, const kernel::Spend& spend);

  /// The cheapest way to do what is not so yet: to give a row without pairs one, to make a pair, or to give it up; of
  /// these the widest. None where there is none, or where the caller asked to stop.
  /// @param under what it must cost less than; none: whatever it costs.
  std::optional<Way> way_to(const Ask& ask, const SumInOrder* under = nullptr);

  /// Told of a row what the cheapest way from a column to it costs, and the lowest units of a pair that it makes.
  using VisitRow = std::function<void(std::int32_t row, const SumInOrder& cost, std::int64_t width)>;

  /// Visits each row to which a way leads from a column, with hubs; a pair that is to be made closes it to a cycle.
  /// False where the caller asked to stop.
  bool each_row_from(std::int32_t column, const VisitRow& visit);

  /// What making a pair costs.
  SumInOrder cost_of_pair(const Place& place) const {
    return SumInOrder{} - worth_(at(place.pair), place.row, place.column);
  }

  /// What a sum comes to in each stage.
  std::vector<std::int64_t> split(const SumInOrder& sum) const { return worth_.split(sum); }

  /// The cheapest pair that can come in by itself: without another that comes in or is given up. None where there is
  /// none that costs less.
  std::optional<Way> way_to_add(const SumInOrder* under = nullptr);

  /// Whether searches for pairs join the nearest ways from the nodes of the tree that lead to many, which are kept
  /// until the flow changes. For many questions of one flow; of ways that are as good, it may be another that is found.
  void keep_hubs(bool keeps) { keeps_hubs_ = keeps; }

  /// Whether the nearest ways to the parent of a node are kept once many such arcs were asked for more, until the flow
  /// changes. Where all of them are asked about: of ways that are as good, it may be another that is found.
  void keep_ways(bool keeps) { keeps_ways_ = keeps; }

  /// Does what is asked of a pair, in the cheapest way, once the pair's state in the network is no longer free; false
  /// where there is no way, or where the caller asked to stop.
  bool hold(const Ask& ask);

  /// Brings the flow between a node and its parent into a range that has changed in the network, in the cheapest way,
  /// and makes use of what the range lets through now; false where no flow obeys it, or where the caller asked to stop.
  bool refit(std::int32_t node);

  /// Keeps a pair out that is no longer free in the network; false where no flow obeys the ranges without it, or where
  /// the caller asked to stop.
  bool exclude(const Place& place);

  /// Lets a pair in that has become free in the network. Where it gains, it is made if that is possible at a cost that
  /// is less; else potentials fall until it gains nothing.
  void admit(const Place& place);

  /// Counts other pairs as previous ones, where those differ from the ones before in one pair of the network.
  void set_previous(const std::vector<Pair>& previous, const Place& changed);

  /// The pairs of units from some on and under others that may be, chosen or not, and cost the first stages nothing.
  std::vector<Place> even_pairs(std::size_t stages, std::int64_t least, std::int64_t under);

  /// From which units on pairs are not low in the one stage whose floor is to move.
  void begin_floor(std::int64_t units) { floor_ = units; }

  /// Lets the floor of a stage fall to some units. These pairs, which all have as many, are made where they gain then;
  /// others from there up to where the floor stood must cost earlier stages something. Step by step, until
  /// settle_floor() is called. Whether one was made.
  bool lower_floor(std::size_t stage, std::int64_t units, const std::vector<Place>& pairs);

  /// Brings what is kept of pairs up to date once the floor of a stage has come to rest.
  void settle_floor(std::size_t stage);

  /// Lets the floor of a stage rise. The pairs of the flow that are low then must not be free in the network; each is
  /// let_out() once it is.
  void raise_floor(std::size_t stage, std::int64_t units);

  /// Where a pair of the flow loses, it is given up if that is possible at a cost that is less; else potentials fall
  /// until it loses nothing.
  void let_out(const Place& place);

  /// Takes in a row or a column that the network has room for and that has pairs from now on; it is in none before.
  void place_newcomer(std::int32_t node);

  /// Has potentials count from that of the root.
  void begin_at_the_root();

  /// Whether the caller asked to stop, which leaves the flow unfinished.
  bool stopped() const { return stopped_; }

  const WorthInOrder& worth() const { return worth_; }

  /// Puts the pairs from these units up to the threshold in line, once, before the first call of lower().
  void prepare_to_lower(std::int64_t threshold);

  /// Lets pairs in from these units on, which are no less than what was prepared for.
  void lower(std::int64_t threshold);

  /// Keeps out all pairs up to these units; false where nothing obeys the ranges without them.
  bool raise_above(std::int64_t units);

  /// Keeps out all pairs under these units, of which none is chosen.
  void close_under(std::int64_t units);

  /// Whether what is asked is so: the row is in a pair, the pair is chosen, or it is not.
  bool is_so(const Ask& ask) const;

  /// What a way costs that was found in this or another flow of the network.
  SumInOrder cost_of(const Way& way) const;

  /// The pairs of the flow, in no order.
  std::vector<Place> chosen() const;

  /// The lowest units of a chosen pair that is not locked; no_pair_at_all where there is none.
  std::int64_t lowest_chosen() const;

  /// The same once a way has changed it.
  std::int64_t lowest_with(const Way& way);

  /// Of each node.
  const std::vector<SumInOrder>& potential() const { return potential_; }

  /// What the flow costs.
  SumInOrder cost() const;

  /// The nodes that a unit more could be led to from a node.
  std::vector<bool> reach(std::int32_t node);

  /// Another one once the flow, the potentials or what may come in are others.
  std::int64_t version() const { return version_; }

  /// Whether potentials have grown too large to go on.
  bool is_worn() const { return is_worn_; }

 private:
  static constexpr std::int32_t nowhere = -1;
  static constexpr std::int64_t no_pair = -1;
  static constexpr std::int64_t over_hub = -2;  // in place of a pair: the nearest way from a hub on
  /// No leading word of a sum is as large.
  static constexpr SumInOrder::Word farthest = std::numeric_limits<std::int64_t>::max() * (SumInOrder::Word{1} << 63);

  /// What a row's pairs are worth.
  struct Worths {
    std::vector<SumInOrder::Word> high;
    std::vector<SumInOrder::Word> low;  // empty where all are 0
    std::int64_t floor = no_threshold;  // where it stood when they were read

    SumInOrder::Word low_of(std::size_t pair) const { return low.empty() ? 0 : low[pair]; }
    void set(std::size_t pair, const SumInOrder& worth) {
      high[pair] = worth.high;
      if (!low.empty()) low[pair] = worth.low;
    }
  };
  /// Of rows that a search came by.
  struct KeptWorths {
    std::vector<Worths> of_row;
    std::int64_t pairs = 0;
  };
  struct Label {
    SumInOrder distance{};
    std::int64_t width = 0;
    std::int32_t from = nowhere;  // the node before
    std::int64_t pair = no_pair;  // over which it came
    bool is_reached = false;
    bool is_settled = false;
  };
  struct Entry {
    SumInOrder distance{};
    std::int64_t width = 0;
    std::int32_t node = 0;
    std::int32_t row = nowhere;  // whose pair leads there, of which the next is not in the heap yet
    std::size_t place = 0;       // of that pair among the sorted ones of the row
  };

  /// The pairs of a row that may come in, the cheapest first, as far as they were asked for.
  struct SortedPairs {
    std::int64_t version = -1;         // of the flow for which they are sorted
    std::vector<std::int32_t> offset;  // from the first pair of the row
    std::size_t sorted = 0;            // how many are in their place
    bool is_whole = false;             // whether the others are listed behind them
  };

  /// A pair that may be among the first of a row.
  struct FirstPair {
    SumInOrder::Word high = 0;  // of its worth and the potential of its column
    std::int32_t offset = 0;
  };

  /// A node of the tree that leads to many others, with the nearest ways from it.
  struct Hub {
    std::int32_t node = 0;
    std::int64_t version = -1;   // of the flow for which the ways are the nearest
    std::vector<Label> label{};  // of each node; `from` and `pair` lead back to the hub
    bool reaches_all = false;
    SumInOrder farthest{};  // of a column that it reaches
  };

  /// The nearest ways to a node from everywhere.
  struct WaysTo {
    std::int32_t target = nowhere;
    std::int64_t version = -1;   // of the flow for which they are the nearest
    std::int64_t searched = 0;   // nodes that searches for this target came by since then
    bool is_made = false;        // whether the ways are known
    std::vector<Label> label{};  // of each node; `from` is the next one on the way, and `pair` leads there
  };

  /// An arc of a way.
  struct Step {
    std::int32_t from = 0;
    std::int32_t node = 0;
    std::int64_t pair = 0;
  };

  /// A pair that is to come in.
  struct Closed {
    std::int64_t units = 0;
    std::int64_t pair = 0;
    std::int32_t row = 0;
  };

  /// What a search from one of two ends knows.
  struct End {
    std::vector<Label> label;  // of each node; the one it came from is the next one on the way to the end
    std::vector<std::int32_t> touched;
    std::vector<Entry> heap;
    std::int64_t work = 0;
  };

  bool meet(std::int32_t source, std::int32_t target, const SumInOrder* limit = nullptr);
  void meet_at(End& end, const End& other, std::int32_t node, const SumInOrder& distance, std::int32_t from,
               std::int64_t pair);
  void expand_from(End& end, const End& other, std::int32_t node);
  void expand_to(End& end, const End& other, std::int32_t node);
  void read_columns();
  static void begin_end(End& end, std::size_t nodes);
  static void drop_settled(End& end);
  void send_met();
  void step_over(std::int32_t from, std::int32_t node, std::int64_t pair);
  bool search(std::int32_t source, std::int32_t target, const SumInOrder* limit = nullptr);
  std::int32_t search_once(std::int32_t source, std::int32_t target, const SumInOrder* limit);
  void find_hubs();
  Hub* hub_at(std::int32_t node);
  void make_ways(Hub& hub);
  void pass(Hub& hub);
  const WaysTo* ways_to(std::int32_t target);
  void make_ways_to(WaysTo& ways);
  bool is_known(std::int32_t source, std::int32_t target, std::optional<Way>& way);
  bool is_beyond_hubs(const SumInOrder& distance) const;
  bool is_no_better_than_over_hubs(std::int32_t node, const SumInOrder& distance, std::int64_t width) const;
  std::vector<Step> steps_back(std::int32_t source, std::int32_t target) const;
  void expand(std::int32_t node);
  void expand_row(std::int32_t row);
  void push_sorted(std::int32_t row, std::size_t place);
  std::int64_t sorted_pair(std::int32_t row, std::size_t place);
  void sort_first(std::int32_t row, SortedPairs& pairs);
  bool comes_first(std::int32_t row, const Worths& worths, std::int32_t one, std::int32_t other) const;
  void expand_tree(std::int32_t node);
  void offer(std::int32_t node, const SumInOrder& distance, std::int64_t width, std::int32_t from, std::int64_t pair);
  void send(std::int32_t source, std::int32_t target);
  void fall(const SumInOrder& limit);
  static bool comes_later(const Closed& one, const Closed& other);
  void push_closed(std::int32_t row);
  void choose(const Place& place, bool is_in);
  bool is_chosen(const Place& place) const;
  static bool is_later(const Entry& one, const Entry& other);
  std::pair<std::int32_t, std::int32_t> ends_of(const Ask& ask) const;
  void read_tree();
  void let_in(const Place& place);
  bool take_in(const Place& place);
  bool use(std::int32_t node, bool is_more);
  static bool is_of_arc(const Ask& ask);
  Place place_over(std::int32_t from, std::int32_t node, std::int64_t pair) const;
  const Worths& worths_of(std::int32_t row);
  void forget_worths(std::int32_t row);
  void own_worths();
  bool may_step(std::int32_t from, std::int32_t node) const;
  bool may_rise(std::int32_t node) const;
  bool may_fall(std::int32_t node) const;
  bool may_rise_to_the_root(std::int32_t node) const;
  bool is_open_at(std::int64_t pair) const;
  bool paid();

  const MatchNetwork& match_;
  const kernel::Network& network_;
  WorthInOrder worth_;
  std::vector<SumInOrder> potential_;  // of each node
  std::int64_t threshold_;
  kernel::Spend spend_;
  std::vector<std::uint8_t> open_;  // of each pair: whether it may come in
  std::vector<std::int64_t> tree_;  // of the arc between each node and its parent
  std::vector<std::vector<Place>> of_row_, of_column_;
  std::vector<std::int32_t> child_start_, child_;
  std::shared_ptr<KeptWorths> worths_;             // which copies share
  std::int64_t floor_ = no_threshold;              // of the stage whose floor moves
  std::vector<Place> read_anew_;                   // whose kept worths are those at the floor as it is
  std::vector<SortedPairs> sorted_;                // of each row
  std::vector<FirstPair> first_pairs_;             // of the row whose first ones are sorted, a heap
  std::vector<Place> by_units_;                    // the chosen pairs that are not locked, the lowest first
  std::int64_t by_units_version_ = -1;             // of the flow whose pairs they are
  std::int64_t version_ = 0;                       // changes with the flow, the potentials and what may come in
  bool sorts_pairs_ = false;                       // whether the search at hand reads pairs in order
  std::vector<std::vector<std::int64_t>> closed_;  // of each row: its pairs under the threshold, the next one last
  std::vector<Closed> in_line_;                    // a heap of the next pair of each row
  std::vector<Label> label_;                       // of each node
  std::vector<SumInOrder::Word> nearest_;  // of each node: the leading word of its label; less where it is settled
  std::map<std::int32_t, std::vector<bool>> dead_ends_;  // of targets: the nodes that no way leads from
  const std::vector<bool>* dead_end_ = nullptr;          // of the target at hand
  std::vector<std::int32_t> touched_;
  std::vector<Entry> heap_;
  std::int32_t target_ = nowhere;
  std::vector<Hub> hubs_;
  std::vector<std::int32_t> passed_;  // hubs of the search at hand, by their place in hubs_
  bool keeps_hubs_ = false;
  bool has_hubs_ = false;          // whether they were looked for
  bool joins_hubs_ = false;        // whether the search at hand does
  std::int32_t barred_ = nowhere;  // the node whose arc to its parent no search may take
  const SumInOrder* limit_ = nullptr;
  std::vector<WaysTo> ways_to_;
  bool keeps_ways_ = false;
  End ahead_, behind_;                      // of a search from both ends
  std::optional<SumInOrder> nearest_met_;   // the shortest way that is known between them
  std::int32_t met_ = nowhere;              // where it comes together
  std::vector<std::int64_t> column_start_;  // of a list of pairs by column, where rows do not have every column
  std::vector<std::int32_t> row_in_column_;
  std::vector<std::int64_t> pair_in_column_;
  bool is_worn_ = false;
  std::int64_t work_ = 0;
  bool stopped_ = false;
};

}  // namespace pairwell
