/// Pair rows: reads the pairs of mentees from a source, in blocks that stay in cache, by several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "kernel/blocks.hpp"
#include "kernel/work_meter.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/ids.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/on_demand.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// In which order rows and columns are read.
enum class RowOrder : std::uint8_t {
  as_given,
  arranged,  ///< As the source has it, if it has one.
};

/// The pairs of a source but for those that the rules of a problem forbid. Its columns are mentors in the order in
/// which they are read.
class PairRows {
 public:
  /// Most columns whose points are read at once.
  static constexpr std::int32_t strip = 4096;
  /// Mentees whose points are asked for in one call.
  static constexpr std::int32_t rows_at_once = 8;

  PairRows(const PairSource& source, std::vector<Pair> forbidden, std::int32_t threads,
           RowOrder order = RowOrder::as_given)
      : source_(source),
        arranged_(order == RowOrder::arranged ? source.arranged() : nullptr),
        rows_source_(arranged_ != nullptr ? *arranged_->source : source),
        threads_(threads),
        forbidden_(std::move(forbidden)) {
    std::ranges::sort(forbidden_);
    forbidden_columns_ = forbidden_;
    if (arranged_ == nullptr) return;
    std::vector<std::int32_t> column_of(arranged_->mentors.size());
    for (std::size_t column = 0; column < column_of.size(); ++column) {
      column_of[at(arranged_->mentors[column])] = static_cast<std::int32_t>(column);
    }
    for (Pair& pair : forbidden_columns_) pair.mentor = MentorId(column_of[at(pair.mentor.value)]);
    std::ranges::sort(forbidden_columns_);
    rank_.resize(arranged_->mentees.size());
    for (std::size_t place = 0; place < rank_.size(); ++place) {
      rank_[at(arranged_->mentees[place])] = static_cast<std::int32_t>(place);
    }
  }

  std::int32_t threads() const { return threads_; }
  std::int32_t mentors() const { return source_.mentors(); }
  const PairSource& source() const { return source_; }
  const std::vector<Pair>& forbidden() const { return forbidden_; }

  /// Columns whose points are read at once.
  std::int32_t strip_size() const { return arranged_ != nullptr ? arranged_->strip : strip; }

  bool is_arranged() const { return arranged_ != nullptr; }

  std::int32_t mentor_of(std::int32_t column) const {
    return arranged_ != nullptr ? arranged_->mentors[at(column)] : column;
  }

  /// The same numbers of all mentors, by column; none where there are none.
  template <class Number>
  std::vector<Number> by_column(std::vector<Number> of_mentors) const {
    if (arranged_ == nullptr || of_mentors.empty()) return of_mentors;
    std::vector<Number> of_columns;
    of_columns.reserve(of_mentors.size());
    for (const std::int32_t mentor : arranged_->mentors) of_columns.push_back(of_mentors[at(mentor)]);
    return of_columns;
  }

  /// No pair of a mentee with the mentors of these columns is worth more.
  std::int32_t most_units_of(std::int32_t mentee, std::int32_t first, std::int32_t columns) const {
    return rows_source_.most_units_of(mentee, first, columns);
  }

  /// The units of one pair; PairSource::refused where it may not be.
  std::int32_t units_of(const Pair& pair) const {
    return std::ranges::binary_search(forbidden_, pair) ? PairSource::refused : source_.units_of(pair);
  }

  /// Calls visit(worker, place, first column, units) for strips of the rows of the mentees, which stand at `place` in
  /// the list, where is_wanted(worker, place, first column, columns) says so. Each row is visited by one worker, strip
  /// after strip; workers are numbered from 0. Gives how many pairs were read, none where the checkpoint has ended.
  /// What the source throws comes out of this call.
  template <class Visit, class IsWanted>
  std::optional<std::int64_t> read(std::span<const std::int32_t> mentees, Checkpoint& checkpoint, const Visit& visit,
                                   const IsWanted& is_wanted) const {
    const std::vector<std::int32_t> places = places_in_order(mentees);
    const std::int32_t rows = rows_together(std::ssize(mentees));
    const auto blocks = static_cast<std::int32_t>((std::ssize(mentees) + rows - 1) / rows);
    const std::int64_t done_before = checkpoint.done();
    std::atomic<std::int64_t> done = 0;
    std::atomic<std::int64_t> pairs = 0;
    Fault fault;
    std::atomic<bool> goes_on = true;
    kernel::WorkMeter spend([&](std::int64_t work) {
      checkpoint.reach(done_before + done);
      goes_on = checkpoint.spend(work) && !fault.is_there();
      return goes_on.load();
    });
    const auto read_block = [&](std::int32_t block, std::int32_t worker) -> std::int64_t {
      const std::size_t first = at(block) * at(rows);
      const auto part = std::span(places).subspan(first, std::min(at(rows), places.size() - first));
      std::int64_t left = 0;  // what the caller of this has to be told; the first worker tells it itself
      fault.guard([&] {
        pairs += read_rows(mentees, part, worker, visit, is_wanted, [&](std::int64_t work) {
          if (worker == 0) return spend(work);
          left += work;
          return goes_on.load();
        });
      });
      done += std::ssize(part);
      return left;
    };
    const bool is_done = kernel::in_blocks(threads_, blocks, read_block, spend);
    fault.rethrow();
    return is_done && goes_on ? std::optional(pairs.load()) : std::nullopt;
  }

  template <class Visit>
  std::optional<std::int64_t> read(std::span<const std::int32_t> mentees, Checkpoint& checkpoint,
                                   const Visit& visit) const {
    return read(mentees, checkpoint, visit, [](std::int32_t, std::size_t, std::int32_t, std::int32_t) { return true; });
  }

  /// Into how many blocks of rows read_columns() divides the mentees.
  std::int32_t blocks_of_columns() const { return (source_.mentees() + rows_of_block - 1) / rows_of_block; }

  /// Calls visit(block of rows, place, first mentee, units) for the parts of columns, which stand at `place` in the
  /// list; one worker visits all of a block. False where the checkpoint has ended.
  template <class Visit>
  bool read_columns(std::span<const std::int32_t> mentors, Checkpoint& checkpoint, const Visit& visit) const {
    constexpr std::size_t worth_a_source = 8;
    const std::unique_ptr<const PairSource> some =
        mentors.size() >= worth_a_source ? source_.for_mentors(mentors) : nullptr;
    const auto width = static_cast<std::int32_t>(mentors.size());
    const std::int64_t work_of_pair = some ? source_.work() + 10 : 50 * source_.work();
    return in_parts(blocks_of_columns(), checkpoint, [&](std::int32_t block, std::int32_t) {
      const std::int32_t first = block * rows_of_block;
      const std::int32_t rows = std::min(rows_of_block, source_.mentees() - first);
      std::vector<std::int32_t> table(some ? at(rows) * at(width) : 0);
      if (some) some->units({first, rows, 0, width}, table);
      std::vector<std::int32_t> column(at(rows));
      for (std::size_t place = 0; place < mentors.size(); ++place) {
        if (some) {
          for (std::size_t row = 0; row < at(rows); ++row) column[row] = table[row * at(width) + place];
        } else {
          source_.units({first, rows, mentors[place], 1}, column);
        }
        for (const std::int32_t mentee : mentees_forbidden(mentors[place])) {
          if (mentee >= first && mentee < first + rows) column[at(mentee - first)] = PairSource::refused;
        }
        visit(block, place, first, std::span<const std::int32_t>(column));
      }
      return std::int64_t{rows} * width * work_of_pair;
    });
  }

  /// Writes the units of single pairs. False where the checkpoint has ended.
  bool read_pairs(std::span<const Pair> pairs, Checkpoint& checkpoint, std::span<std::int32_t> units) const {
    constexpr std::size_t at_once = 1024;
    const auto blocks = static_cast<std::int32_t>((pairs.size() + at_once - 1) / at_once);
    return in_parts(blocks, checkpoint, [&](std::int32_t block, std::int32_t) {
      const std::size_t first = at(block) * at_once;
      const std::size_t end = std::min(pairs.size(), first + at_once);
      for (std::size_t place = first; place < end; ++place) units[place] = units_of(pairs[place]);
      return static_cast<std::int64_t>(end - first) * 50 * source_.work();
    });
  }

  /// Calls work(part, worker), which returns what it cost in nanoseconds or so, by several threads.
  template <class Work>
  bool in_parts(std::int32_t parts, Checkpoint& checkpoint, const Work& work) const {
    Fault fault;
    kernel::WorkMeter spend([&](std::int64_t spent) { return checkpoint.spend(spent) && !fault.is_there(); });
    const auto take = [&](std::int32_t part, std::int32_t worker) -> std::int64_t {
      std::int64_t spent = 0;
      fault.guard([&] { spent = work(part, worker); });
      return spent;
    };
    const bool is_done = kernel::in_blocks(threads_, parts, take, spend);
    fault.rethrow();
    return is_done;
  }

 private:
  static constexpr std::int32_t rows_of_block = 256;

  std::vector<std::int32_t> mentees_forbidden(std::int32_t mentor) const {
    std::vector<std::int32_t> mentees;
    for (const Pair& pair : forbidden_) {
      if (pair.mentor.value == mentor) mentees.push_back(pair.mentee.value);
    }
    return mentees;
  }

  /// What a thread met first.
  class Fault {
   public:
    template <class Work>
    void guard(const Work& work) {
      if (is_there_) return;
      try {
        work();
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!what_) what_ = std::current_exception();
        is_there_ = true;
      }
    }
    bool is_there() const { return is_there_; }
    void rethrow() const {
      if (what_) std::rethrow_exception(what_);
    }

   private:
    std::mutex mutex_;
    std::exception_ptr what_;
    std::atomic<bool> is_there_ = false;
  };

  /// Rows that one worker reads strip by strip: so many that what a source keeps for a strip serves most of them, so
  /// few that all workers have some, but those of a call.
  std::int32_t rows_together(std::int64_t rows) const {
    constexpr std::int64_t blocks_of_worker = 16;
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(rows / (blocks_of_worker * threads_), rows_at_once, 1024));
  }

  /// The places of a list of mentees, in the order in which their rows are read.
  std::vector<std::int32_t> places_in_order(std::span<const std::int32_t> mentees) const {
    std::vector<std::int32_t> places(mentees.size());
    std::iota(places.begin(), places.end(), 0);
    if (arranged_ != nullptr)
      std::ranges::sort(places, {}, [&](std::int32_t place) { return rank_[at(mentees[at(place)])]; });
    return places;
  }

  /// Stops early where may_go_on(work), after the rows of a few calls, says so. Gives how many pairs were read.
  template <class Visit, class IsWanted, class GoOn>
  std::int64_t read_rows(std::span<const std::int32_t> mentees, std::span<const std::int32_t> places,
                         std::int32_t worker, const Visit& visit, const IsWanted& is_wanted,
                         const GoOn& may_go_on) const {
    const std::int64_t work_of_pair = std::max<std::int64_t>(1, rows_source_.work() + 2);
    constexpr std::int64_t work_of_strip = 100;
    std::vector<std::int32_t> buffer(at(rows_at_once) * at(std::min(strip_size(), source_.mentors())));
    std::vector<std::int32_t> wanted;
    std::int64_t pairs = 0;
    for (std::int32_t column = 0; column < source_.mentors(); column += strip_size()) {
      const std::int32_t size = std::min(strip_size(), source_.mentors() - column);
      wanted.clear();
      for (const std::int32_t place : places) {
        if (is_wanted(worker, at(place), column, size)) wanted.push_back(place);
      }
      if (!may_go_on(std::ssize(places) * work_of_strip)) return pairs;
      for (auto left = std::span<const std::int32_t>(wanted); !left.empty();) {
        const std::int32_t rows = neighbours(mentees, left);
        const std::span<std::int32_t> units(buffer.data(), at(rows) * at(size));
        rows_source_.units({mentees[at(left[0])], rows, column, size}, units);
        for (std::int32_t k = 0; k < rows; ++k) {
          const std::span<std::int32_t> of_row = units.subspan(at(k) * at(size), at(size));
          refuse_forbidden(mentees[at(left[at(k)])], column, of_row);
          visit(worker, at(left[at(k)]), column, std::span<const std::int32_t>(of_row));
        }
        left = left.subspan(at(rows));
        pairs += std::int64_t{rows} * size;
        if (!may_go_on(work_of_pair * size * rows)) return pairs;
      }
    }
    return pairs;
  }

  /// How many of the first mentees stand next to each other among all, so that one call gives their pairs.
  static std::int32_t neighbours(std::span<const std::int32_t> mentees, std::span<const std::int32_t> places) {
    const auto mentee = [&](std::int32_t k) { return mentees[at(places[at(k)])]; };
    std::int32_t count = 1;
    while (count < rows_at_once && count < std::ssize(places) && mentee(count) == mentee(0) + count) ++count;
    return count;
  }

  void refuse_forbidden(std::int32_t mentee, std::int32_t first, std::span<std::int32_t> units) const {
    if (forbidden_columns_.empty()) return;
    const Pair begin{MenteeId(mentee), MentorId(first)};
    for (auto pair = std::ranges::lower_bound(forbidden_columns_, begin);
         pair != forbidden_columns_.end() && pair->mentee.value == mentee &&
         pair->mentor.value - first < std::ssize(units);
         ++pair) {
      units[at(pair->mentor.value - first)] = PairSource::refused;
    }
  }

  const PairSource& source_;
  const ArrangedPairs* arranged_;  // null: as given
  const PairSource& rows_source_;  // of rows; its mentors are the columns
  std::int32_t threads_;
  std::vector<Pair> forbidden_;
  std::vector<Pair> forbidden_columns_;  // with columns for mentors
  std::vector<std::int32_t> rank_;       // of mentees, where they are arranged
};

}  // namespace pairwell
