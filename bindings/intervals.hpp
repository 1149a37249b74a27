/// How stretches of time cross: a pair of instants, each a datetime with a zone.
#pragma once

#include <utility>
#include <vector>

#include "calendar_casters.hpp"
#include "pairwell/scheme/schedule.hpp"

using Stretches = std::vector<std::pair<pairwell::Instant, pairwell::Instant>>;

inline std::vector<pairwell::Interval> to_intervals(const Stretches& stretches) {
  std::vector<pairwell::Interval> result;
  for (const auto& [from, to] : stretches) result.push_back({from, to});
  return result;
}

inline Stretches from_intervals(const std::vector<pairwell::Interval>& intervals) {
  Stretches result;
  for (const pairwell::Interval& interval : intervals) result.emplace_back(interval.from, interval.to);
  return result;
}
