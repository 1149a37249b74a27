/// Any bytes are a zone or an InvalidInput; a zone tells every instant and every reading, and both agree.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/calendar.hpp"

namespace {

using pairwell::Instant;
using pairwell::LocalTime;
using pairwell::WhenUnclear;
using pairwell::Zone;

void require(bool claim) {
  if (!claim) std::abort();
}

std::optional<Zone> zone_of(std::string_view bytes) {
  try {
    return Zone::from_tzif("Test/Fuzzed", bytes);
  } catch (const pairwell::InvalidInput& error) {
    require(error.findings().size() == 1 && error.findings().front().rule == "zone-data");
    return std::nullopt;
  }
}

void ask(const Zone& zone, Instant instant) {
  const LocalTime local = zone.local(instant);
  require(!zone.label(instant).empty() && !zone.abbreviation(instant).empty());
  if (local.date.year < zone.first_year() || local.date.year > zone.last_year()) return;
  const Instant earliest = zone.instant(local, WhenUnclear::earliest);
  const Instant latest = zone.instant(local, WhenUnclear::latest);
  require(earliest <= instant && instant <= latest);
  require(zone.start_of(local.date) <= latest);
  try {
    require(zone.instant(local) == instant);
  } catch (const pairwell::InvalidInput& error) {
    require(earliest < latest && error.findings().front().rule == "unclear-time");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::optional<Zone> zone = zone_of({reinterpret_cast<const char*>(data), size});
  if (!zone) return 0;
  const Instant first = zone->start_of({zone->first_year() + 1, 1, 1});
  const Instant last = zone->start_of({zone->last_year() - 1, 12, 31});
  for (const Instant change : zone->changes(first, last)) {
    for (const int seconds : {-3600, -1, 0, 1, 3600}) ask(*zone, {change.seconds + seconds});
  }
  for (std::int64_t at = first.seconds; at < last.seconds; at += 100'000'001) ask(*zone, {at});
  return 0;
}
