/// Network: a problem as the kernel reads it, and what the kernel found as prices and faces.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "kernel/blocks.hpp"
#include "kernel/flow/flow.hpp"
#include "kernel/work_meter.hpp"
#include "match/pair_units.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A problem's network with the points of its pairs. The side with fewer places are the rows, since every place then
/// asks for a column. Upper limits are cut to what pairs there are, since the kernel wants them finite; `is_cut`
/// remembers where.
struct MatchNetwork {
  kernel::Network network;
  bool is_turned = false;                   ///< Whether rows are mentors and columns mentees.
  PairUnits units;                          ///< Of each pair; what a pair that is out has means nothing.
  std::vector<bool> locked;                 ///< Of each pair.
  std::vector<bool> is_cut;                 ///< Of each node: its upper limit is under the problem's own.
  std::vector<std::int32_t> parents_first;  ///< Every node but the root, none before its parent.

  Pair people(std::int32_t row, std::int32_t column) const {
    assert(row >= 0 && row < network.rows && column >= 0 && column < network.columns);
    return is_turned ? Pair{MenteeId(column), MentorId(row)} : Pair{MenteeId(row), MentorId(column)};
  }

  /// The row and the column of two people.
  std::pair<std::int32_t, std::int32_t> place_of(const Pair& pair) const {
    if (is_turned) return {pair.mentor.value, pair.mentee.value};
    return {pair.mentee.value, pair.mentor.value};
  }

  /// The number of a pair that is listed.
  std::size_t pair_of(const Pair& pair) const {
    const auto [row, column] = place_of(pair);
    const std::int64_t found = network.pair_of(row, column);
    assert(found < network.end_pair(row) && network.column_of(row, found) == column);
    return static_cast<std::size_t>(found);
  }

  /// Calls visit(pair, row, column) for each pair, row by row; false where the caller asked to stop.
  template <class Visit>
  bool each_pair(const kernel::Spend& spend, Visit visit) const {
    for (std::int32_t row = 0; row < network.rows; ++row) {
      const std::int64_t end = network.end_pair(row);
      for (std::int64_t pair = network.first_pair(row); pair < end; ++pair) {
        visit(static_cast<std::size_t>(pair), row, network.column_of(row, pair));
      }
      if (!spend(2 * (end - network.first_pair(row)) + 8)) return false;
    }
    return true;
  }

  /// The same by several threads, where a visit touches nothing that another one does.
  template <class Visit>
  bool each_pair_apart(std::int32_t threads, const kernel::Spend& spend, Visit visit) const {
    constexpr std::int64_t worth_threads = 1 << 18;
    constexpr std::int32_t rows_in_block = 64;
    if (threads == 1 || network.pairs() < worth_threads) return each_pair(spend, visit);
    const auto visit_block = [&](std::int32_t block, std::int32_t) {
      const std::int32_t begin = block * rows_in_block;
      const std::int32_t end_row = std::min(network.rows, begin + rows_in_block);
      for (std::int32_t row = begin; row < end_row; ++row) {
        const std::int64_t end = network.end_pair(row);
        for (std::int64_t pair = network.first_pair(row); pair < end; ++pair) {
          visit(static_cast<std::size_t>(pair), row, network.column_of(row, pair));
        }
      }
      return 2 * (network.first_pair(end_row) - network.first_pair(begin)) + 8;
    };
    kernel::WorkMeter meter(spend);
    return kernel::in_blocks(threads, (network.rows + rows_in_block - 1) / rows_in_block, visit_block, meter);
  }
};

/// The first node of each kind.
struct FirstNodes {
  std::int32_t mentee;
  std::int32_t mentor;
  std::int32_t mentee_group;
  std::int32_t mentor_group;
};

FirstNodes first_nodes(const MatchNetwork& match);

/// Which side a network has for its rows.
enum class RowSide : std::uint8_t { fewer_places, mentees, mentors };

/// Whether a network has a copy of the units of a dense table, in which those of forbidden pairs are 0, or may read the
/// table in place, which then must outlive it.
enum class UnitsFrom : std::uint8_t { copy, table };

/// What is known of a dense table: whether DenseTable::forbidden stands in it.
enum class ForbiddenUnits : std::uint8_t { perhaps, none };

/// None where the caller asked to stop.
std::optional<MatchNetwork> make_network(const Problem& problem, const kernel::Spend& spend,
                                         RowSide side = RowSide::fewer_places, UnitsFrom from = UnitsFrom::copy,
                                         ForbiddenUnits forbidden = ForbiddenUnits::perhaps);

/// The prices behind a flow's potentials. A price on a limit that was cut is passed on to the pairs below it, so that
/// positive prices stand only where the problem's own limit is reached.
Prices make_prices(const MatchNetwork& match, const kernel::Flow& flow);

/// The potentials behind prices: what make_prices undoes, but for prices that it passed on.
std::vector<std::int64_t> make_potentials(const MatchNetwork& match, const Prices& prices);

/// Keeps only what is as good: pairs with a loss leave, pairs with a gain stay, and whatever has a price is held at the
/// end of the range. False where the caller asked to stop, with only some of it done.
bool narrow(MatchNetwork& match, kernel::Weights weight, const Prices& prices, const kernel::Spend& spend,
            std::int32_t threads = 1);

/// Makes the network smaller where most pairs are out: they stay out, and later stages need not read them.
/// @param beside a number for each pair that is to be kept in step; may be null.
void forget_pairs_that_are_out(MatchNetwork& match, kernel::Flow& flow, std::vector<std::int32_t>* beside = nullptr);

/// The pairs of a network, with what is known of each.
struct PairLists {
  std::vector<std::int64_t> row_start{0};
  std::vector<std::int32_t> column{};
  std::vector<kernel::PairState> state{};
  PairUnits units{};
  std::vector<bool> locked{};
  std::vector<std::uint8_t> chosen{};
};

/// The pairs that are in, and the free ones of at least so many units.
PairLists pairs_of_at_least(const MatchNetwork& match, const kernel::Flow& flow, std::int64_t units);

/// Gives a network other pairs, and takes those that it has.
void swap_pairs(MatchNetwork& match, kernel::Flow& flow, PairLists& pairs);

/// What a pair pays is the sum of two: that of its row with all groups around it, and that of its column.
struct PaidPrices {
  std::vector<std::int64_t> row;
  std::vector<std::int64_t> column;
};

PaidPrices paid_prices(const MatchNetwork& match, const Prices& prices);

}  // namespace pairwell
