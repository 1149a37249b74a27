#include "pairwell/match/assignment_check.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/exact_sum.hpp"
#include "pairwell/core/progress.hpp"

namespace pairwell {
namespace {

/// In what costs and prices of a type are added.
template <class Cost>
using Term = std::conditional_t<std::floating_point<Cost>, double, Whole>;

template <class Cost>
std::int64_t pairs_of_row(const CostTable<Cost>& costs, std::int32_t) {
  return costs.columns;
}
template <class Cost>
std::int64_t pairs_of_row(const SparseCosts<Cost>& costs, std::int32_t row) {
  return costs.row_start[at(row) + 1] - costs.row_start[at(row)];
}

template <class Cost>
bool is_table(const CostTable<Cost>& costs, Checkpoint&) {
  return costs.rows >= 0 && costs.columns >= 0 && (costs.first != nullptr || costs.rows == 0 || costs.columns == 0);
}

/// Whether the lists may be read: starts that rise, and in every row columns that do.
template <class Cost>
bool is_table(const SparseCosts<Cost>& costs, Checkpoint& checkpoint) {
  const auto& start = costs.row_start;
  if (costs.rows < 0 || costs.columns < 0 || std::ssize(start) != std::int64_t{costs.rows} + 1) return false;
  if (start.front() != 0 || !std::ranges::is_sorted(start)) return false;
  if (start.back() != std::ssize(costs.column) || costs.column.size() != costs.cost.size()) return false;
  for (std::int32_t row = 0; row < costs.rows && checkpoint.spend(pairs_of_row(costs, row)); ++row) {
    std::int32_t last = -1;
    for (std::int64_t pair = start[at(row)]; pair < start[at(row) + 1]; ++pair) {
      if (costs.column[at(pair)] <= last || costs.column[at(pair)] >= costs.columns) return false;
      last = costs.column[at(pair)];
    }
  }
  return true;
}

/// Calls visit(column, cost) for every pair of a row.
template <class Cost, class Visit>
void each_of_row(const CostTable<Cost>& costs, std::int32_t row, const Visit& visit) {
  const Cost* const first = costs.first + row * costs.row_stride;
  for (std::int32_t column = 0; column < costs.columns; ++column) visit(column, first[column * costs.column_stride]);
}
template <class Cost, class Visit>
void each_of_row(const SparseCosts<Cost>& costs, std::int32_t row, const Visit& visit) {
  for (std::int64_t pair = costs.row_start[at(row)]; pair < costs.row_start[at(row) + 1]; ++pair) {
    visit(costs.column[at(pair)], costs.cost[at(pair)]);
  }
}

template <class Cost>
bool is_finite(Cost number) {
  if constexpr (std::floating_point<Cost>) return std::isfinite(number);
  return true;
}

/// Checks one assignment of one table, a CostTable or SparseCosts. Where the greatest total is wanted, signs are
/// changed, so that the least is.
template <class Cost, class Costs>
class AssignmentCheck {
 public:
  AssignmentCheck(const Costs& costs, const Assignment<Cost>& assignment, bool maximise, const Control& control)
      : costs_(costs), assignment_(assignment), sign_(maximise ? -1 : 1), checkpoint_(control) {}

  Verdict run() {
    if (!has_table()) return {.holds = false, .failures = std::move(failures_)};
    if (assignment_.status == Status::infeasible) {
      proves_that_there_is_none();
    } else if (assignment_.status != Status::optimal) {
      fail("the call was stopped, so there is nothing to check.");
    } else if (has_pairs() && has_prices()) {
      pays_for_pairs();
      if (costs_.rows != costs_.columns) leaves_over_for_nothing();
    }
    return {.holds = failures_.empty(), .failures = std::move(failures_)};
  }

  /// With s = cost - prices, and B the best pairs: total - best = sum of s over ours - sum of s over B, and the prices
  /// of the longer side over ours - those over B. A row's s is at least the least of the row, and prices are bounded by
  /// their signs.
  double gap() {
    if (!has_table() || assignment_.status != Status::optimal || !has_pairs() || !has_prices()) return infinity;
    SumOf<Term<Cost>> sum;
    const auto add_slack = [&](Term<Cost> cost, Term<Cost> row_price, Term<Cost> column_price, int times) {
      for (const Term<Cost> term : {cost, -row_price, -column_price}) sum.add(times * term);
    };
    std::int32_t assigned = 0;
    for (std::int32_t row = 0; row < costs_.rows; ++row) {
      go_on(row);
      const Term<Cost> row_price = row_price_of(row);
      // The lowest slack of the row, which may be left over in a tall table: then 0 is one of them.
      Term<Cost> least_cost = row_price;
      Term<Cost> least_price = 0;
      bool has_least = is_tall();
      each_of_row(costs_, row, [&](std::int32_t column, Cost given) {
        if (!is_finite(given)) return;
        const Term<Cost> cost = sign_ * static_cast<Term<Cost>>(given);
        const Term<Cost> column_price = column_price_of(column);
        if (!has_least || is_negative_sum(cost, -column_price, -least_cost, least_price)) {
          least_cost = cost;
          least_price = column_price;
          has_least = true;
        }
        if (column != assignment_.column_of_row[at(row)]) return;
        add_slack(cost, row_price, column_price, 1);
        ++assigned;
      });
      add_slack(least_cost, row_price, least_price, -1);
    }
    if (assigned != shorter()) return infinity;
    if (costs_.rows != costs_.columns) {
      for (std::int32_t place = 0; place < std::max(costs_.rows, costs_.columns); ++place) {
        const Term<Cost> price = longer_price_of(place);
        if (is_left_over(place) ? price < 0 : price > 0) sum.add(price < 0 ? -price : price);
      }
    }
    return sum.rounded_up();
  }

 private:
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  /// Before each row that is read.
  void go_on(std::int32_t row) {
    if (!checkpoint_.spend(8 * (1 + pairs_of_row(costs_, row)))) checkpoint_.throw_if_ended("verify");
  }

  void fail(std::string sentence) { failures_.push_back(std::move(sentence)); }

  bool is_tall() const { return costs_.rows > costs_.columns; }
  std::int32_t shorter() const { return std::min(costs_.rows, costs_.columns); }

  Term<Cost> row_price_of(std::int32_t row) const {
    return sign_ * static_cast<Term<Cost>>(assignment_.row_price[at(row)]);
  }
  Term<Cost> column_price_of(std::int32_t column) const {
    return sign_ * static_cast<Term<Cost>>(assignment_.column_price[at(column)]);
  }
  Term<Cost> longer_price_of(std::int32_t place) const {
    return is_tall() ? row_price_of(place) : column_price_of(place);
  }
  /// Of a place on the longer side.
  bool is_left_over(std::int32_t place) const {
    return is_tall() ? assignment_.column_of_row[at(place)] < 0 : !is_taken_[at(place)];
  }

  /// Whether assign() would take the table.
  bool has_table() {
    const bool is_readable = is_table(costs_, checkpoint_);
    checkpoint_.throw_if_ended("verify");
    if (!is_readable) {
      fail("the table is not one that can be read.");
      return false;
    }
    if constexpr (std::floating_point<Cost>) {
      bool are_costs = true;
      for (std::int32_t row = 0; row < costs_.rows; ++row) {
        go_on(row);
        each_of_row(costs_, row, [&](std::int32_t, Cost cost) {
          if (std::isfinite(cost)) {
            largest_ = std::max(largest_, std::fabs(static_cast<double>(cost)));
          } else {
            are_costs = are_costs && sign_ * cost > 0;  // NaN is not
          }
        });
      }
      if (!are_costs) fail("a cost is NaN, or the infinity that would win.");
      return are_costs;
    }
    return true;
  }

  /// Whether every row or every column is in one pair. That each pair may be is seen where it is paid for.
  bool has_pairs() {
    const auto& columns = assignment_.column_of_row;
    if (!assignment_.unassignable.empty()) fail("an optimal assignment names nothing that cannot be assigned.");
    if (std::ssize(columns) != costs_.rows) {
      fail("there are " + std::to_string(columns.size()) + " rows, and " + std::to_string(costs_.rows) +
           " in the table.");
      return false;
    }
    is_taken_.assign(at(costs_.columns), false);
    std::int32_t pairs = 0;
    for (const std::int32_t column : columns) {
      if (column == -1) continue;
      if (column < 0 || column >= costs_.columns) {
        fail("a column is outside the table.");
        return false;
      }
      if (is_taken_[at(column)]) {
        fail("a column is in two pairs.");
        return false;
      }
      is_taken_[at(column)] = true;
      ++pairs;
    }
    if (pairs != shorter())
      fail("there are " + std::to_string(pairs) + " pairs, not " + std::to_string(shorter()) + ".");
    return failures_.empty();
  }

  bool has_prices() {
    const auto is_complete = [this](const char* name, const auto& prices, std::int32_t size) {
      if (std::ssize(prices) != size) {
        fail("there are " + std::to_string(prices.size()) + " " + name + " prices for " + std::to_string(size) + " " +
             name + "s.");
      } else if (!std::ranges::all_of(prices, [](auto price) { return is_finite(price); })) {
        fail(std::string("a ") + name + " price is not finite.");
      }
    };
    is_complete("row", assignment_.row_price, costs_.rows);
    is_complete("column", assignment_.column_price, costs_.columns);
    return failures_.empty();
  }

  /// What assign() may be off by for its rounding.
  Term<Cost> allowed() const {
    if constexpr (std::floating_point<Cost>) return 0x1p-48 * (shorter() + 1.0) * largest_;
    return 0;
  }

  void pays_for_pairs() {
    const Term<Cost> room = allowed();
    bool is_cheaper = false;
    bool is_dearer = false;
    std::int32_t assigned = 0;
    for (std::int32_t row = 0; row < costs_.rows; ++row) {
      go_on(row);
      const Term<Cost> row_price = row_price_of(row);
      each_of_row(costs_, row, [&](std::int32_t column, Cost given) {
        if (!is_finite(given)) return;
        const Term<Cost> cost = sign_ * static_cast<Term<Cost>>(given);
        const Term<Cost> column_price = column_price_of(column);
        is_cheaper = is_cheaper || is_negative_sum(cost, -row_price, -column_price, room);
        if (column != assignment_.column_of_row[at(row)]) return;
        ++assigned;
        is_dearer = is_dearer || is_negative_sum(-cost, row_price, column_price, room);
      });
    }
    if (assigned != shorter()) fail("a pair is forbidden.");
    if (is_cheaper) fail("a pair costs less than its prices, so the total need not be the best.");
    if (is_dearer) fail("an assigned pair does not cost its prices.");
  }

  void leaves_over_for_nothing() {
    const std::string name = is_tall() ? "row" : "column";
    const Term<Cost> room = allowed();
    bool is_wrong = false;
    bool is_paid = false;
    for (std::int32_t place = 0; place < std::max(costs_.rows, costs_.columns); ++place) {
      const Term<Cost> price = longer_price_of(place);
      is_wrong = is_wrong || price > room;
      is_paid = is_paid || (is_left_over(place) && price < -room);
    }
    if (is_wrong) fail("a " + name + " price has the wrong sign.");
    if (is_paid) fail("a " + name + " that is left over has a price.");
  }

  /// Whether positions on the shorter side really have too few partners between them.
  void proves_that_there_is_none() {
    const auto& group = assignment_.unassignable;
    if (!assignment_.column_of_row.empty() || !assignment_.row_price.empty() || !assignment_.column_price.empty()) {
      fail("where there is no assignment there are no pairs and no prices.");
    }
    if (group.empty() || group.front() < 0 || group.back() >= shorter()) {
      fail("the proof names no position, or one outside the table.");
      return;
    }
    if (std::ranges::adjacent_find(group, std::ranges::greater_equal{}) != group.end()) {
      fail("the positions that the proof names do not rise.");
      return;
    }
    std::vector<bool> is_named(at(shorter()), false);
    for (const std::int32_t place : group) is_named[at(place)] = true;
    std::vector<bool> is_partner(at(std::max(costs_.rows, costs_.columns)), false);
    for (std::int32_t row = 0; row < costs_.rows; ++row) {
      go_on(row);
      each_of_row(costs_, row, [&](std::int32_t column, Cost cost) {
        const auto [mine, partner] = is_tall() ? std::pair(column, row) : std::pair(row, column);
        if (is_named[at(mine)] && is_finite(cost)) is_partner[at(partner)] = true;
      });
    }
    const auto partners = std::ranges::count(is_partner, true);
    if (partners >= std::ssize(group)) {
      fail("the " + std::to_string(group.size()) + " positions that the proof names have " + std::to_string(partners) +
           " partners.");
    }
  }

  const Costs& costs_;
  const Assignment<Cost>& assignment_;
  Term<Cost> sign_;
  Checkpoint checkpoint_;
  double largest_ = 0;          // of the costs but infinity, in size
  std::vector<bool> is_taken_;  // columns
  std::vector<std::string> failures_;
};

}  // namespace

template <CostNumber Cost>
Verdict verify(const CostTable<Cost>& costs, const Assignment<Cost>& assignment, bool maximise,
               const Control& control) {
  return AssignmentCheck<Cost, CostTable<Cost>>(costs, assignment, maximise, control).run();
}

template <CostNumber Cost>
Verdict verify(const SparseCosts<Cost>& costs, const Assignment<Cost>& assignment, bool maximise,
               const Control& control) {
  return AssignmentCheck<Cost, SparseCosts<Cost>>(costs, assignment, maximise, control).run();
}

template <CostNumber Cost>
double gap(const CostTable<Cost>& costs, const Assignment<Cost>& assignment, bool maximise, const Control& control) {
  return AssignmentCheck<Cost, CostTable<Cost>>(costs, assignment, maximise, control).gap();
}

template <CostNumber Cost>
double gap(const SparseCosts<Cost>& costs, const Assignment<Cost>& assignment, bool maximise, const Control& control) {
  return AssignmentCheck<Cost, SparseCosts<Cost>>(costs, assignment, maximise, control).gap();
}

template Verdict verify(const CostTable<std::int32_t>&, const Assignment<std::int32_t>&, bool, const Control&);
template Verdict verify(const CostTable<std::int64_t>&, const Assignment<std::int64_t>&, bool, const Control&);
template Verdict verify(const CostTable<float>&, const Assignment<float>&, bool, const Control&);
template Verdict verify(const CostTable<double>&, const Assignment<double>&, bool, const Control&);
template Verdict verify(const SparseCosts<std::int32_t>&, const Assignment<std::int32_t>&, bool, const Control&);
template Verdict verify(const SparseCosts<std::int64_t>&, const Assignment<std::int64_t>&, bool, const Control&);
template Verdict verify(const SparseCosts<float>&, const Assignment<float>&, bool, const Control&);
template Verdict verify(const SparseCosts<double>&, const Assignment<double>&, bool, const Control&);
template double gap(const CostTable<std::int32_t>&, const Assignment<std::int32_t>&, bool, const Control&);
template double gap(const CostTable<std::int64_t>&, const Assignment<std::int64_t>&, bool, const Control&);
template double gap(const CostTable<float>&, const Assignment<float>&, bool, const Control&);
template double gap(const CostTable<double>&, const Assignment<double>&, bool, const Control&);
template double gap(const SparseCosts<std::int32_t>&, const Assignment<std::int32_t>&, bool, const Control&);
template double gap(const SparseCosts<std::int64_t>&, const Assignment<std::int64_t>&, bool, const Control&);
template double gap(const SparseCosts<float>&, const Assignment<float>&, bool, const Control&);
template double gap(const SparseCosts<double>&, const Assignment<double>&, bool, const Control&);

}  // namespace pairwell
