/// Blocks: work on parts that do not depend on each other, by several threads; so the result does not depend on them.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <system_error>
#include <thread>
#include <vector>

#include "kernel/work_meter.hpp"

namespace pairwell::kernel {

/// Threads that end before they are forgotten, whatever is thrown meanwhile.
class Crew {
 public:
  Crew() = default;
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() {
    for (std::thread& one : threads_) one.join();
  }

  /// Sets a thread to work; does nothing where the system has none to give.
  template <class Work>
  void add(const Work& work) {
    try {
      threads_.emplace_back(work);
    } catch (const std::system_error&) {
    }
  }

 private:
  std::vector<std::thread> threads_;
};

/// Calls work(block, worker) for every block, which must not throw and returns what it cost in nanoseconds or so.
/// Workers are numbered from 0, which is this thread: it alone calls `spend`, between its blocks and at the end, for
/// all of them. Returns false where spend said to stop, perhaps with some blocks not done.
template <class Work>
bool in_blocks(std::int32_t workers, std::int32_t blocks, const Work& work, WorkMeter& spend) {
  std::atomic<std::int32_t> next = 0;
  std::atomic<std::int64_t> cost_of_others = 0;
  const auto take = [&](std::int32_t worker, const auto& may_go_on) {
    for (std::int32_t block = next++; block < blocks; block = next++) {
      if (!may_go_on(work(block, worker))) return false;
    }
    return true;
  };
  struct Closing {
    ~Closing() { next = last; }
    std::atomic<std::int32_t>& next;
    std::int32_t last;
  };
  {
    Crew crew;
    const Closing closing{next, blocks};  // before the crew is waited for
    const auto note = [&cost_of_others](std::int64_t cost) {
      cost_of_others += cost;
      return true;
    };
    for (std::int32_t worker = 1; worker < std::min(workers, blocks); ++worker) {
      crew.add([&take, &note, worker] { take(worker, note); });
    }
    if (!take(0, [&](std::int64_t cost) { return spend(cost + cost_of_others.exchange(0)); })) return false;
  }
  const std::int64_t rest = cost_of_others.exchange(0);
  return rest == 0 || spend(rest);
}

}  // namespace pairwell::kernel
