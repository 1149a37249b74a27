/// Months and events in a TOML document.
#pragma once

#include <string_view>

#include "pairwell/scheme/timetable.hpp"
#include "scheme/programme_toml_section.hpp"

namespace pairwell {

/// Reads a month that must be there.
void read_month(TomlSection& section, std::string_view name, Month& target);

/// Reads the table "timetable" with its events in the order of the file.
void read_timetable(TomlSection& root, Timetable& timetable);

}  // namespace pairwell
