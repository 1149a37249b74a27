/// Marks: finding the few that are set among a byte for every pair.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

namespace pairwell::kernel {

/// The first place from `from` to before `end` that has the mark, or `end`. Goes by vectors, as the C library does.
template <class Mark>
std::int64_t find_mark(const std::vector<Mark>& marks, std::int64_t from, std::int64_t end, Mark mark) {
  static_assert(sizeof(Mark) == 1 && std::has_unique_object_representations_v<Mark>);
  if (from == end || marks[static_cast<std::size_t>(from)] == mark) return from;
  const void* found = std::memchr(marks.data() + from, static_cast<int>(mark), static_cast<std::size_t>(end - from));
  return found == nullptr ? end : static_cast<const Mark*>(found) - marks.data();
}

/// Calls visit(place) for each place from `from` to before `end` that has the mark.
template <class Mark, class Visit>
void each_mark(const std::vector<Mark>& marks, std::int64_t from, std::int64_t end, Mark mark, Visit visit) {
  for (auto place = find_mark(marks, from, end, mark); place < end; place = find_mark(marks, place + 1, end, mark)) {
    visit(place);
  }
}

}  // namespace pairwell::kernel
