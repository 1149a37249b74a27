/// Threads: how many a caller asks for.
#pragma once

#include <algorithm>
#include <cstdint>
#include <thread>

namespace pairwell {

/// 0 stands for as many as the machine can run.
inline std::int32_t threads_for(std::int32_t asked) {
  return asked > 0 ? asked : static_cast<std::int32_t>(std::max(1U, std::thread::hardware_concurrency()));
}

}  // namespace pairwell
