#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>
#include <span>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/score/scorer.hpp"
#include "score/scorer_state.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t most_threads = 256;
/// How long a thread works before it looks whether it should go on, in units of about a nanosecond.
constexpr std::int64_t work_between_looks = 2'000'000;

void check_block(const Scorer& scorer, const Block& block, std::size_t size) {
  const auto within = [](std::int32_t first, std::int32_t count, std::int32_t all) {
    return first >= 0 && count >= 0 && first <= all && count <= all - first;
  };
  if (!within(block.first_mentee, block.mentees, scorer.mentees()) ||
      !within(block.first_mentor, block.mentors, scorer.mentors())) {
    throw InvalidInput("Scorer", "block",
                       "there is no such block among " + std::to_string(scorer.mentees()) + " mentees and " +
                           std::to_string(scorer.mentors()) + " mentors",
                       std::to_string(block.mentees) + " mentees from " + std::to_string(block.first_mentee) + ", " +
                           std::to_string(block.mentors) + " mentors from " + std::to_string(block.first_mentor));
  }
  const std::size_t wanted = static_cast<std::size_t>(block.mentees) * static_cast<std::size_t>(block.mentors);
  if (size != wanted) {
    throw InvalidInput("Scorer", "size", "there must be room for " + std::to_string(wanted) + " pairs",
                       std::to_string(size));
  }
}

/// Calls work(mentee, its row of the span) for each mentee of a block.
template <class Number, class Work>
void each_row(const Block& block, std::span<Number> cells, Work work) {
  const auto columns = static_cast<std::size_t>(block.mentors);
  for (std::int32_t i = 0; i < block.mentees; ++i) {
    work(block.first_mentee + i, cells.subspan(static_cast<std::size_t>(i) * columns, columns));
  }
}

/// Rows of a table that threads take in turn.
class Rows {
 public:
  Rows(const Blocks& blocks, std::int32_t mentees, std::int32_t mentors, std::int32_t* units)
      : blocks_(blocks), mentees_(mentees), mentors_(mentors), units_(units) {
    const std::int64_t most_pairs = std::max<std::int64_t>(1, work_between_looks / blocks.work());
    columns_ = static_cast<std::int32_t>(std::clamp<std::int64_t>(most_pairs, 1, std::max(mentors, 1)));
    rows_ = static_cast<std::int32_t>(std::clamp<std::int64_t>(most_pairs / std::max(mentors, 1), 1, mentees_ + 1));
  }

  /// Scores rows until there are none left, or go_on(work) says so.
  template <class GoOn>
  void run(GoOn go_on) try {
    while (!is_over_) {
      const std::int32_t first = next_.fetch_add(rows_);
      if (first >= mentees_) return;
      const std::int32_t end = std::min(first + rows_, mentees_);
      for (std::int32_t i = first; i < end; ++i) {
        for (std::int32_t j = 0; j < mentors_; j += columns_) {
          const std::int32_t size = std::min(columns_, mentors_ - j);
          const std::size_t at = static_cast<std::size_t>(i) * static_cast<std::size_t>(mentors_);
          blocks_.points(i, j, {units_ + at + static_cast<std::size_t>(j), static_cast<std::size_t>(size)});
          if (columns_ < mentors_ && (is_over_ || !go_on(size * blocks_.work()))) return end_early();
        }
        ++done_;
      }
      if (!go_on(columns_ < mentors_ ? 0 : std::int64_t{end - first} * mentors_ * blocks_.work())) return end_early();
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!fault_) fault_ = std::current_exception();
    is_over_ = true;
  }

  std::int32_t done() const { return done_; }

  void throw_fault() const {
    if (fault_) std::rethrow_exception(fault_);
  }

 private:
  void end_early() { is_over_ = true; }

  const Blocks& blocks_;
  std::int32_t mentees_;
  std::int32_t mentors_;
  std::int32_t* units_;
  std::int32_t columns_ = 1;
  std::int32_t rows_ = 1;
  std::atomic<std::int32_t> next_ = 0;
  std::atomic<std::int32_t> done_ = 0;
  std::atomic<bool> is_over_ = false;
  std::mutex mutex_;
  std::exception_ptr fault_;
};

/// Frees a large table beside the caller, for whom giving it back could take longer than a stop may.
void free_aside(Units units) try {
  std::thread([freed = std::move(units)] {}).detach();
} catch (const std::system_error&) {
  // There is no thread to be had: it is freed here.
}

}  // namespace

void Scorer::points(const Block& block, std::span<std::int32_t> units, std::int32_t refused_as) const {
  check_block(*this, block, units.size());
  const Blocks& blocks = state_->blocks();
  each_row(block, units, [&](std::int32_t mentee, std::span<std::int32_t> row) {
    blocks.points(mentee, block.first_mentor, row, refused_as);
  });
}

void Scorer::coverage(const Block& block, std::span<std::int32_t> thousandths) const {
  check_block(*this, block, thousandths.size());
  const Blocks& blocks = state_->blocks();
  each_row(block, thousandths,
           [&](std::int32_t mentee, std::span<std::int32_t> row) { blocks.coverage(mentee, block.first_mentor, row); });
}

void Scorer::shares(std::size_t part, const Block& block, std::span<std::int32_t> shares) const {
  check_block(*this, block, shares.size());
  if (part >= state_->parts().size()) {
    throw InvalidInput("Scorer", "part", "there are " + std::to_string(state_->parts().size()) + " parts",
                       std::to_string(part));
  }
  const Blocks& blocks = state_->blocks();
  each_row(block, shares, [&](std::int32_t mentee, std::span<std::int32_t> row) {
    blocks.shares(part, mentee, block.first_mentor, row);
  });
}

Units Scorer::table(const ScoreOptions& options) const {
  if (options.threads < 1 || options.threads > most_threads) {
    throw InvalidInput("Scorer", "threads", "there must be 1 to 256 threads", std::to_string(options.threads));
  }
  Checkpoint checkpoint(options.control);
  checkpoint.enter("scores", mentees());
  const Blocks& blocks = state_->blocks([&] {
    checkpoint.spend(work_between_looks);
    checkpoint.throw_if_ended("Scorer.table");
  });
  Units units(static_cast<std::size_t>(mentees()) * static_cast<std::size_t>(mentors()));
  Rows rows(blocks, mentees(), mentors(), units.data());
  {
    std::vector<std::jthread> threads;
    for (std::int32_t k = 1; k < std::min(options.threads, mentees()); ++k) {
      try {
        threads.emplace_back([&rows] { rows.run([](std::int64_t) { return true; }); });
      } catch (const std::system_error&) {
        break;  // There is no further thread to be had: the result is the same.
      }
    }
    rows.run([&](std::int64_t work) {
      checkpoint.reach(rows.done());
      return checkpoint.spend(work);
    });
    while (!threads.empty()) {
      // What is left is what other threads have taken: a few rows.
      threads.pop_back();
    }
  }
  rows.throw_fault();
  if (checkpoint.ended()) free_aside(std::move(units));
  checkpoint.throw_if_ended("Scorer.table");
  return units;
}

}  // namespace pairwell
