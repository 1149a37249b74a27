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
  std::string why{};  ///< Says nothing of what was given, so it may be said of any answer.
  std::string
      details{};  ///< Holds pieces of what was given: for answers that may be shown. Empty where there are none.

  static Reading of(T read) { return {.value = std::move(read), .rule = {}, .why = {}, .details = {}}; }
  static Reading none(std::string rule, std::string why, std::string details = {}) {
    return {.value = std::nullopt, .rule = std::move(rule), .why = std::move(why), .details = std::move(details)};
  }
};

}  // namespace pairwell
