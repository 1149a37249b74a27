#include "match/listed_pairs.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <utility>

#include "match/unit_scan.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

/// Pairs of one person that were the best so far. The better ones are the greater.
struct BestEntry {
  std::int32_t units = 0;
  std::uint32_t tie = 0;
  std::int32_t other = 0;

  friend auto operator<=>(const BestEntry&, const BestEntry&) = default;
};

/// The best few pairs of each of some people: a heap each, with the least of them on top.
class BestLists {
 public:
  BestLists(std::int32_t people, std::int32_t length)
      : length_(at(length)),
        entries_(at(people) * at(length)),
        sizes_(at(people), 0),
        floors_(at(people), PairSource::refused + 1) {}

  /// Pairs under this are not among the best, for each person.
  const std::int32_t* floors() const { return floors_.data(); }

  /// Begins anew, with the floors of lists that have all that was offered.
  void forget_under(const BestLists& joined) {
    std::ranges::fill(sizes_, 0);
    floors_ = joined.floors_;
  }

  /// Of some people who stand one after the other.
  std::int32_t least_floor(std::int32_t first, std::int32_t people) const {
    const auto begin = floors_.begin() + first;
    return *std::min_element(begin, begin + people);
  }

  void offer(std::size_t person, const BestEntry& entry) {
    const auto heap = entries_.begin() + static_cast<std::ptrdiff_t>(person * length_);
    std::int32_t& size = sizes_[person];
    if (at(size) < length_) {
      heap[size++] = entry;
      std::push_heap(heap, heap + size, std::greater{});
    } else {
      if (entry <= heap[0]) return;
      std::pop_heap(heap, heap + size, std::greater{});
      heap[size - 1] = entry;
      std::push_heap(heap, heap + size, std::greater{});
    }
    if (at(size) == length_) floors_[person] = heap[0].units;
  }

  std::span<const BestEntry> of(std::size_t person) const {
    return {entries_.data() + person * length_, at(sizes_[person])};
  }

 private:
  std::size_t length_;
  std::vector<BestEntry> entries_;
  std::vector<std::int32_t> sizes_;
  std::vector<std::int32_t> floors_;
};

/// Offers the pairs of a strip of a row to the row's list and to those of the mentors.
class Offering {
 public:
  Offering(const PairRows& pairs, BestLists& rows, BestLists& columns, std::size_t place, std::int32_t mentee)
      : pairs_(pairs), rows_(rows), columns_(columns), place_(place), mentee_(mentee) {}

  void run(std::int32_t first, std::span<const std::int32_t> units) {
    constexpr std::int32_t chunk = 512;  // the floors rise meanwhile
    std::array<std::uint64_t, unit_scan::words_of(chunk)> bits;
    const auto& kernels = unit_scan::runnable().front();
    for (std::int32_t begin = 0; begin < std::ssize(units); begin += chunk) {
      const std::int32_t size = std::min(chunk, static_cast<std::int32_t>(std::ssize(units)) - begin);
      kernels.reaching(units.data() + begin, columns_.floors() + first + begin, rows_.floors()[place_],
                       -PairSource::most_units, size, bits.data());
      unit_scan::each_found(std::span(bits).first(at(unit_scan::words_of(size))),
                            [&](std::int32_t i) { offer(first + begin + i, units[at(begin + i)]); });
    }
  }

 private:
  void offer(std::int32_t column, std::int32_t units) {
    if (units == PairSource::refused) return;
    const std::int32_t mentor = pairs_.mentor_of(column);
    check_units({MenteeId(mentee_), MentorId(mentor)}, units);
    const bool for_row = units >= rows_.floors()[place_];
    const bool for_column = units >= columns_.floors()[column];
    if (!for_row && !for_column) return;
    const std::uint32_t tie = tie_number(mentee_, mentor);
    if (for_row) rows_.offer(place_, {units, tie, mentor});
    if (for_column) columns_.offer(at(column), {units, tie, mentee_});
  }

  const PairRows& pairs_;
  BestLists& rows_;
  BestLists& columns_;
  std::size_t place_;
  std::int32_t mentee_;
};

/// Joins the lists of several threads, each of which saw some of the mentees.
void join(BestLists& lists, std::span<const BestLists> others, std::int32_t people) {
  for (const BestLists& other : others) {
    for (std::size_t person = 0; person < at(people); ++person) {
      for (const BestEntry& entry : other.of(person)) lists.offer(person, entry);
    }
  }
}

/// Appends what every mentor lists.
template <class MentorOf>
void add_all(const BestLists& lists, std::int32_t mentors, const MentorOf& mentor_of, std::vector<ListedPair>& pairs) {
  for (std::int32_t column = 0; column < mentors; ++column) {
    for (const BestEntry& entry : lists.of(at(column))) {
      pairs.push_back({{MenteeId(entry.other), MentorId(mentor_of(column))}, entry.units});
    }
  }
}

}  // namespace

std::uint32_t tie_number(std::int32_t mentee, std::int32_t mentor) {
  return static_cast<std::uint32_t>(ticket(0, static_cast<std::uint64_t>(mentee), static_cast<std::uint64_t>(mentor)) >>
                                    32);
}

void check_units(const Pair& pair, std::int32_t units) {
  if (units <= PairSource::most_units && units >= -PairSource::most_units) return;
  throw InvalidInput("match_on_demand", "units",
                     "a source gives at most " + std::to_string(PairSource::most_units) + " units, or minus so many",
                     std::to_string(units) + " for " + to_string(pair));
}

std::optional<BestPairs> best_pairs(const PairRows& rows, std::span<const std::int32_t> mentees, ListLengths lengths,
                                    Checkpoint& checkpoint) {
  BestLists of_rows(static_cast<std::int32_t>(mentees.size()), lengths.of_mentee);
  std::vector<BestLists> of_columns;
  for (std::int32_t worker = 0; worker < rows.threads(); ++worker) {
    of_columns.emplace_back(rows.mentors(), lengths.of_mentor);
  }
  const auto offer = [&](std::int32_t worker, std::size_t place, std::int32_t first, auto units) {
    Offering(rows, of_rows, of_columns[at(worker)], place, mentees[place]).run(first, units);
  };
  const auto most_of = [&](std::size_t place, std::int32_t first, std::int32_t size) {
    return rows.most_units_of(mentees[place], first, size);
  };
  // Where strips can be told apart, those that can be worth most come first: what they leave of the others is little.
  std::vector<std::int32_t> most_of_row(mentees.size(), std::numeric_limits<std::int32_t>::min());
  const auto is_among_first = [&](std::int32_t, std::size_t place, std::int32_t first, std::int32_t size) {
    std::int32_t& most = most_of_row[place];
    if (first == 0) {
      for (std::int32_t column = 0; column < rows.mentors(); column += rows.strip_size()) {
        most = std::max(most, most_of(place, column, std::min(rows.strip_size(), rows.mentors() - column)));
      }
    }
    const std::int32_t of_strip = most_of(place, first, size);
    return of_strip == most && of_strip != PairSource::refused;
  };
  const std::optional<std::int64_t> read_first = rows.read(mentees, checkpoint, offer, is_among_first);
  if (!read_first) return {};
  // What is read after that goes by floors of columns that do not depend on which worker reads what.
  join(of_columns[0], std::span(of_columns).subspan(1), rows.mentors());
  for (BestLists& others : std::span(of_columns).subspan(1)) others.forget_under(of_columns[0]);
  std::vector<std::int32_t> least_of_strip;
  for (std::int32_t column = 0; column < rows.mentors(); column += rows.strip_size()) {
    least_of_strip.push_back(of_columns[0].least_floor(column, std::min(rows.strip_size(), rows.mentors() - column)));
  }
  const auto is_left = [&](std::int32_t, std::size_t place, std::int32_t first, std::int32_t size) {
    const std::int32_t most = most_of(place, first, size);
    if (most == most_of_row[place] || most == PairSource::refused) return false;
    return most >= of_rows.floors()[place] || most >= least_of_strip[at(first / rows.strip_size())];
  };
  const std::optional<std::int64_t> read_then = rows.read(mentees, checkpoint, offer, is_left);
  if (!read_then) return {};
  join(of_columns[0], std::span(of_columns).subspan(1), rows.mentors());
  const auto mentor_of = [&](std::int32_t column) { return rows.mentor_of(column); };
  BestPairs best{.read = *read_first + *read_then};
  for (std::size_t place = 0; place < mentees.size(); ++place) {
    for (const BestEntry& entry : of_rows.of(place)) {
      best.of_mentees.push_back({{MenteeId(mentees[place]), MentorId(entry.other)}, entry.units});
    }
  }
  add_all(of_columns[0], rows.mentors(), mentor_of, best.of_mentors);
  return best;
}

std::vector<ListedPair> best_of_mentors(std::span<const BestPairs> parts, std::int32_t mentors,
                                        std::int32_t of_mentor) {
  BestLists lists(mentors, of_mentor);
  for (const BestPairs& part : parts) {
    for (const auto& [pair, units] : part.of_mentors) {
      const std::uint32_t tie = tie_number(pair.mentee.value, pair.mentor.value);
      lists.offer(at(pair.mentor.value), {units, tie, pair.mentee.value});
    }
  }
  std::vector<ListedPair> pairs;
  add_all(lists, mentors, std::identity(), pairs);
  return pairs;
}

std::int64_t add_pairs(SparseTable& table, std::int32_t mentees, std::vector<ListedPair> pairs) {
  std::ranges::sort(pairs, {}, &ListedPair::pair);
  const auto [end, last] = std::ranges::unique(pairs, {}, &ListedPair::pair);
  pairs.erase(end, last);
  SparseTable joined;
  joined.row_start.reserve(at(mentees) + 1);
  joined.row_start.push_back(0);
  joined.mentor.reserve(table.mentor.size() + pairs.size());
  joined.units.reserve(table.mentor.size() + pairs.size());
  const auto take = [&](std::int32_t mentor, std::int64_t units) {
    joined.mentor.push_back(mentor);
    joined.units.push_back(units);
  };
  auto next = pairs.begin();
  for (std::int32_t mentee = 0; mentee < mentees; ++mentee) {
    const auto is_here = [&] { return next != pairs.end() && next->pair.mentee.value == mentee; };
    for (std::int64_t old = table.row_start[at(mentee)]; old < table.row_start[at(mentee) + 1]; ++old) {
      const std::int32_t mentor = table.mentor[at(old)];
      for (; is_here() && next->pair.mentor.value < mentor; ++next) take(next->pair.mentor.value, next->units);
      if (is_here() && next->pair.mentor.value == mentor) ++next;
      take(mentor, table.units[at(old)]);
    }
    for (; is_here(); ++next) take(next->pair.mentor.value, next->units);
    joined.row_start.push_back(std::ssize(joined.mentor));
  }
  const std::int64_t added = std::ssize(joined.mentor) - std::ssize(table.mentor);
  table = std::move(joined);
  return added;
}

}  // namespace pairwell
