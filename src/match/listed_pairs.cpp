#include "match/listed_pairs.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "kernel/candidates/unit_scan.hpp"
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

/// Who stands in which columns: a mentor of several blocks in several.
class Columns {
 public:
  Columns(std::span<const std::int32_t> mentors, std::int32_t people) : mentors_(mentors), starts_(at(people) + 1, 0) {
    for (const std::int32_t mentor : mentors) ++starts_[at(mentor) + 1];
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    columns_.resize(mentors.size());
    std::vector<std::int32_t> next(starts_.begin(), starts_.end() - 1);
    for (std::size_t column = 0; column < mentors.size(); ++column) {
      columns_[at(next[at(mentors[column])]++)] = static_cast<std::int32_t>(column);
    }
  }

  std::size_t size() const { return mentors_.size(); }
  std::int32_t people() const { return static_cast<std::int32_t>(starts_.size()) - 1; }
  std::int32_t mentor(std::int32_t column) const { return mentors_[at(column)]; }
  std::span<const std::int32_t> of(std::int32_t mentor) const {
    return std::span(columns_).subspan(at(starts_[at(mentor)]), at(starts_[at(mentor) + 1] - starts_[at(mentor)]));
  }

 private:
  std::span<const std::int32_t> mentors_;
  std::vector<std::int32_t> starts_;
  std::vector<std::int32_t> columns_;
};

/// The best pairs of mentors, with a floor for each column.
class MentorLists {
 public:
  MentorLists(const Columns& columns, std::int32_t length)
      : columns_(columns), lists_(columns.people(), length), floors_(columns.size(), PairSource::refused + 1) {}

  const std::int32_t* floors() const { return floors_.data(); }

  void offer(std::int32_t column, const BestEntry& entry) {
    const std::int32_t mentor = columns_.mentor(column);
    lists_.offer(at(mentor), entry);
    const std::int32_t floor = lists_.floors()[mentor];
    if (floor == floors_[at(column)]) return;
    for (const std::int32_t each : columns_.of(mentor)) floors_[at(each)] = floor;
  }

  const BestLists& lists() const { return lists_; }

  /// Takes what others were offered, and knows floors of all columns then.
  void take(const MentorLists& other) {
    for (std::size_t mentor = 0; mentor < at(columns_.people()); ++mentor) {
      for (const BestEntry& entry : other.lists_.of(mentor)) lists_.offer(mentor, entry);
    }
    know_floors();
  }

  /// Forgets its pairs and goes on from the floors of others.
  void begin_from(const MentorLists& others) {
    lists_.forget_under(others.lists_);
    know_floors();
  }

 private:
  void know_floors() {
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      floors_[column] = lists_.floors()[columns_.mentor(static_cast<std::int32_t>(column))];
    }
  }

  const Columns& columns_;
  BestLists lists_;
  std::vector<std::int32_t> floors_;
};

/// Offers the pairs of a strip of a row to the row's list and to those of the mentors.
class Offering {
 public:
  Offering(BestLists& rows, MentorLists& columns, const Columns& places, std::size_t place, std::int32_t mentee)
      : rows_(rows), columns_(columns), places_(places), place_(place), mentee_(mentee) {}

  void run(std::int32_t first, std::span<const std::int32_t> units) {
    constexpr std::int32_t chunk = 512;  // the floors rise meanwhile
    std::array<std::uint64_t, kernel::unit_scan::words_of(chunk)> bits;
    const auto& kernels = kernel::unit_scan::runnable().front();
    for (std::int32_t begin = 0; begin < std::ssize(units); begin += chunk) {
      const std::int32_t size = std::min(chunk, static_cast<std::int32_t>(std::ssize(units)) - begin);
      kernels.reaching(units.data() + begin, columns_.floors() + first + begin, rows_.floors()[place_],
                       -PairSource::most_units, size, bits.data());
      kernel::unit_scan::each_found(std::span(bits).first(at(kernel::unit_scan::words_of(size))),
                                    [&](std::int32_t i) { offer(first + begin + i, units[at(begin + i)]); });
    }
  }

 private:
  void offer(std::int32_t column, std::int32_t units) {
    if (units == PairSource::refused) return;
    const std::int32_t mentor = places_.mentor(column);
    check_units({MenteeId(mentee_), MentorId(mentor)}, units);
    const bool for_row = units >= rows_.floors()[place_];
    const bool for_column = units >= columns_.floors()[column];
    if (!for_row && !for_column) return;
    const std::uint32_t tie = tie_number(mentee_, mentor);
    if (for_row) rows_.offer(place_, {units, tie, mentor});
    if (for_column) columns_.offer(column, {units, tie, mentee_});
  }

  BestLists& rows_;
  MentorLists& columns_;
  const Columns& places_;
  std::size_t place_;
  std::int32_t mentee_;
};

/// Appends what every mentor lists.
void add_all(const BestLists& lists, std::int32_t mentors, std::vector<ListedPair>& pairs) {
  for (std::int32_t mentor = 0; mentor < mentors; ++mentor) {
    for (const BestEntry& entry : lists.of(at(mentor))) {
      pairs.push_back({{MenteeId(entry.other), MentorId(mentor)}, entry.units});
    }
  }
}

/// The best pairs of some mentees and of all mentors, among those that several workers offer.
class BestOffered {
 public:
  BestOffered(const PairRows& rows, std::span<const std::int32_t> mentees, std::span<const std::int32_t> mentors,
              ListLengths lengths)
      : mentees_(mentees),
        columns_(mentors, rows.mentors()),
        of_rows_(static_cast<std::int32_t>(mentees.size()), lengths.of_mentee) {
    for (std::int32_t worker = 0; worker < rows.threads(); ++worker) {
      of_mentors_.emplace_back(columns_, lengths.of_mentor);
    }
  }
  BestOffered(const BestOffered&) = delete;
  BestOffered& operator=(const BestOffered&) = delete;

  void offer(std::int32_t worker, std::size_t place, std::int32_t first, std::span<const std::int32_t> units) {
    Offering(of_rows_, of_mentors_[at(worker)], columns_, place, mentees_[place]).run(first, units);
  }

  std::int32_t floor_of_row(std::size_t place) const { return of_rows_.floors()[place]; }

  /// Joins what the workers have, each of whom saw some of the mentees, and has all go on from there.
  void join() {
    for (MentorLists& other : std::span(of_mentors_).subspan(1)) of_mentors_[0].take(other);
    for (MentorLists& other : std::span(of_mentors_).subspan(1)) other.begin_from(of_mentors_[0]);
  }

  /// Under these, pairs of columns that stand one after the other are among the best of none; for joined lists.
  std::int32_t least_floor(std::int32_t first, std::int32_t columns) const {
    return *std::min_element(of_mentors_[0].floors() + first, of_mentors_[0].floors() + first + columns);
  }

  BestPairs joined() {
    join();
    BestPairs best;
    for (std::size_t place = 0; place < mentees_.size(); ++place) {
      for (const BestEntry& entry : of_rows_.of(place)) {
        best.of_mentees.push_back({{MenteeId(mentees_[place]), MentorId(entry.other)}, entry.units});
      }
    }
    add_all(of_mentors_[0].lists(), columns_.people(), best.of_mentors);
    return best;
  }

 private:
  std::span<const std::int32_t> mentees_;
  Columns columns_;
  BestLists of_rows_;
  std::vector<MentorLists> of_mentors_;  // of each worker
};

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
  std::vector<std::int32_t> mentors;
  for (std::int32_t column = 0; column < rows.mentors(); ++column) mentors.push_back(rows.mentor_of(column));
  BestOffered best(rows, mentees, mentors, lengths);
  const auto offer = [&](std::int32_t worker, std::size_t place, std::int32_t first, auto units) {
    best.offer(worker, place, first, units);
  };
  const auto most_of = [&](std::size_t place, std::int32_t first, std::int32_t size) {
    return rows.most_units_of(mentees[place], first, size);
  };
  const std::int32_t strip = rows.strip_size();
  const auto size_of = [&](std::int32_t first) { return std::min(strip, rows.mentors() - first); };
  // Where strips can be told apart, those that can be worth most come first: what they leave of the others is little.
  std::vector<std::int32_t> most_of_row(mentees.size(), PairSource::refused);
  const auto is_among_first = [&](std::int32_t, std::size_t place, std::int32_t first, std::int32_t size) {
    std::int32_t& most = most_of_row[place];
    for (std::int32_t column = 0; first == 0 && column < rows.mentors(); column += strip) {
      most = std::max(most, most_of(place, column, size_of(column)));
    }
    return most != PairSource::refused && most_of(place, first, size) == most;
  };
  const std::optional<std::int64_t> read_first = rows.read(mentees, checkpoint, offer, is_among_first);
  if (!read_first) return {};
  // What is read after that goes by floors of columns that do not depend on which worker reads what.
  best.join();
  std::vector<std::int32_t> least_of_strip;
  for (std::int32_t column = 0; column < rows.mentors(); column += strip) {
    least_of_strip.push_back(best.least_floor(column, size_of(column)));
  }
  const auto is_left = [&](std::int32_t, std::size_t place, std::int32_t first, std::int32_t size) {
    const std::int32_t most = most_of(place, first, size);
    if (most == most_of_row[place] || most == PairSource::refused) return false;
    return most >= best.floor_of_row(place) || most >= least_of_strip[at(first / strip)];
  };
  const std::optional<std::int64_t> read_then = rows.read(mentees, checkpoint, offer, is_left);
  if (!read_then) return {};
  BestPairs found = best.joined();
  found.read = *read_first + *read_then;
  return found;
}

std::optional<BestPairs> best_pairs(const PairRows& rows, std::span<const std::int32_t> mentees,
                                    std::span<const std::int32_t> mentors, ListLengths lengths,
                                    const std::function<bool(const StripVisit&)>& read) {
  BestOffered best(rows, mentees, mentors, lengths);
  const bool is_done = read([&](std::int32_t worker, std::size_t place, std::int32_t first, auto units) {
    best.offer(worker, place, first, units);
  });
  return is_done ? std::optional(best.joined()) : std::nullopt;
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
  add_all(lists, mentors, pairs);
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
