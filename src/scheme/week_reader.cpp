#include "scheme/week_reader.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "scheme/language_words.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::size_t longest_stretch = 120;
constexpr std::int32_t day_minutes = 24 * 60;
constexpr std::int32_t week_minutes = 7 * day_minutes;
constexpr std::int32_t longest_night = 12 * 60;

/// From one to another: "-", "to" and, in other languages, "bis", "a", "tot", "do", "ate", "i", "hyd".
bool is_until(const DateToken& token) {
  if (token.kind == DateToken::Kind::sign) return token.text == "-";
  if (token.kind != DateToken::Kind::word) return false;
  const std::vector<std::string_view> known{"to",  "until", "till", "bis",   "a",  "al",
                                            "tot", "do",    "ate",  "hasta", "hyd"};
  return std::ranges::find(known, token.text) != known.end();
}

/// Minutes from midnight; none where it is no time of day. 24:00 is one here.
std::optional<std::int32_t> minute_of_day(const ClockReading& clock) {
  const std::int32_t minute = clock.hour * 60 + clock.minute;
  if (clock.is_plain_hour || clock.minute > 59 || minute > day_minutes) return std::nullopt;
  return minute;
}

}  // namespace

bool WeekReader::looks_timed(std::string_view text) { return std::ranges::any_of(text, words::is_digit); }

std::int32_t WeekReader::minutes_ahead(const Zone& zone) {
  const auto known = ahead_.find(zone.name());
  if (known != ahead_.end()) return known->second;
  const Instant noon = zone.instant({starts_, 12, 0, 0}, WhenUnclear::earliest);
  const auto minutes = static_cast<std::int32_t>(zone.offset(noon) / 60);
  ahead_.emplace(zone.name(), minutes);
  return minutes;
}

Reading<std::vector<WeekStretch>> WeekReader::stretches(std::string_view text, const Zone* zone) {
  const auto refuse = [](std::string_view why) {
    return Reading<std::vector<WeekStretch>>::none(
        "slot", "is not a time of the week such as Tue 09:00-12:00" + (why.empty() ? "." : ": " + std::string(why)));
  };
  if (text.size() > longest_stretch) return refuse({});
  const std::string key = words::loose_key(text);
  const std::vector<DateToken> tokens = date_tokens(key);
  std::size_t at = 0;
  const auto day_at = [&]() -> std::optional<int> {
    std::optional<Weekday> day;
    for (; !day && at < tokens.size() && tokens[at].kind == DateToken::Kind::word; ++at) {
      day = weekday_word(tokens[at].text, language_);
      if (!day && !is_date_filler(tokens[at].text)) return std::nullopt;
    }
    if (!day) return std::nullopt;
    if (at < tokens.size() && tokens[at].text == ".") ++at;
    const bool is_portuguese = at + 1 < tokens.size() && tokens[at].text == "-" && tokens[at + 1].text == "feira";
    if (is_portuguese) at += 2;
    return static_cast<int>(*day);
  };
  const auto first_day = day_at();
  if (!first_day) return refuse({});
  int last_day = *first_day;
  if (at < tokens.size() && is_until(tokens[at])) {
    ++at;
    const auto last = day_at();
    if (!last) return refuse({});
    last_day = *last;
  }
  while (at < tokens.size() && (tokens[at].text == ":" || tokens[at].text == ",")) ++at;
  const auto begins = read_clock(tokens, at);
  if (!begins) return refuse({});
  at += begins->used;
  if (at >= tokens.size() || !is_until(tokens[at])) return refuse({});
  const auto ends = read_clock(tokens, ++at);
  if (!ends || at + ends->used < tokens.size()) return refuse({});
  if (begins->is_plain_hour || ends->is_plain_hour) {
    return refuse("Write both times with minutes, or with am or pm.");
  }
  for (const ClockReading& clock : {*begins, *ends}) {
    if (clock.second > 0 || clock.has_fraction) return refuse("Write both times to the minute.");
  }
  const auto from = minute_of_day(*begins);
  const auto to = minute_of_day(*ends);
  if (!from || !to || *from == day_minutes) return refuse("Times of day run from 00:00 to 24:00.");
  std::int32_t length = *to - *from;
  if (length <= 0) length += day_minutes;
  if (*to == *from || (*to < *from && length > longest_night)) return refuse("It ends before it begins.");

  const std::int32_t ahead = minutes_ahead(zone == nullptr ? zone_ : *zone);
  std::vector<WeekStretch> result;
  for (int day = *first_day;; day = (day + 1) % 7) {
    const std::int32_t begin = (day * day_minutes + *from - ahead + week_minutes) % week_minutes;
    result.push_back({.begin = begin, .minutes = length});
    if (day == last_day) break;
  }
  return Reading<std::vector<WeekStretch>>::of(std::move(result));
}

}  // namespace pairwell
