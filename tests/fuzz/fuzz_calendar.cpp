/// Any text is a value or an InvalidInput; what is read is written back as what reads the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/calendar.hpp"
#include "pairwell/scheme/timetable.hpp"

namespace {

void require(bool claim) {
  if (!claim) std::abort();
}

template <class Parse>
void read_twice(std::string_view text, Parse parse) {
  try {
    const auto value = parse(text);
    require(parse(to_string(value)) == value);
  } catch (const pairwell::InvalidInput& error) {
    require(error.findings().size() == 1);
  }
}

void read_zoned(std::string_view text) {
  try {
    const pairwell::LocalTime local = pairwell::parse_local_time(text);
    const pairwell::Zone zone = pairwell::Zone::named("Europe/London");
    require(zone.local(zone.instant(local)) == local);
  } catch (const pairwell::InvalidInput& error) {
    require(!error.findings().empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_twice(text, pairwell::parse_weekday);
  read_twice(text, pairwell::parse_date);
  read_twice(text, pairwell::parse_month);
  read_twice(text, pairwell::parse_local_time);
  read_twice(text, pairwell::parse_instant);
  read_zoned(text);
  try {
    pairwell::parse_event_date(text);
  } catch (const pairwell::InvalidInput& error) {
    require(error.findings().size() == 1);
  }
  return 0;
}
