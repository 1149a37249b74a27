#include "kernel/flow/network_lists.hpp"

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstddef>

#include "kernel/blocks.hpp"
#include "kernel/candidates/scan.hpp"
#include "kernel/common.hpp"
#include "kernel/marks.hpp"

namespace pairwell::kernel {
namespace {

constexpr std::int64_t widest_block = 16;

/// Rows that one thread reads one after the other. What is listed does not depend on which thread does: the first of
/// them learns nothing of the rows before.
constexpr std::int32_t rows_in_block = 64;

std::int64_t block_width(std::int64_t size, std::int32_t count) {
  return std::clamp<std::int64_t>(size / (2 * count), 1, widest_block);
}

/// Rows begin at different columns, so that rows full of ties list different ones.
std::int64_t first_shown(std::int32_t row, std::int64_t size) { return (std::int64_t{row} * 7919) % size; }

struct NoPrices {
  std::int64_t operator()(std::int32_t) const { return 0; }
};

/// Stable; by insertion where there are few, as there mostly are, since std::stable_sort asks for memory.
void put_in_order(std::span<Candidate<std::int64_t>> pairs) {
  constexpr std::size_t few = 32;
  if (pairs.size() > few) {
    std::ranges::stable_sort(pairs, {}, &Candidate<std::int64_t>::low);
    return;
  }
  for (std::size_t end = 1; end < pairs.size(); ++end) {
    if (pairs[end - 1].low <= pairs[end].low) continue;
    const Candidate<std::int64_t> own = pairs[end];
    std::size_t place = end;
    for (; place > 0 && pairs[place - 1].low > own.low; --place) pairs[place] = pairs[place - 1];
    pairs[place] = own;
  }
}

}  // namespace

/// Every block has a pair as cheap as its least, so the k-th of the leasts bounds the k-th of the pairs, and only
/// blocks whose least is under it need a second look.
template <class ColumnOf, class PriceOf>
NetworkLists::Value NetworkLists::list(std::int32_t row, std::int32_t count, std::vector<Candidate<Value>>& pairs,
                                       ColumnOf column_of, PriceOf price_of, Scratch& scratch) const {
  std::vector<Value>& reduced_of = scratch.reduced;
  std::vector<Value>& least_of = scratch.least;
  const std::int64_t first = network_.first_pair(row);
  const std::int64_t size = network_.end_pair(row) - first;
  const PairState* state = network_.state.data() + first;
  const auto cost = [&](std::int64_t index) { return -weight_[first + index]; };
  const auto add = [&](std::int64_t index) {
    const std::int32_t column = column_of(index);
    pairs.push_back({cost(index), cost(index) - price_of(column), column});
  };
  if (size <= 2 * count) {
    for (std::int64_t index = 0; index < size; ++index) {
      if (state[index] == PairState::free) add(index);
    }
    return infinite<Value>();
  }
  const std::int64_t block = block_width(size, count);
  const std::int64_t blocks = (size + block - 1) / block;
  reduced_of.resize(at(blocks * block));
  std::fill(reduced_of.end() - block, reduced_of.end(), infinite<Value>());
  for (std::int64_t index = 0; index < size; ++index) {
    const Value worth = weight_[first + index];  // any number at all where a pair is not free
    const Value price = price_of(column_of(index));
    reduced_of[at(index)] = state[index] == PairState::free ? -worth - price : infinite<Value>();
  }
  least_of.resize(at(blocks));
  for (std::int64_t part = 0; part < blocks; ++part) {
    const auto start = reduced_of.begin() + part * block;
    least_of[at(part)] = *std::min_element(start, start + block);
  }
  const auto nth = least_of.begin() + count;
  std::nth_element(least_of.begin(), nth, least_of.end());
  const Value bound = *nth;
  std::int64_t ties = bound < infinite<Value>() ? count : 0;
  const std::int64_t begin = first_shown(row, size);
  const auto show = [&](std::int64_t from, std::int64_t to) {
    for (std::int64_t index = from; index < to; ++index) {
      const Value reduced = reduced_of[at(index)];
      if (reduced > bound || reduced == infinite<Value>() || (reduced == bound && --ties < 0)) continue;
      add(index);
    }
  };
  show(begin, size);
  show(0, begin);
  return bound;
}

/// What `list` is there for where all pairs of a row are free and no column has a price: vectors read them.
template <class ColumnOf>
NetworkLists::Value NetworkLists::list_by_scan(std::int32_t row, std::int32_t count,
                                               std::vector<Candidate<Value>>& pairs, ColumnOf column_of,
                                               Scratch& scratch) const {
  constexpr std::int32_t group = Scan<Value>::group;
  const std::int64_t first = network_.first_pair(row);
  const auto size = static_cast<std::int32_t>(network_.end_pair(row) - first);
  const SelectionSizes sizes(count);
  CandidateSelector<Value, Value>& selector = scratch.selector;
  selector.make_room(sizes);
  const auto begin = static_cast<std::int32_t>(first_shown(row, std::max(1, size / group)) * group);
  const Value bound = selector.select<Against::bound>(&runnable_scans().front(), true, weight_.of_pair.data() + first,
                                                      nullptr, size, begin, sizes);
  selector.learn(sizes);
  for (const Found<Value>& found : std::span(selector.found).first(at(selector.size))) {
    pairs.push_back({found.reduced, found.reduced, column_of(found.column)});
  }
  return bound;
}

/// What `list` comes to where all free pairs cost the same: a row is read only until that is known.
template <class ColumnOf>
NetworkLists::Value NetworkLists::list_alike(std::int32_t row, std::int32_t count, std::vector<Candidate<Value>>& pairs,
                                             ColumnOf column_of) const {
  const std::int64_t first = network_.first_pair(row);
  const std::int64_t end = network_.end_pair(row);
  const std::int64_t size = end - first;
  const Value cost = -weight_.of_all;
  std::int64_t left = size;  // that may be listed
  Value bound = infinite<Value>();
  if (size > 2 * count) {
    const std::int64_t block = block_width(size, count);
    std::int64_t blocks = 0;  // that have a free pair
    for (std::int64_t pair = first; pair < end && blocks <= count; ++blocks) {
      pair = find_mark(network_.state, pair, end, PairState::free);
      if (pair == end) break;
      pair = std::min(end, first + ((pair - first) / block + 1) * block);
    }
    if (blocks > count) {
      bound = cost;
      left = count;
    }
  }
  const auto show = [&](std::int64_t from, std::int64_t to) {
    for (std::int64_t pair = from; left > 0; ++pair) {
      pair = find_mark(network_.state, pair, to, PairState::free);
      if (pair == to) return;
      pairs.push_back({cost, cost, column_of(pair - first)});
      --left;
    }
  };
  const std::int64_t begin = size > 2 * count ? first + first_shown(row, size) : first;
  show(begin, end);
  show(first, begin);
  return bound;
}

bool NetworkLists::can_be_scanned(std::int32_t row, std::int32_t count) const {
  const std::int64_t first = network_.first_pair(row);
  const std::int64_t end = network_.end_pair(row);
  return end - first > 2 * count && find_mark(network_.state, first, end, PairState::out) == end &&
         find_mark(network_.state, first, end, PairState::in) == end;
}

template <class PriceOf>
NetworkLists::Value NetworkLists::list_row(std::int32_t row, std::int32_t count, std::vector<Candidate<Value>>& pairs,
                                           PriceOf price_of, Scratch& scratch) const {
  constexpr bool is_unpriced = std::same_as<PriceOf, NoPrices>;
  if (row % rows_in_block == 0) scratch.selector.guess = infinite<Value>();
  const auto list_by = [&](auto column_of) {
    if (is_unpriced && weight_.of_pair.empty()) return list_alike(row, count, pairs, column_of);
    if (is_unpriced && can_be_scanned(row, count)) return list_by_scan(row, count, pairs, column_of, scratch);
    return list(row, count, pairs, column_of, price_of, scratch);
  };
  if (network_.column.empty()) return list_by([](std::int64_t index) { return static_cast<std::int32_t>(index); });
  const std::int32_t* column = network_.column.data() + network_.first_pair(row);
  return list_by([column](std::int64_t index) { return column[index]; });
}

template <class PriceOf>
std::int64_t NetworkLists::read_at(std::int32_t row, std::int32_t count, PriceOf price_of) {
  lists_.replace(row, count,
                 [&](std::vector<Candidate<Value>>& pairs) { return list_row(row, count, pairs, price_of, scratch_); });
  passed_[at(row)] = 0;
  put_in_order(lists_.pairs_of(row));
  return work_of(row);
}

/// Each thread reads rows of its own; the lists are taken over in the order of the rows.
bool NetworkLists::read_apart(std::int32_t first, std::int32_t end, const Value* price, std::int32_t threads,
                              WorkMeter& spend) {
  struct Fresh {
    std::vector<Candidate<Value>> pairs;
    Value bound;
  };
  std::vector<Fresh> fresh(at(end - first));
  std::vector<Scratch> scratch(at(threads));
  const auto read_block = [&](std::int32_t block, std::int32_t worker) {
    std::int64_t work = 0;
    const std::int32_t begin = first + block * rows_in_block;
    for (std::int32_t row = begin; row < std::min(end, begin + rows_in_block); ++row) {
      auto& [pairs, bound] = fresh[at(row - first)];
      const auto read = [&](auto price_of) {
        bound = list_row(row, first_count, pairs, price_of, scratch[at(worker)]);
      };
      if (price == nullptr) {
        read(NoPrices());
      } else {
        read([price](std::int32_t column) { return price[column]; });
      }
      put_in_order(pairs);
      work += work_of(row);
    }
    return work;
  };
  if (!in_blocks(threads, (end - first + rows_in_block - 1) / rows_in_block, read_block, spend)) return false;
  for (std::int32_t row = first; row < end; ++row) {
    const Fresh& own = fresh[at(row - first)];
    lists_.replace(row, first_count, [&own](std::vector<Candidate<Value>>& pairs) {
      pairs.insert(pairs.end(), own.pairs.begin(), own.pairs.end());
      return own.bound;
    });
    passed_[at(row)] = 0;
  }
  return true;
}

std::int64_t NetworkLists::read(std::int32_t row, const Value* price, std::int32_t at_least) {
  return read_at(row, std::max(lists_[row].count, at_least), [price](std::int32_t column) { return price[column]; });
}

std::int64_t NetworkLists::read_unpriced(std::int32_t row) { return read_at(row, first_count, NoPrices()); }

std::int64_t NetworkLists::sort(std::int32_t row, const Value* price) {
  passed_[at(row)] = 0;
  const std::span<Candidate<Value>> pairs = lists_.pairs_of(row);
  for (Candidate<Value>& pair : pairs) {
    const Value reduced = pair.cost - price[pair.column];
    assert(reduced >= pair.low);  // prices only fall
    pair.low = reduced;
  }
  put_in_order(pairs);
  return 8 * std::ssize(pairs);
}

}  // namespace pairwell::kernel
