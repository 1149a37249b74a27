#include "kernel/flow/network_lists.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "kernel/common.hpp"

namespace pairwell::kernel {
namespace {

constexpr std::int64_t widest_block = 16;

/// Stable; by insertion where there are few, as there mostly are, since std::stable_sort asks for memory.
void put_in_order(std::span<Candidate<std::int64_t>> pairs) {
  constexpr std::size_t few = 32;
  if (pairs.size() > few) {
    std::ranges::stable_sort(pairs, {}, &Candidate<std::int64_t>::low);
    return;
  }
  for (std::size_t end = 1; end < pairs.size(); ++end) {
    const Candidate<std::int64_t> own = pairs[end];
    std::size_t place = end;
    for (; place > 0 && pairs[place - 1].low > own.low; --place) pairs[place] = pairs[place - 1];
    pairs[place] = own;
  }
}

}  // namespace

/// Every block has a pair as cheap as its least, so the k-th of the leasts bounds the k-th of the pairs, and only
/// blocks whose least is under it need a second look.
template <class ColumnOf>
NetworkLists::Value NetworkLists::list(std::int32_t row, const Value* price, std::int32_t count,
                                       std::vector<Candidate<Value>>& pairs, ColumnOf column_of) {
  const std::int64_t first = network_.first_pair(row);
  const std::int64_t size = network_.end_pair(row) - first;
  const PairState* state = network_.state.data() + first;
  const auto cost = [&](std::int64_t index) { return -weight_[first + index]; };
  const auto add = [&](std::int64_t index) {
    const std::int32_t column = column_of(index);
    pairs.push_back({cost(index), cost(index) - price[column], column});
  };
  if (size <= 2 * count) {
    for (std::int64_t index = 0; index < size; ++index) {
      if (state[index] == PairState::free) add(index);
    }
    return infinite<Value>();
  }
  const std::int64_t block = std::clamp<std::int64_t>(size / (2 * count), 1, widest_block);
  const std::int64_t blocks = (size + block - 1) / block;
  reduced_.resize(at(blocks * block));
  std::fill(reduced_.end() - block, reduced_.end(), infinite<Value>());
  for (std::int64_t index = 0; index < size; ++index) {
    const Value reduced = cost(index) - price[column_of(index)];
    reduced_[at(index)] = state[index] == PairState::free ? reduced : infinite<Value>();
  }
  least_.resize(at(blocks));
  for (std::int64_t part = 0; part < blocks; ++part) {
    const auto start = reduced_.begin() + part * block;
    least_[at(part)] = *std::min_element(start, start + block);
  }
  const auto nth = least_.begin() + count;
  std::nth_element(least_.begin(), nth, least_.end());
  const Value bound = *nth;
  std::int64_t ties = bound < infinite<Value>() ? count : 0;
  // Rows begin at different columns, so that rows full of ties list different ones.
  const std::int64_t begin = (std::int64_t{row} * 7919) % size;
  const auto show = [&](std::int64_t from, std::int64_t to) {
    for (std::int64_t index = from; index < to; ++index) {
      const Value reduced = reduced_[at(index)];
      if (reduced > bound || reduced == infinite<Value>() || (reduced == bound && --ties < 0)) continue;
      add(index);
    }
  };
  show(begin, size);
  show(0, begin);
  return bound;
}

std::int64_t NetworkLists::read(std::int32_t row, const Value* price, std::int32_t at_least) {
  const std::int32_t count = std::max(lists_[row].count, at_least);
  lists_.replace(row, count, [&](std::vector<Candidate<Value>>& pairs) {
    if (network_.column.empty()) {
      return list(row, price, count, pairs, [](std::int64_t index) { return static_cast<std::int32_t>(index); });
    }
    const std::int32_t* column = network_.column.data() + network_.first_pair(row);
    return list(row, price, count, pairs, [column](std::int64_t index) { return column[index]; });
  });
  return network_.end_pair(row) - network_.first_pair(row) + 64 + sort(row, price);
}

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
