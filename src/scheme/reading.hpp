/// Reading: how the cells of a sheet are read, and what reading one of them gives.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "pairwell/scheme/calendar.hpp"
#include "pairwell/scheme/sheet.hpp"

namespace pairwell {

/// What a sheet and its programme say about every cell.
struct ReadingRules {
  char decimal = '.';  ///< "." or ","; the other may part thousands.
  DateOrder dates = DateOrder::iso;
  Zone zone = Zone::named("UTC");  ///< Of moments without an offset, and of times of the week.
  Date starts{};                   ///< The day whose offset from UTC times of the week have.
  std::string language = "en";     ///< Of yes and no, days and months, beside English.
};

/// A value, or why there is none: the end of a sentence that begins with what was given.
template <class T>
struct Reading {
  std::optional<T> value{};
  std::string rule{};
  std::string why{};

  static Reading of(T read) { return {.value = std::move(read), .rule = {}, .why = {}}; }
  static Reading none(std::string rule, std::string why) {
    return {.value = std::nullopt, .rule = std::move(rule), .why = std::move(why)};
  }
};

}  // namespace pairwell
