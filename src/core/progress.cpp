#include "pairwell/core/progress.hpp"

#include <utility>

namespace pairwell {
namespace {

/// Work between two looks at the clock, in units of about a nanosecond.
constexpr std::int64_t work_between_looks = 2'000'000;
constexpr std::chrono::milliseconds between_reports{20};

}  // namespace

Checkpoint::Checkpoint(const Control& control)
    : control_(control), start_(std::chrono::steady_clock::now()), reported_(start_) {
  look();
}

void Checkpoint::enter(std::string stage, std::int64_t total) {
  progress_ = {.stage = std::move(stage), .done = 0, .total = total};
}

bool Checkpoint::look() {
  budget_ = work_between_looks;
  if (ended_) return false;
  const auto now = std::chrono::steady_clock::now();
  if (control_.stop.stop_requested()) ended_ = Status::cancelled;
  if (control_.time_limit && now - start_ >= *control_.time_limit) ended_ = Status::time_limit;
  if (!ended_ && control_.progress && now - reported_ >= between_reports) {
    reported_ = now;
    if (!control_.progress(progress_)) ended_ = Status::cancelled;
  }
  return !ended_;
}

}  // namespace pairwell
