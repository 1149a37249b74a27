/// What a Zone shares with its copies, and where zones are found.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/calendar.hpp"
#include "scheme/zone_data.hpp"

namespace pairwell {

struct Zone::Clock {
  std::string name;
  std::string iana_name;
  std::string source;
  int first_year = 0;
  int last_year = 0;
  ZoneData data;

  /// A zone of a TZif file.
  static std::shared_ptr<const Clock> of_file(std::string_view function, std::string_view name, std::string source,
                                              std::string_view bytes);

  std::int64_t offset(std::int64_t utc) const { return data.state_at(utc).offset; }
  std::string label(std::int64_t utc) const;
  /// "2017-10-29T00:30:00Z (01:30:00 BST)"
  std::string reading(std::int64_t utc) const;

  void require_year(std::string_view function, int year, const std::string& value) const;
  void require_instant(std::string_view function, Instant instant) const;
};

/// The zone that the library has of its own; none where it has none of that name.
std::shared_ptr<const Zone::Clock> built_in_zone(std::string_view name);
std::vector<std::string> built_in_zone_names();

/// Whether a text is a name as the zones of IANA have it, and so a path within a folder: "America/New_York".
bool is_zone_name(std::string_view text);

}  // namespace pairwell
