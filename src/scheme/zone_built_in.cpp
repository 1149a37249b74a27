/// The zones that need no file: the library's own, for machines without zone data.
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scheme/calendar_parts.hpp"
#include "scheme/zone.hpp"

namespace pairwell {
namespace {

struct ZoneText {
  const char* name;
  int first_year;    ///< The first whole year of the rule.
  const char* rule;  ///< As in a POSIX TZ variable, whose offsets are behind UTC.
};

constexpr ZoneText zone_texts[] = {
    {"Africa/Johannesburg", 1945, "SAST-2"},
    {"Africa/Lagos", 1920, "WAT-1"},
    {"Africa/Nairobi", 1961, "EAT-3"},
    {"America/Chicago", 2007, "CST6CDT,M3.2.0,M11.1.0"},
    {"America/Denver", 2007, "MST7MDT,M3.2.0,M11.1.0"},
    {"America/Los_Angeles", 2007, "PST8PDT,M3.2.0,M11.1.0"},
    {"America/New_York", 2007, "EST5EDT,M3.2.0,M11.1.0"},
    {"America/Toronto", 2007, "EST5EDT,M3.2.0,M11.1.0"},
    {"Asia/Hong_Kong", 1980, "HKT-8"},
    {"Asia/Kolkata", 1946, "IST-5:30"},
    {"Asia/Tokyo", 1952, "JST-9"},
    {"Atlantic/Reykjavik", 1969, "GMT0"},
    {"Australia/Sydney", 2008, "AEST-10AEDT,M10.1.0,M4.1.0/3"},
    {"Etc/GMT+12", first_calendar_year, "<-12>12"},
    {"Europe/Amsterdam", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Athens", 1996, "EET-2EEST,M3.5.0/3,M10.5.0/4"},
    {"Europe/Berlin", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Brussels", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Copenhagen", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Dublin", 1996, "IST-1GMT0,M10.5.0,M3.5.0/1"},
    {"Europe/Helsinki", 1996, "EET-2EEST,M3.5.0/3,M10.5.0/4"},
    {"Europe/Lisbon", 1997, "WET0WEST,M3.5.0/1,M10.5.0"},
    {"Europe/London", 1996, "GMT0BST,M3.5.0/1,M10.5.0"},
    {"Europe/Madrid", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Oslo", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Paris", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Prague", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Rome", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Stockholm", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Vienna", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Warsaw", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Europe/Zurich", 1996, "CET-1CEST,M3.5.0,M10.5.0/3"},
    {"Pacific/Auckland", 2008, "NZST-12NZDT,M9.5.0,M4.1.0/3"},
    {"UTC", first_calendar_year, "UTC0"},
};

using Zones = std::map<std::string, std::shared_ptr<const Zone::Clock>, std::less<>>;

const Zones& zones() {
  static const Zones made = [] {
    Zones result;
    const auto add = [&result](const std::string& name, const ZoneText& text) {
      auto clock = std::make_shared<Zone::Clock>();
      clock->name = name;
      clock->iana_name = text.name;
      clock->source = "built in";
      clock->first_year = text.first_year;
      clock->data = zone_of_rule("Zone::named", text.rule);
      clock->last_year = text.first_year == first_calendar_year ? last_calendar_year : last_zone_year;
      result.emplace(name, std::move(clock));
    };
    for (const ZoneText& text : zone_texts) add(text.name, text);
    add(std::string(anywhere_on_earth), {"Etc/GMT+12", first_calendar_year, "AoE12"});
    return result;
  }();
  return made;
}

}  // namespace

std::shared_ptr<const Zone::Clock> built_in_zone(std::string_view name) {
  const auto found = zones().find(name);
  return found == zones().end() ? nullptr : found->second;
}

std::vector<std::string> built_in_zone_names() {
  std::vector<std::string> result;
  for (const auto& [name, clock] : zones()) result.push_back(name);
  return result;
}

}  // namespace pairwell
