/// Pair rows: reads the pairs of mentees from a source, in blocks that stay in cache, by several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
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

 private:
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
