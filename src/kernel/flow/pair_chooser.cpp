#include "kernel/flow/pair_chooser.hpp"

#include <algorithm>

namespace pairwell::kernel {

PairChooser::Choice PairChooser::choose(std::int32_t row) {
  const bool has_several = state_.has_several(row);
  const std::int32_t units = has_several ? state_.units.mark_columns_of(row) : 0;
  for (bool was_read = false;; was_read = true) {
    Choice choice;
    std::int64_t looked_at = 0;
    for (const Candidate<Value>& listed : state_.lists.pairs_of(row)) {
      if (listed.low > choice.second) break;
      ++looked_at;
      const std::int32_t column = state_.network.column_node(listed.column);
      const Value reduced = listed.cost - prices_.effective(column);
      if (reduced > choice.second || (has_several && state_.units.is_marked(listed.column))) continue;
      if (reduced < choice.first) {
        choice.second = choice.first;
        choice.first = reduced;
        choice.best = listed;
      } else {
        choice.second = std::min(choice.second, reduced);
        // The first that is open, so that among equal ones places are filled in order.
        if (reduced == choice.first && !state_.may_rise(state_.network.column_node(choice.best.column)) &&
            (state_.may_rise(column) || breaks_tie())) {
          choice.best = listed;
        }
      }
    }
    state_.meter.add(looked_at + 16);
    const Value bound = state_.lists.bound_of(row);
    choice.second = std::min(choice.second, bound);
    if (choice.first <= bound) return choice;
    // Lists know nothing of what groups cost, so what is best may lie behind a whole list of what no longer is.
    state_.meter.add(was_read ? state_.lists.read_further(row, state_.prices())
                              : state_.lists.read(row, state_.prices(), NetworkLists::first_count + 2 * units));
  }
}

bool PairChooser::breaks_tie() {
  if (!draws_among_ties_) return false;
  tie_rng_ = tie_rng_ * 1664525 + 1013904223;  // Knuth, Seminumerical Algorithms, 3.3.4
  return tie_rng_ >> 30 == 0;
}

}  // namespace pairwell::kernel
