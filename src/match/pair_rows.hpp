/// Pair rows: reads the pairs of mentees from a source, in blocks that stay in cache, by several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "kernel/blocks.hpp"
#include "kernel/work_meter.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/on_demand.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// The pairs of a source but for those that the rules of a problem forbid.
class PairRows {
 public:
  /// Mentors whose points are read at once.
  static constexpr std::int32_t strip = 4096;
  /// Mentees whose points are asked for in one call.
  static constexpr std::int32_t rows_at_once = 8;

  PairRows(const PairSource& source, std::vector<Pair> forbidden, std::int32_t threads)
      : source_(source), threads_(threads), forbidden_(std::move(forbidden)) {
    std::ranges::sort(forbidden_);
  }

  std::int32_t threads() const { return threads_; }
  std::int32_t mentors() const { return source_.mentors(); }
  const PairSource& source() const { return source_; }
  const std::vector<Pair>& forbidden() const { return forbidden_; }

  /// The units of one pair; PairSource::refused where it may not be.
  std::int32_t units_of(const Pair& pair) const {
    return std::ranges::binary_search(forbidden_, pair) ? PairSource::refused : source_.units_of(pair);
  }

  /// Calls visit(worker, place, first mentor, units) for strips of the rows of the mentees, which stand at `place` in
  /// the list. Each row is visited by one worker, strip after strip; workers are numbered from 0. False where the
  /// checkpoint has ended. What the source throws comes out of this call.
  template <class Visit>
  bool read(std::span<const std::int32_t> mentees, Checkpoint& checkpoint, const Visit& visit) const {
    const std::int32_t mentors = source_.mentors();
    const std::int64_t work_of_row = std::max<std::int64_t>(1, source_.work() + 2) * mentors + 100;
    constexpr std::int64_t work_of_block = 10'000'000;
    const auto rows = static_cast<std::int32_t>(std::clamp<std::int64_t>(work_of_block / work_of_row, 1, 64));
    const auto blocks = static_cast<std::int32_t>((std::ssize(mentees) + rows - 1) / rows);
    std::atomic<std::int64_t> done = 0;
    Fault fault;
    kernel::WorkMeter spend([&](std::int64_t work) {
      checkpoint.reach(done);
      return checkpoint.spend(work) && !fault.is_there();
    });
    const auto read_block = [&](std::int32_t block, std::int32_t worker) -> std::int64_t {
      const std::size_t first = at(block) * at(rows);
      const auto part = mentees.subspan(first, std::min(at(rows), mentees.size() - first));
      fault.guard([&] { read_rows(part, first, worker, visit); });
      done += std::ssize(part);
      return std::ssize(part) * work_of_row;
    };
    const bool is_done = kernel::in_blocks(threads_, blocks, read_block, spend);
    fault.rethrow();
    return is_done;
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

  template <class Visit>
  void read_rows(std::span<const std::int32_t> mentees, std::size_t first, std::int32_t worker,
                 const Visit& visit) const {
    std::vector<std::int32_t> buffer(at(rows_at_once) * at(std::min(strip, source_.mentors())));
    for (std::int32_t mentor = 0; mentor < source_.mentors(); mentor += strip) {
      const std::int32_t size = std::min(strip, source_.mentors() - mentor);
      for (std::size_t row = 0; row < mentees.size();) {
        const std::int32_t rows = neighbours(mentees.subspan(row));
        const std::span<std::int32_t> units(buffer.data(), at(rows) * at(size));
        source_.units({mentees[row], rows, mentor, size}, units);
        for (std::int32_t k = 0; k < rows; ++k, ++row) {
          const std::span<std::int32_t> of_row = units.subspan(at(k) * at(size), at(size));
          refuse_forbidden(mentees[row], mentor, of_row);
          visit(worker, first + row, mentor, std::span<const std::int32_t>(of_row));
        }
      }
    }
  }

  /// How many of the first mentees stand next to each other among all, so that one call gives their pairs.
  static std::int32_t neighbours(std::span<const std::int32_t> mentees) {
    std::int32_t count = 1;
    while (count < rows_at_once && count < std::ssize(mentees) && mentees[at(count)] == mentees[0] + count) ++count;
    return count;
  }

  void refuse_forbidden(std::int32_t mentee, std::int32_t first, std::span<std::int32_t> units) const {
    if (forbidden_.empty()) return;
    const Pair begin{MenteeId(mentee), MentorId(first)};
    for (auto pair = std::ranges::lower_bound(forbidden_, begin);
         pair != forbidden_.end() && pair->mentee.value == mentee && pair->mentor.value - first < std::ssize(units);
         ++pair) {
      units[at(pair->mentor.value - first)] = PairSource::refused;
    }
  }

  const PairSource& source_;
  std::int32_t threads_;
  std::vector<Pair> forbidden_;
};

}  // namespace pairwell
