#include "match/listed_pairs.hpp"

#include <compare>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

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
      : lists(columns.people(), length), columns_(columns), floors_(columns.size(), PairSource::refused + 1) {}

  const std::int32_t* floors() const { return floors_.data(); }

  void offer(std::int32_t column, const BestEntry& entry) {
    const std::int32_t mentor = columns_.mentor(column);
    lists.offer(at(mentor), entry);
    const std::int32_t floor = lists.floors()[mentor];
    if (floor == floors_[at(column)]) return;
    for (const std::int32_t each : columns_.of(mentor)) floors_[at(each)] = floor;
  }

  BestLists lists;

 private:
  const Columns& columns_;
  std::vector<std::int32_t> floors_;
};

/// Offers the pairs of a strip of a row to the row's list and to those of the mentors.
class Offering {
 public:
  Offering(BestLists& rows, MentorLists& columns, const Columns& places, std::size_t place, std::int32_t mentee)
      : rows_(rows), columns_(columns), places_(places), place_(place), mentee_(mentee) {}

  void run(std::int32_t first, std::span<const std::int32_t> units) {
    constexpr std::int32_t chunk = 64;
    const auto size = static_cast<std::int32_t>(units.size());
    for (std::int32_t begin = 0; begin < size; begin += chunk) {
      const std::int32_t end = std::min(begin + chunk, size);
      if (has_any(units.data() + begin, columns_.floors() + first + begin, end - begin)) {
        for (std::int32_t i = begin; i < end; ++i) offer(first + i, units[at(i)]);
      }
    }
  }

 private:
  bool has_any(const std::int32_t* units, const std::int32_t* floors, std::int32_t size) const {
    const std::int32_t floor = rows_.floors()[place_];
    std::int32_t found = 0;
    for (std::int32_t i = 0; i < size; ++i) {
      found |= static_cast<std::int32_t>(units[i] >= floor) | static_cast<std::int32_t>(units[i] >= floors[i]) |
               static_cast<std::int32_t>((units[i] < -PairSource::most_units) & (units[i] != PairSource::refused));
    }
    return found != 0;
  }

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

/// Joins the lists of several threads, each of which saw some of the mentees.
void join(BestLists& lists, std::span<const MentorLists> others, std::int32_t people) {
  for (const MentorLists& other : others) {
    for (std::size_t person = 0; person < at(people); ++person) {
      for (const BestEntry& entry : other.lists.of(person)) lists.offer(person, entry);
    }
  }
}

/// Appends what every mentor lists.
void add_all(const BestLists& lists, std::int32_t mentors, std::vector<ListedPair>& pairs) {
  for (std::int32_t mentor = 0; mentor < mentors; ++mentor) {
    for (const BestEntry& entry : lists.of(at(mentor))) {
      pairs.push_back({{MenteeId(entry.other), MentorId(mentor)}, entry.units});
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
  std::vector<std::int32_t> mentors(at(rows.mentors()));
  std::iota(mentors.begin(), mentors.end(), 0);
  return best_pairs(rows, mentees, mentors, lengths,
                    [&](const StripVisit& visit) { return rows.read(mentees, checkpoint, visit); });
}

std::optional<BestPairs> best_pairs(const PairRows& rows, std::span<const std::int32_t> mentees,
                                    std::span<const std::int32_t> mentors, ListLengths lengths,
                                    const std::function<bool(const StripVisit&)>& read) {
  const Columns columns(mentors, rows.mentors());
  BestLists of_rows(static_cast<std::int32_t>(mentees.size()), lengths.of_mentee);
  std::vector<MentorLists> of_mentors;
  for (std::int32_t worker = 0; worker < rows.threads(); ++worker) of_mentors.emplace_back(columns, lengths.of_mentor);
  const bool is_done = read([&](std::int32_t worker, std::size_t place, std::int32_t first, auto units) {
    Offering(of_rows, of_mentors[at(worker)], columns, place, mentees[place]).run(first, units);
  });
  if (!is_done) return {};
  join(of_mentors[0].lists, std::span(of_mentors).subspan(1), rows.mentors());
  BestPairs best;
  for (std::size_t place = 0; place < mentees.size(); ++place) {
    for (const BestEntry& entry : of_rows.of(place)) {
      best.of_mentees.push_back({{MenteeId(mentees[place]), MentorId(entry.other)}, entry.units});
    }
  }
  add_all(of_mentors[0].lists, rows.mentors(), best.of_mentors);
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
