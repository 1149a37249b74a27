/// Nested: a long call within another.
#pragma once

#include <cstdint>
#include <optional>

#include "pairwell/core/progress.hpp"

namespace pairwell {

/// Has a checkpoint read the clock and ask the caller now; false once the call should end.
inline bool look_now(Checkpoint& checkpoint) { return checkpoint.spend(std::int64_t{1} << 40); }

/// Control for a call within another: its steps are those of the checkpoint, and what ends the one ends the other.
inline Control nested(const Control& control, Checkpoint& checkpoint) {
  return {.progress = [&checkpoint](const Progress&) { return look_now(checkpoint); },
          .stop = control.stop,
          .time_limit = std::nullopt};
}

}  // namespace pairwell
