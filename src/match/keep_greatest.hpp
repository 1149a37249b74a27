/// Keep greatest: the greatest few of what comes by.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace pairwell {

/// Keeps the greatest few in a heap with the least on top. Gives back what does not stay.
template <class Entry>
std::optional<Entry> keep_greatest(std::vector<Entry>& heap, std::size_t most, const Entry& entry) {
  std::optional<Entry> left;
  if (heap.size() == most) {
    if (entry <= heap.front()) return entry;
    std::ranges::pop_heap(heap, std::greater{});
    left = heap.back();
    heap.pop_back();
  }
  heap.push_back(entry);
  std::ranges::push_heap(heap, std::greater{});
  return left;
}

}  // namespace pairwell
