/// Progress and cancellation of long calls.
#pragma once

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "pairwell/core/error.hpp"
#include "pairwell/core/status.hpp"

namespace pairwell {

/// How far a long call has come. Within a stage `done` never falls, and is never more than a known `total`.
struct Progress {
  std::string stage{};     ///< What is being done: "most_points".
  std::int64_t done = 0;   ///< Steps done in this stage.
  std::int64_t total = 0;  ///< Steps of this stage, 0 until they are known.
};

/// How a caller watches and stops a long call. Nothing in it changes the result of a call that ends.
struct Control {
  std::function<bool(const Progress&)> progress{};                  ///< Called about every 20 ms; false asks to stop.
  std::stop_token stop{};                                           ///< A request to stop is seen within 50 ms.
  std::optional<std::chrono::steady_clock::duration> time_limit{};  ///< None: as long as it takes.
};

/// What a solver polls: cheap enough for inner loops, since the clock is read only every few thousand steps of work.
class Checkpoint {
 public:
  explicit Checkpoint(const Control& control);

  /// Names the stage that the next steps belong to; total is 0 where it is not known yet.
  void enter(std::string stage, std::int64_t total);

  /// Says how many steps the stage has, once that is known.
  void expect(std::int64_t total) {
    assert(progress_.done <= total);
    progress_.total = total;
  }

  /// Says how many steps of the stage are done; fewer than before change nothing.
  void reach(std::int64_t done) { progress_.done = std::clamp(done, progress_.done, progress_.total); }

  /// Steps of the stage that are done.
  std::int64_t done() const { return progress_.done; }

  /// Counts steps of the stage as done.
  void advance(std::int64_t steps = 1) { reach(progress_.done + steps); }

  /// Says that work units of about a nanosecond each were spent; returns false once the call should end.
  bool spend(std::int64_t work) {
    budget_ -= work;
    return budget_ > 0 ? !ended_ : look();
  }

  /// Why the call should end; none while it may go on.
  std::optional<Status> ended() const { return ended_; }

  /// @throws Stopped where the call should end.
  void throw_if_ended(std::string_view function) const {
    if (ended_) throw Stopped(function, *ended_);
  }

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
