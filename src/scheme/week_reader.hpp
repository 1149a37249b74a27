/// Week reader: pieces of the week, such as "Tue 09:00-12:00", in minutes of common time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/answers.hpp"
#include "scheme/date_reader.hpp"
#include "scheme/reading.hpp"

namespace pairwell {

/// Reads the times of the week of one column.
class WeekReader {
 public:
  explicit WeekReader(const ReadingRules& rules)
      : zone_(rules.zone), starts_(rules.starts), language_(rules.language) {}

  /// The stretches of "Tue 09:00-12:00" or "Mon-Fri 9am to 5pm", one for each day; one that ends earlier than it begins
  /// goes on past midnight, for at most twelve hours. They are in UTC as it stands to the zone at noon of the first day
  /// of the programme: summer time that begins later moves nothing.
  /// @param zone of the person; null: the zone of the rules.
  /// @throws InvalidInput where the zone has no rule for that day.
  Reading<std::vector<WeekStretch>> stretches(std::string_view text, const Zone* zone);

  /// Whether a text that cannot be read was meant to be a time: it has a digit.
  static bool looks_timed(std::string_view text);

 private:
  std::int32_t minutes_ahead(const Zone& zone);

  Zone zone_;
  Date starts_;
  std::string language_;
  std::map<std::string, std::int32_t> ahead_;  ///< By the names of zones.
};

}  // namespace pairwell
