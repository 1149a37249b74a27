#include "match/blocking.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <iterator>
#include <numeric>
#include <string>
#include <utility>

#include "core/at.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

/// Some mentors of a source that has no quicker way to give them.
class PickedMentors final : public PairSource {
 public:
  PickedMentors(const PairSource& source, std::vector<std::int32_t> mentors)
      : source_(source), picked_(std::move(mentors)) {}

  std::int32_t mentees() const override { return source_.mentees(); }
  std::int32_t mentors() const override { return static_cast<std::int32_t>(picked_.size()); }
  std::int64_t scale() const override { return source_.scale(); }
  std::string digest() const override { return source_.digest(); }
  std::int64_t work() const override { return 5 * source_.work(); }

  /// Mentors who stand next to each other in the source are asked for together.
  void units(const Block& block, std::span<std::int32_t> units) const override {
    for (std::int32_t row = 0; row < block.mentees; ++row) {
      const auto of_row = units.subspan(at(row) * at(block.mentors), at(block.mentors));
      for (std::int32_t place = 0; place < block.mentors;) {
        const std::int32_t first = picked_[at(block.first_mentor + place)];
        std::int32_t size = 1;
        while (place + size < block.mentors && picked_[at(block.first_mentor + place + size)] == first + size) ++size;
        source_.units({block.first_mentee + row, 1, first, size}, of_row.subspan(at(place), at(size)));
        place += size;
      }
    }
  }

 private:
  const PairSource& source_;
  std::vector<std::int32_t> picked_;
};

bool have_common(std::span<const std::int32_t> one, std::span<const std::int32_t> other) {
  for (auto a = one.begin(), b = other.begin(); a != one.end() && b != other.end();) {
    if (*a == *b) return true;
    *a < *b ? ++a : ++b;
  }
  return false;
}

/// Mentors in columns, block after block: a mentor has a column in each of their blocks. A mentee's pairs are read in
/// the columns of the mentee's blocks, but for those that were read in an earlier one.
class BlockRows {
 public:
  BlockRows(const PairRows& rows, std::span<const std::int32_t> mentees, const FlatLabels& of_mentees,
            const FlatLabels& of_mentors)
      : rows_(rows), mentees_(mentees) {
    std::vector<std::int32_t> wanted = of_mentees.labels;
    std::ranges::sort(wanted);
    const auto repeated = std::ranges::unique(wanted);
    wanted.erase(repeated.begin(), repeated.end());
    labels_of_mentor_ = numbered(of_mentors, wanted);
    labels_of_place_ = numbered(of_mentees, wanted);
    std::vector<std::int64_t> sizes(wanted.size() + 1, 0);
    for (const std::int32_t block : labels_of_mentor_.labels) ++sizes[at(block) + 1];
    std::partial_sum(sizes.begin(), sizes.end(), sizes.begin());
    first_column_ = sizes;
    mentors_.resize(labels_of_mentor_.labels.size());
    for (std::size_t mentor = 0; mentor < labels_of_mentor_.people(); ++mentor) {
      for (const std::int32_t block : labels_of_mentor_.of(mentor)) {
        mentors_[at(sizes[at(block)]++)] = static_cast<std::int32_t>(mentor);
      }
    }
    for (const std::int32_t mentor : mentors_) bits_of_column_.push_back(bits_of(labels_of_mentor_.of(at(mentor))));
    has_own_bits_ = wanted.size() <= 64;
    const bool is_rising = std::ranges::adjacent_find(mentors_, std::greater_equal{}) == mentors_.end();
    is_everybody_ = is_rising && std::ssize(mentors_) == rows.mentors();
    if (!is_everybody_) {
      some_ = rows.source().for_mentors(mentors_);
      if (some_ == nullptr) some_ = std::make_unique<PickedMentors>(rows.source(), mentors_);
    }
  }

  /// Who stands in each column.
  std::span<const std::int32_t> mentors() const { return mentors_; }

  ReadInBlocks read_so_far() const { return {whole_rows_, pairs_}; }

  /// Calls visit(worker, place, first column, units) for strips of rows. False where the checkpoint has ended.
  bool read(Checkpoint& checkpoint, const StripVisit& visit) {
    const std::int64_t work_of_pair = source().work() + 2;
    const std::int64_t work_of_row = work_of_pair * std::max<std::int64_t>(std::ssize(mentors_), 1) + 100;
    constexpr std::int64_t work_of_part = 10'000'000;
    const auto size = static_cast<std::size_t>(std::clamp<std::int64_t>(work_of_part / work_of_row, 8, 64));
    const auto parts = static_cast<std::int32_t>((mentees_.size() + size - 1) / size);
    std::atomic<std::int64_t> done = 0;
    return rows_.in_parts(parts, checkpoint, [&](std::int32_t part, std::int32_t worker) {
      const std::size_t first = at(part) * size;
      const std::size_t end = std::min(first + size, mentees_.size());
      const std::int64_t read = read_places(first, end, worker, visit);
      done += static_cast<std::int64_t>(end - first);
      if (worker == 0) checkpoint.reach(done);
      return read * work_of_pair + 1000;
    });
  }

 private:
  /// Labels as places among those that are wanted; others are left out.
  static FlatLabels numbered(const FlatLabels& labels, const std::vector<std::int32_t>& wanted) {
    FlatLabels places;
    std::vector<std::int32_t> of_person;
    for (std::size_t person = 0; person < labels.people(); ++person) {
      of_person.clear();
      for (const std::int32_t label : labels.of(person)) {
        const auto found = std::ranges::lower_bound(wanted, label);
        if (found != wanted.end() && *found == label) {
          of_person.push_back(static_cast<std::int32_t>(found - wanted.begin()));
        }
      }
      places.add(of_person);
    }
    return places;
  }

  /// A bit for each label; above 64 of them, several have one.
  static std::uint64_t bits_of(std::span<const std::int32_t> labels) {
    std::uint64_t bits = 0;
    for (const std::int32_t label : labels) bits |= std::uint64_t{1} << (label % 64);
    return bits;
  }

  const PairSource& source() const { return is_everybody_ ? rows_.source() : *some_; }

  /// Reads the rows of some places, block by block; returns how many pairs were read.
  std::int64_t read_places(std::size_t first, std::size_t end, std::int32_t worker, const StripVisit& visit) {
    std::vector<std::pair<std::int32_t, std::size_t>> by_block;
    for (std::size_t place = first; place < end; ++place) {
      for (const std::int32_t block : labels_of_place_.of(place)) by_block.emplace_back(block, place);
    }
    std::ranges::sort(by_block);
    std::vector<std::int64_t> read(end - first, 0);
    std::vector<std::int32_t> buffer(at(PairRows::rows_at_once) * at(PairRows::strip));
    for (auto from = by_block.begin(); from != by_block.end();) {
      const std::int32_t block = from->first;
      const auto to = std::find_if(from, by_block.end(), [&](const auto& one) { return one.first != block; });
      for (std::int64_t column = first_column_[at(block)]; column < first_column_[at(block) + 1];
           column += PairRows::strip) {
        const std::int64_t width = std::min<std::int64_t>(PairRows::strip, first_column_[at(block) + 1] - column);
        const Columns strip{static_cast<std::int32_t>(column), static_cast<std::int32_t>(width)};
        for (auto row = from; row != to;) row = read_neighbours(row, to, strip, buffer, first, read, worker, visit);
      }
      from = to;
    }
    for (const std::int64_t of_row : read) {
      pairs_ += of_row;
      if (of_row == rows_.mentors()) ++whole_rows_;
    }
    return std::accumulate(read.begin(), read.end(), std::int64_t{0});
  }

  struct Columns {
    std::int32_t first = 0;
    std::int32_t size = 0;
  };

  /// Reads a strip of the first of some rows and of those that stand next to it among all mentees; returns the next.
  template <class Row>
  Row read_neighbours(Row row, Row end, Columns strip, std::vector<std::int32_t>& buffer, std::size_t first_place,
                      std::vector<std::int64_t>& read, std::int32_t worker, const StripVisit& visit) const {
    const std::int32_t mentee = mentees_[row->second];
    std::int32_t rows = 1;
    while (rows < PairRows::rows_at_once && row + rows != end && mentees_[row[rows].second] == mentee + rows) ++rows;
    const std::span<std::int32_t> units(buffer.data(), at(rows) * at(strip.size));
    source().units({mentee, rows, strip.first, strip.size}, units);
    for (std::int32_t k = 0; k < rows; ++k, ++row) {
      const std::size_t place = row->second;
      const std::span<std::int32_t> of_row = units.subspan(at(k) * at(strip.size), at(strip.size));
      read[place - first_place] += strip.size - refuse_earlier(place, row->first, strip.first, of_row);
      refuse_forbidden(mentees_[place], strip.first, of_row);
      visit(worker, place, strip.first, of_row);
    }
    return row;
  }

  /// Refuses the pairs that were read in an earlier block; returns how many.
  std::int32_t refuse_earlier(std::size_t place, std::int32_t block, std::int32_t first,
                              std::span<std::int32_t> units) const {
    const std::span<const std::int32_t> all = labels_of_place_.of(place);
    const auto earlier = all.first(at(std::ranges::lower_bound(all, block) - all.begin()));
    if (earlier.empty()) return 0;
    const std::uint64_t bits = bits_of(earlier);
    const std::uint64_t* const bits_of_column = bits_of_column_.data() + first;
    std::int32_t refused = 0;
    if (has_own_bits_) {
      for (std::size_t i = 0; i < units.size(); ++i) {
        const bool is_earlier = (bits_of_column[i] & bits) != 0;
        units[i] = is_earlier ? PairSource::refused : units[i];
        refused += static_cast<std::int32_t>(is_earlier);
      }
      return refused;
    }
    for (std::size_t i = 0; i < units.size(); ++i) {
      if ((bits_of_column[i] & bits) == 0) continue;
      if (!have_common(earlier, labels_of_mentor_.of(at(mentors_[at(first) + i])))) continue;
      units[i] = PairSource::refused;
      ++refused;
    }
    return refused;
  }

  void refuse_forbidden(std::int32_t mentee, std::int32_t first, std::span<std::int32_t> units) const {
    const auto [begin, end] =
        std::ranges::equal_range(rows_.forbidden(), MenteeId(mentee), {}, [](const Pair& pair) { return pair.mentee; });
    const auto of_strip = std::span(mentors_).subspan(at(first), units.size());
    for (auto pair = begin; pair != end; ++pair) {
      const auto found = std::ranges::lower_bound(of_strip, pair->mentor.value);
      if (found != of_strip.end() && *found == pair->mentor.value) {
        units[at(found - of_strip.begin())] = PairSource::refused;
      }
    }
  }

  const PairRows& rows_;
  std::span<const std::int32_t> mentees_;
  FlatLabels labels_of_place_;
  FlatLabels labels_of_mentor_;
  std::vector<std::int64_t> first_column_;  // of each block, and the end
  std::vector<std::int32_t> mentors_;
  std::vector<std::uint64_t> bits_of_column_;  // of all labels of its mentor
  bool has_own_bits_ = false;
  bool is_everybody_ = false;
  std::unique_ptr<const PairSource> some_;
  std::atomic<std::int64_t> pairs_ = 0;
  std::atomic<std::int64_t> whole_rows_ = 0;
};

void check_labels(const std::vector<std::vector<std::int32_t>>& labels, std::int32_t people, const std::string& side) {
  const auto refuse = [](const char* rule, std::string message, std::string value) {
    throw InvalidInput("match_on_demand", rule, std::move(message), std::move(value));
  };
  if (std::ssize(labels) != people) {
    refuse("blocks", "there are labels for each of " + std::to_string(people) + " " + side + "s, perhaps none",
           std::to_string(labels.size()));
  }
  for (std::size_t person = 0; person < labels.size(); ++person) {
    for (const std::int32_t label : labels[person]) {
      if (label < 0) {
        refuse("blocks", "a label is 0 or more, and one of " + side + " " + std::to_string(person) + " is not",
               std::to_string(label));
      }
    }
  }
}

}  // namespace

void FlatLabels::add(std::span<const std::int32_t> more) {
  const auto first = static_cast<std::ptrdiff_t>(labels.size());
  labels.insert(labels.end(), more.begin(), more.end());
  std::sort(labels.begin() + first, labels.end());
  labels.erase(std::unique(labels.begin() + first, labels.end()), labels.end());
  starts.push_back(std::ssize(labels));
}

FlatLabels flat_labels(const std::vector<std::vector<std::int32_t>>& labels) {
  FlatLabels flat;
  for (const std::vector<std::int32_t>& of_person : labels) flat.add(of_person);
  return flat;
}

void check_blocks(const PairSource& source, const PersonBlocks& blocks) {
  check_labels(blocks.mentee, source.mentees(), "mentee");
  check_labels(blocks.mentor, source.mentors(), "mentor");
}

MenteesInBlocks in_order_of_blocks(const PersonBlocks& blocks) {
  const FlatLabels all = flat_labels(blocks.mentee);
  MenteesInBlocks found;
  for (std::size_t mentee = 0; mentee < all.people(); ++mentee) {
    if (!all.of(mentee).empty()) found.mentees.push_back(static_cast<std::int32_t>(mentee));
  }
  std::ranges::stable_sort(found.mentees, [&](std::int32_t one, std::int32_t other) {
    return std::ranges::lexicographical_compare(all.of(at(one)), all.of(at(other)));
  });
  for (const std::int32_t mentee : found.mentees) found.labels.add(all.of(at(mentee)));
  return found;
}

std::optional<BestInBlocks> best_in_blocks(const PairRows& rows, std::span<const std::int32_t> mentees,
                                           const FlatLabels& of_mentees, const FlatLabels& of_mentors,
                                           ListLengths lengths, Checkpoint& checkpoint) {
  BlockRows in_blocks(rows, mentees, of_mentees, of_mentors);
  std::optional<BestPairs> best = best_pairs(rows, mentees, in_blocks.mentors(), lengths, [&](const StripVisit& visit) {
    return in_blocks.read(checkpoint, visit);
  });
  if (!best) return {};
  return BestInBlocks{std::move(*best), in_blocks.read_so_far()};
}

}  // namespace pairwell
