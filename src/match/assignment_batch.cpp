#include "pairwell/match/assignment_batch.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iterator>
#include <limits>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "kernel/assignment/small.hpp"
#include "match/threads.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/status.hpp"
#include "pairwell/match/assignment.hpp"

namespace pairwell {
namespace {

/// The first fault of a table, with the table's position.
/// @throws InvalidInput always.
[[noreturn]] void refuse_table(std::int64_t table, const InvalidInput& invalid) {
  const Finding& finding = invalid.findings().front();
  throw InvalidInput("assign_batch", finding.rule, "in table " + std::to_string(table) + ", " + finding.message,
                     finding.value);
}

/// Solves the tables of a batch, whose turns come in their order, in the thread that calls and some helpers.
template <class Cost>
class BatchSolver {
 public:
  BatchSolver(std::span<const CostTable<Cost>> tables, const AssignmentOptions& options)
      : tables_(tables), options_(options), checkpoint_(options.control) {
    for (const CostTable<Cost>& table : tables_) {
      batch_.rows = std::max(batch_.rows, table.rows);
      batch_.columns = std::max(batch_.columns, table.columns);
    }
    const std::size_t rows = tables_.size() * at(batch_.rows);
    batch_.status.assign(tables_.size(), Status::cancelled);
    batch_.column_of_row.assign(rows, -1);
    batch_.unassignable.resize(tables_.size());
    if (options_.prices) {
      batch_.row_price.assign(rows, 0);
      batch_.column_price.assign(tables_.size() * at(batch_.columns), 0);
    }
  }

  AssignmentBatch<Cost> solve() {
    checkpoint_.enter("assignment", count());
    {
      std::vector<std::jthread> helpers;
      try {
        start(helpers);
        run_watched();
        wait_for_helpers();
      } catch (...) {
        stop_.request_stop();
        throw;
      }
    }
    if (fault_) raise();
    const Status unsolved = checkpoint_.ended().value_or(Status::cancelled);
    for (Status& status : batch_.status) {
      if (!is_solved(status)) status = unsolved;
    }
    return std::move(batch_);
  }

 private:
  std::int64_t count() const { return std::ssize(tables_); }

  /// Not more than have something to do: a thread takes as long to start as a few tables do to solve.
  std::int32_t threads() const {
    constexpr std::int64_t cells_worth_a_thread = 1 << 14;
    std::int64_t cells = 0;
    for (const CostTable<Cost>& table : tables_) cells += std::int64_t{table.rows} * table.columns;
    const std::int64_t wanted = threads_for(options_.threads);
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(std::min(count(), cells / cells_worth_a_thread), 1, wanted));
  }

  void start(std::vector<std::jthread>& helpers) {
    const std::int32_t wanted = checkpoint_.ended() ? 0 : threads() - 1;
    for (running_ = wanted; std::ssize(helpers) < wanted;) {
      try {
        helpers.emplace_back([this] { help(); });
      } catch (const std::system_error&) {  // no more to be had: the others have more to do
        const std::scoped_lock lock(mutex_);
        running_ -= wanted - static_cast<std::int32_t>(helpers.size());
        return;
      }
    }
  }

  /// The next table; none where none is left, or the rest is no longer wanted.
  std::optional<std::int64_t> next() {
    if (stop_.stop_requested()) return std::nullopt;
    const std::int64_t table = next_.fetch_add(1, std::memory_order_relaxed);
    if (table >= count() || table > faulty_.load(std::memory_order_relaxed)) return std::nullopt;
    return table;
  }

  /// The thread that calls: alone it may tell its caller how far all have come.
  void run_watched() {
    Control large{
        .progress = [this](const Progress&) { return look(); }, .stop = options_.control.stop, .time_limit = {}};
    while (checkpoint_.ended() == std::nullopt) {
      const auto table = next();
      if (!table) return;
      if (options_.control.time_limit) large.time_limit = left();
      const CostTable<Cost>& costs = tables_[at(*table)];
      solve_table(*table, is_little(costs) ? Control{} : large);
      if (!is_solved(batch_.status[at(*table)])) look();
      checkpoint_.reach(done_.load(std::memory_order_relaxed));
      if (!checkpoint_.spend(std::int64_t{4} * costs.rows * costs.columns + 1000)) stop_.request_stop();
    }
    stop_.request_stop();
  }

  void help() {
    const Control large{.progress = {}, .stop = stop_.get_token(), .time_limit = {}};
    while (const auto table = next()) solve_table(*table, is_little(tables_[at(*table)]) ? Control{} : large);
    const std::scoped_lock lock(mutex_);
    --running_;
    ended_.notify_one();
  }

  /// Watches what the helpers still do.
  void wait_for_helpers() {
    std::unique_lock lock(mutex_);
    while (!ended_.wait_for(lock, std::chrono::milliseconds(10), [this] { return running_ == 0; })) {
      lock.unlock();
      look();
      lock.lock();
    }
  }

  /// Looks at once whether the call should end.
  bool look() {
    checkpoint_.reach(done_.load(std::memory_order_relaxed));
    if (!checkpoint_.spend(std::numeric_limits<std::int32_t>::max())) stop_.request_stop();
    return !stop_.stop_requested();
  }

  std::chrono::steady_clock::duration left() const {
    return *options_.control.time_limit - (std::chrono::steady_clock::now() - start_);
  }

  static bool is_solved(Status status) { return status == Status::optimal || status == Status::infeasible; }

  /// Whether a table is solved before anybody could look how far it has come.
  static bool is_little(const CostTable<Cost>& costs) {
    return std::max(costs.rows, costs.columns) <= kernel::small_side;
  }

  void solve_table(std::int64_t table, const Control& control) try {
    const AssignmentOptions options{
        .maximise = options_.maximise, .prices = options_.prices, .threads = 1, .control = control};
    Assignment<Cost> found = assign(tables_[at(table)], options);
    batch_.status[at(table)] = found.status;
    copy_line(found.column_of_row, batch_.rows, table, batch_.column_of_row);
    copy_line(found.row_price, batch_.rows, table, batch_.row_price);
    copy_line(found.column_price, batch_.columns, table, batch_.column_price);
    batch_.unassignable[at(table)] = std::move(found.unassignable);
    done_.fetch_add(1, std::memory_order_relaxed);
  } catch (...) {
    // Of several tables that are refused, the first: all before it have had their turn, or still have it.
    const std::scoped_lock lock(mutex_);
    if (table >= faulty_.load(std::memory_order_relaxed)) return;
    faulty_.store(table, std::memory_order_relaxed);
    fault_ = std::current_exception();
  }

  template <class Entry>
  static void copy_line(const std::vector<Entry>& from, std::int32_t length, std::int64_t table,
                        std::vector<Entry>& to) {
    assert(std::ssize(from) <= length);
    std::ranges::copy(from, to.begin() + table * length);
  }

  [[noreturn]] void raise() const {
    try {
      std::rethrow_exception(fault_);
    } catch (const InvalidInput& invalid) {
      refuse_table(faulty_, invalid);
    }
  }

  std::span<const CostTable<Cost>> tables_;
  const AssignmentOptions& options_;
  Checkpoint checkpoint_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  AssignmentBatch<Cost> batch_;
  std::atomic<std::int64_t> next_ = 0;
  std::atomic<std::int64_t> done_ = 0;
  std::atomic<std::int64_t> faulty_ = std::numeric_limits<std::int64_t>::max();  // the first table that is refused
  std::stop_source stop_;
  std::mutex mutex_;  // of what follows
  std::condition_variable ended_;
  std::int32_t running_ = 0;  // helpers
  std::exception_ptr fault_;
};

}  // namespace

template <CostNumber Cost>
AssignmentBatch<Cost> assign_batch(std::span<const CostTable<Cost>> tables, const AssignmentOptions& options) {
  if (options.threads < 0) {
    throw InvalidInput("assign_batch", "threads", "the number of threads must be 0 or more",
                       std::to_string(options.threads));
  }
  return BatchSolver<Cost>(tables, options).solve();
}

template AssignmentBatch<std::int32_t> assign_batch(std::span<const CostTable<std::int32_t>>, const AssignmentOptions&);
template AssignmentBatch<std::int64_t> assign_batch(std::span<const CostTable<std::int64_t>>, const AssignmentOptions&);
template AssignmentBatch<float> assign_batch(std::span<const CostTable<float>>, const AssignmentOptions&);
template AssignmentBatch<double> assign_batch(std::span<const CostTable<double>>, const AssignmentOptions&);

}  // namespace pairwell
