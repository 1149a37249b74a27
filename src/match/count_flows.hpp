/// Count flows: how many flows a network of ranges has.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace pairwell {

/// Arcs and a flow in their ranges, in balance but for what the arcs outside carry.
struct FlowPart {
  struct Arc {
    std::int32_t tail = 0;
    std::int32_t head = 0;
    std::int64_t flow = 0;
    std::int64_t least = 0;
    std::int64_t most = 0;
    bool is_pair = false;
  };

  std::int32_t nodes = 0;
  std::vector<Arc> arcs{};
};

struct FlowCount {
  std::int64_t flows = 1;  ///< At least so many where not all were counted.
  bool is_whole = true;
};

/// Counts the flows that differ from this one by cycles: strongly connected components of what may change multiply, and
/// within one a pair either stays as it is or changes.
/// @param most where there are more, not all are counted.
/// @param spend called with the work that was done; false stops the count.
/// @complexity O(arcs) for each flow at worst.
FlowCount count_flows(const FlowPart& part, std::int64_t most, const std::function<bool(std::int64_t)>& spend);

}  // namespace pairwell
