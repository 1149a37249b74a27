/// Work meter: what a long call has done, told to whoever may stop it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

namespace pairwell::kernel {

/// Gathers small amounts of work, so that inner loops may count every step, and reports them in lots.
class WorkMeter {
 public:
  /// @param report is told how much work was done, in units of about a nanosecond; returns false to stop.
  /// @param reach is told before, where it is given, how many rows have had a column at once: no fewer each time.
  explicit WorkMeter(std::function<bool(std::int64_t)> report, std::function<void(std::int64_t)> reach = {})
      : report_(std::move(report)), reach_(std::move(reach)) {}

  /// Says how many rows have a column now; fewer than before change nothing.
  void reach(std::int64_t rows) { reached_ = std::max(reached_, rows); }

  /// Returns false once the call should end.
  bool operator()(std::int64_t work) {
    pending_ += work;
    if (pending_ < due_) return goes_on_;
    due_ = lot;
    if (reach_) reach_(reached_);
    return goes_on_ = report_(std::exchange(pending_, 0));
  }

 private:
  static constexpr std::int64_t lot = 1 << 13;

  std::function<bool(std::int64_t)> report_;
  std::function<void(std::int64_t)> reach_;
  std::int64_t reached_ = 0;
  std::int64_t pending_ = 0;
  std::int64_t due_ = 0;  // the first call is reported at once: it may be too late already
  bool goes_on_ = true;
};

}  // namespace pairwell::kernel
