// The fingerprint of a problem, over which its points are read.
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "match/checked_problem.hpp"
#include "pairwell/core/digest.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {
namespace {

template <class PersonId>
void add_groups(Digest& digest, const std::vector<Group<PersonId>>& groups) {
  digest.add(std::ssize(groups));
  for (const auto& group : groups) {
    digest.add(group.name).add(group.pairs.least).add(group.pairs.most).add(std::ssize(group.members));
    for (const PersonId member : group.members) digest.add(member.value);
  }
}

void add_pairs(Digest& digest, const std::vector<Pair>& pairs) {
  digest.add(std::ssize(pairs));
  for (const Pair& pair : pairs) digest.add(pair.mentee.value).add(pair.mentor.value);
}

constexpr std::size_t at_once = 4096;  // numbers between two looks at the clock

/// The numbers of a run in 16 bits; false where one does not fit. Without a branch, so that compilers make vectors of
/// it with what every processor has, as of the loops over what it leaves.
template <class Number>
bool narrow(std::span<const Number> run, std::int16_t* narrowed) {
  std::uint64_t beyond = 0;
  for (std::size_t index = 0; index < run.size(); ++index) {
    const auto value = static_cast<std::int64_t>(run[index]);
    narrowed[index] = static_cast<std::int16_t>(value);
    beyond |= (static_cast<std::uint64_t>(value) + (std::uint64_t{1} << 15)) >> 16;
  }
  return beyond == 0;
}

UnitsRange range_of(std::span<const std::int16_t> run) {
  std::int16_t least = std::numeric_limits<std::int16_t>::max();
  std::int16_t most = std::numeric_limits<std::int16_t>::min();
  for (const std::int16_t number : run) {
    least = std::min(least, number);
    most = std::max(most, number);
  }
  return {.least = least, .most = most};
}

constexpr bool is_marked(std::int64_t number) { return number == DenseTable::forbidden; }

template <class Number>
UnitsRange range_of(std::span<const Number> run) {
  auto [least, most, has_forbidden] = UnitsRange{};
  for (const Number number : run) {
    const auto value = static_cast<std::int64_t>(number);
    least = is_marked(value) ? least : std::min(least, value);
    most = std::max(most, value);
    has_forbidden |= is_marked(value);
  }
  return {.least = least, .most = most, .has_forbidden = has_forbidden};
}

/// Makes the bytes of a run of numbers: how far each lies above the lowest, plus 1, in as few bytes as the run needs,
/// and 0 for DenseTable::forbidden. With the lowest number beside them, different runs of one length have different
/// bytes. Hashing is most of what a fingerprint costs, and points seldom need all eight bytes.
template <class Number>
UnitsRange pack(std::span<const Number> run, std::string& bytes) {
  const UnitsRange range = range_of(run);
  const auto [least, most, has_forbidden] = range;
  const auto code = [lowest = least](std::int64_t value) {
    return is_marked(value) ? 0 : static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(lowest) + 1;
  };
  const std::size_t width = least > most ? 0 : (static_cast<std::size_t>(std::bit_width(code(most))) + 7) / 8;
  if constexpr (sizeof(Number) == sizeof(std::int16_t)) {
    if (width == 1) {
      bytes.resize(run.size());
      const auto before = static_cast<std::uint8_t>(least - 1);
      char* const out = bytes.data();
      for (std::size_t index = 0; index < run.size(); ++index) {
        out[index] = static_cast<char>(static_cast<std::uint8_t>(run[index]) - before);
      }
      return range;
    }
  }
  // Eight bytes are written at once where the lowest come first: the next number overwrites what is too much.
  bytes.resize(width * run.size() + sizeof(std::uint64_t));
  char* out = bytes.data();
  for (const Number number : run) {
    std::uint64_t left = code(static_cast<std::int64_t>(number));
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(out, &left, sizeof left);
    } else {
      for (std::size_t byte = 0; byte < width; ++byte, left >>= 8) out[byte] = static_cast<char>(left & 0xFF);
    }
    out += width;
  }
  bytes.resize(width * run.size());
  return range;
}

/// Returns between what the numbers lie.
template <class Number>
UnitsRange add_numbers(Digest& digest, const std::vector<Number>& numbers, Checkpoint& checkpoint) {
  constexpr std::int64_t work_of_number = 8;
  digest.add(std::ssize(numbers));
  std::string bytes;
  std::vector<std::int16_t> narrowed(std::min(at_once, numbers.size()));
  bool is_narrow = true;
  UnitsRange all;
  for (std::size_t start = 0; start < numbers.size(); start += at_once) {
    const std::span<const Number> part(numbers.data() + start, std::min(at_once, numbers.size() - start));
    is_narrow = is_narrow && narrow(part, narrowed.data());
    const UnitsRange range =
        is_narrow ? pack(std::span<const std::int16_t>(narrowed.data(), part.size()), bytes) : pack(part, bytes);
    digest.add(range.least).add(bytes);
    all = {.least = std::min(all.least, range.least),
           .most = std::max(all.most, range.most),
           .has_forbidden = all.has_forbidden || range.has_forbidden};
    checkpoint.advance(std::ssize(part));
    if (!checkpoint.spend(work_of_number * std::ssize(part))) break;
  }
  return all;
}

/// Ranges that are all the usual one are as none: what is asked is the same.
void add_ranges(Digest& digest, const std::vector<Range>& ranges) {
  if (std::ranges::all_of(ranges, [](const Range& range) { return range == Range{}; })) {
    digest.add(std::int64_t{0});
    return;
  }
  digest.add(std::ssize(ranges));
  for (const Range& range : ranges) digest.add(range.least).add(range.most);
}

}  // namespace

Digest begin_digest(const Problem& problem, Checkpoint& checkpoint, UnitsRange* range) {
  UnitsRange of_units;
  Digest digest;
  digest.add("problem").add(problem.mentees).add(problem.mentors).add(problem.scale);
  if (const auto* dense = std::get_if<DenseTable>(&problem.points)) {
    digest.add("dense");
    of_units = add_numbers(digest, dense->units, checkpoint);
  } else {
    const auto& sparse = std::get<SparseTable>(problem.points);
    digest.add("sparse");
    add_numbers(digest, sparse.row_start, checkpoint);
    add_numbers(digest, sparse.mentor, checkpoint);
    of_units = add_numbers(digest, sparse.units, checkpoint);
  }
  if (range != nullptr) *range = of_units;
  return digest;
}

std::string end_digest(Digest digest, const Problem& problem, Checkpoint& checkpoint) {
  add_ranges(digest, problem.mentee_capacity);
  add_ranges(digest, problem.mentor_capacity);
  add_pairs(digest, problem.forbidden);
  add_pairs(digest, problem.locked);
  add_groups(digest, problem.mentee_groups);
  add_groups(digest, problem.mentor_groups);
  add_numbers(digest, problem.mentee_keys, checkpoint);
  add_numbers(digest, problem.mentor_keys, checkpoint);
  return digest.hex();
}

std::string digest(const Problem& problem, Checkpoint& checkpoint) {
  return end_digest(begin_digest(problem, checkpoint), problem, checkpoint);
}

std::int64_t steps_of_reading(const Problem& problem) {
  std::int64_t steps = std::ssize(problem.mentee_keys) + std::ssize(problem.mentor_keys);
  if (const auto* dense = std::get_if<DenseTable>(&problem.points)) {
    steps += std::ssize(dense->units);
  } else {
    const auto& sparse = std::get<SparseTable>(problem.points);
    steps += std::ssize(sparse.row_start) + std::ssize(sparse.mentor) + std::ssize(sparse.units);
  }
  return steps;
}

std::string digest(const Problem& problem) {
  const Control unwatched;
  Checkpoint checkpoint(unwatched);
  return digest(problem, checkpoint);
}

}  // namespace pairwell
