/// Progress and cancellation of long calls.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "pairwell/core/status.hpp"

namespace pairwell {

/// How far a long call has come.
struct Progress {
  std::string stage{};     ///< What is being done: "most_points".
  std::int64_t done = 0;   ///< Steps done in this stage.
  std::int64_t total = 0;  ///< Steps of this stage, 0 where not known.
};

/// How a caller watches and stops a long call. Nothing in it changes the result of a call that ends.
struct Control {
  std::function<bool(const Progress&)> progress{};                  ///< Called about every 40 ms; false asks to stop.
  std::stop_token stop{};                                           ///< A request to stop is seen within 50 ms.
  std::optional<std::chrono::steady_clock::duration> time_limit{};  ///< None: as long as it takes.
};

/// What a solver polls: cheap enough for inner loops, since the clock is read only every few thousand steps of work.
class Checkpoint {
 public:
  explicit Checkpoint(const Control& control);

  /// Names the stage that the next steps belong to.
  void enter(std::string stage, std::int64_t total);

  /// Counts steps of the stage as done.
  void advance(std::int64_t steps = 1) { progress_.done += steps; }

  /// Says that work units of about a nanosecond each were spent; returns false once the call should end.
  bool spend(std::int64_t work) {
    budget_ -= work;
    return budget_ > 0 ? !ended_ : look();
  }

  /// Why the call should end; none while it may go on.
  std::optional<Status> ended() const { return ended_; }

 private:
  bool look();

  const Control& control_;
  Progress progress_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point reported_;
  std::int64_t budget_ = 0;
  std::optional<Status> ended_;
};

}  // namespace pairwell
