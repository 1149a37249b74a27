#include "scheme/date_reader.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "pairwell/core/error.hpp"
#include "scheme/calendar_parts.hpp"
#include "scheme/language_words.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// More than any date in words with its time and zone.
constexpr std::size_t longest_date = 120;

using TokenKind = DateToken::Kind;

bool is_sign(const std::vector<DateToken>& tokens, std::size_t at, std::string_view signs) {
  return at < tokens.size() && tokens[at].kind == TokenKind::sign &&
         signs.find(tokens[at].text) != std::string_view::npos;
}

bool is_number(const std::vector<DateToken>& tokens, std::size_t at, std::size_t fewest, std::size_t most) {
  return at < tokens.size() && tokens[at].kind == TokenKind::number && tokens[at].text.size() >= fewest &&
         tokens[at].text.size() <= most;
}

bool is_word(const std::vector<DateToken>& tokens, std::size_t at, std::string_view word) {
  return at < tokens.size() && tokens[at].kind == TokenKind::word && tokens[at].text == word;
}

/// "am" or "a.m."; how many tokens it has, and whether it is after noon.
std::pair<std::size_t, bool> half_of_day(const std::vector<DateToken>& tokens, std::size_t at) {
  for (const auto& [word, letter, is_afternoon] : {std::tuple{"am", "a", false}, {"pm", "p", true}}) {
    if (is_word(tokens, at, word)) return {1, is_afternoon};
    const bool is_dotted = is_word(tokens, at, letter) && is_sign(tokens, at + 1, ".") && is_word(tokens, at + 2, "m");
    if (is_dotted) return {is_sign(tokens, at + 3, ".") ? 4 : 3, is_afternoon};
  }
  return {0, false};
}

struct Offset {
  std::optional<int> minutes{};  ///< Ahead of UTC.
  std::size_t used = 0;
};

/// "z", "utc", "gmt+1", "+01:00" or "+0100"; nothing used where there is none.
Offset read_offset(const std::vector<DateToken>& tokens, std::size_t at) {
  Offset offset;
  if (is_word(tokens, at, "z")) return {.minutes = 0, .used = 1};
  if (is_word(tokens, at, "utc") || is_word(tokens, at, "gmt")) offset = {.minutes = 0, .used = 1};
  const std::size_t sign = at + offset.used;
  if (!is_sign(tokens, sign, "+-") || !is_number(tokens, sign + 1, 1, 4)) return offset;
  const DateToken& digits = tokens[sign + 1];
  int minutes = digits.text.size() > 2 ? digits.number / 100 * 60 + digits.number % 100 : digits.number * 60;
  offset.used += 2;
  if (digits.text.size() <= 2 && is_sign(tokens, sign + 2, ":") && is_number(tokens, sign + 3, 2, 2)) {
    if (tokens[sign + 3].number > 59) return {};
    minutes += tokens[sign + 3].number;
    offset.used += 2;
  }
  constexpr int furthest = 14 * 60;
  if (minutes > furthest) return {};
  offset.minutes = tokens[sign].text == "-" ? -minutes : minutes;
  return offset;
}

/// No value: what it is not, and behind a colon the reason in either of its wordings.
template <class T>
Reading<T> none(const std::string& what, const std::string& why, const std::string& details) {
  const auto with = [&](const std::string& reason) { return what + (reason.empty() ? "." : ": " + reason); };
  return Reading<T>::none("date", with(why), details.empty() ? std::string() : with(details));
}

}  // namespace

struct DateReader::Found {
  Date date{};
  std::size_t used = 0;
};

std::vector<DateToken> date_tokens(std::string_view key) {
  constexpr std::size_t most_tokens = 40;
  std::vector<DateToken> tokens;
  const auto kind_of = [](char letter) {
    if (letter >= '0' && letter <= '9') return TokenKind::number;
    const bool is_letter = (letter >= 'a' && letter <= 'z') || static_cast<unsigned char>(letter) >= 0x80;
    return is_letter ? TokenKind::word : TokenKind::sign;
  };
  bool after_blank = false;
  for (std::size_t i = 0; i < key.size();) {
    if (key[i] == ' ') {
      after_blank = true;
      ++i;
      continue;
    }
    const TokenKind kind = kind_of(key[i]);
    std::size_t end = i + 1;
    while (kind != TokenKind::sign && end < key.size() && key[end] != ' ' && kind_of(key[end]) == kind) ++end;
    DateToken token{.kind = kind, .text = key.substr(i, end - i), .number = 0, .after_blank = after_blank};
    if (kind == TokenKind::number && token.text.size() <= 6)
      token.number = static_cast<int>(*words::whole_number(token.text));
    tokens.push_back(token);
    if (tokens.size() > most_tokens) return {};
    after_blank = false;
    i = end;
  }
  return tokens;
}

std::optional<ClockReading> read_clock(const std::vector<DateToken>& tokens, std::size_t from) {
  if (!is_number(tokens, from, 1, 2)) return std::nullopt;
  ClockReading clock{.hour = tokens[from].number, .used = 1};
  clock.is_plain_hour = true;
  const bool has_minutes =
      (is_sign(tokens, from + 1, ":.") || is_word(tokens, from + 1, "h")) && is_number(tokens, from + 2, 2, 2);
  if (has_minutes) {
    clock.minute = tokens[from + 2].number;
    clock.used = 3;
    clock.is_plain_hour = false;
    if (is_sign(tokens, from + 3, ":") && is_number(tokens, from + 4, 2, 2)) {
      clock.second = tokens[from + 4].number;
      clock.used = 5;
      if (is_sign(tokens, from + 5, ".,") && is_number(tokens, from + 6, 1, 9)) {
        clock.has_fraction = tokens[from + 6].text.find_first_not_of('0') != std::string_view::npos;
        clock.used = 7;
      }
    }
  }
  if (!has_minutes && is_word(tokens, from + 1, "h")) {
    clock.used = 2;
    clock.is_plain_hour = false;
  }
  if (is_word(tokens, from + clock.used, "uhr")) {
    ++clock.used;
    clock.is_plain_hour = false;
  }
  if (const auto [used, is_afternoon] = half_of_day(tokens, from + clock.used); used > 0) {
    if (clock.hour < 1 || clock.hour > 12) return std::nullopt;
    clock.hour = clock.hour % 12 + (is_afternoon ? 12 : 0);
    clock.used += used;
    clock.is_plain_hour = false;
  }
  return clock;
}

Reading<DateReader::Found> DateReader::in_digits(const std::vector<DateToken>& tokens, std::size_t from) const {
  const auto refuse = [](std::string why) { return Reading<Found>::none("date", std::move(why)); };
  const bool is_dated = is_number(tokens, from, 1, 4) && is_sign(tokens, from + 1, "-/.") &&
                        is_number(tokens, from + 2, 1, 2) && is_sign(tokens, from + 3, tokens[from + 1].text) &&
                        is_number(tokens, from + 4, 1, 4);
  if (!is_dated) return refuse({});
  const int first = tokens[from].number;
  const int second = tokens[from + 2].number;
  const int third = tokens[from + 4].number;
  if (tokens[from].text.size() == 4 && tokens[from + 4].text.size() <= 2) {
    return Reading<Found>::of({.date = {first, second, third}, .used = from + 5});
  }
  if (tokens[from].text.size() > 2) return refuse({});
  if (tokens[from + 4].text.size() != 4) return refuse("Its year has two digits; write all four.");
  if (order_ == DateOrder::iso) {
    return refuse("Dates are read as 2017-04-24 here; say in the sheet whether the day or the month comes first.");
  }
  const Date date = order_ == DateOrder::day_first ? Date{third, second, first} : Date{third, first, second};
  return Reading<Found>::of({.date = date, .used = from + 5});
}

/// "24 April 2017", "April 24th, 2017", "24-Apr-2017", "2017 April 24": a day and a year around the name of a month.
Reading<DateReader::Found> DateReader::in_words(const std::vector<DateToken>& tokens, std::size_t from) const {
  int day = 0;
  int month = 0;
  int year = 0;
  std::size_t at = from;
  for (; at < tokens.size() && (day == 0 || month == 0 || year == 0); ++at) {
    const DateToken& token = tokens[at];
    if (token.kind == TokenKind::number && token.text.size() == 4 && year == 0) {
      year = token.number;
    } else if (token.kind == TokenKind::number && token.text.size() <= 2 && day == 0) {
      day = token.number;
    } else if (token.kind == TokenKind::number) {
      const bool is_year = month != 0 && token.text.size() == 2;
      return Reading<Found>::none("date", is_year ? "Its year has two digits; write all four." : "");
    } else if (token.kind == TokenKind::sign) {
      if (!is_sign(tokens, at, ",.-/'")) return Reading<Found>::none("date", {});
    } else if (const auto found = month_word(token.text, language_); found && month == 0) {
      month = *found;
    } else if (!is_date_filler(token.text)) {
      return Reading<Found>::none("date", {});
    }
  }
  if (day == 0 || month == 0 || year == 0) return Reading<Found>::none("date", {});
  return Reading<Found>::of({.date = {year, month, day}, .used = at});
}

Reading<DateReader::Found> DateReader::leading_date(const std::vector<DateToken>& tokens) const {
  std::size_t from = 0;
  while (from < tokens.size() && tokens[from].kind == TokenKind::word && is_date_filler(tokens[from].text)) ++from;
  std::optional<Weekday> day;
  // "Mawrth 14 Mawrth 2017": the first of two is the day of the week.
  const auto months = std::ranges::count_if(tokens, [&](const DateToken& token) {
    return token.kind == TokenKind::word && month_word(token.text, language_).has_value();
  });
  if (from < tokens.size() && tokens[from].kind == TokenKind::word) {
    day = weekday_word(tokens[from].text, language_);
    if (day && month_word(tokens[from].text, language_) && months < 2) day.reset();
  }
  if (day) {
    ++from;
    while (is_sign(tokens, from, ",.-") ||
           (from < tokens.size() && tokens[from].kind == TokenKind::word && is_date_filler(tokens[from].text))) {
      ++from;
    }
  }
  Reading<Found> found = in_digits(tokens, from);
  if (!found.value && found.why.empty()) found = in_words(tokens, from);
  if (!found.value) return found;
  if (const std::string why = why_not(found.value->date); !why.empty()) return Reading<Found>::none("date", {}, why);
  if (day && weekday(found.value->date) != *day) {
    return Reading<Found>::none("date", "The day of the week is that of another date.",
                                "It is a " + to_string(weekday(found.value->date)) + ".");
  }
  return found;
}

Reading<Date> DateReader::date(std::string_view text) const {
  const auto refuse = [](const std::string& why, const std::string& details = {}) {
    return none<Date>("is not a day such as 2017-04-24", why, details);
  };
  if (text.size() > longest_date) return refuse({});
  const std::string key = words::loose_key(text);
  const std::vector<DateToken> tokens = date_tokens(key);
  const Reading<Found> found = leading_date(tokens);
  if (!found.value) return refuse(found.why, found.details);
  std::size_t used = found.value->used;
  while (is_sign(tokens, used, ".,") || is_word(tokens, used, "r")) ++used;  // "14 marca 2017 r."
  if (used < tokens.size()) {  // Spreadsheets and data frames write a day as its first moment.
    if (is_word(tokens, used, "t")) ++used;
    const auto clock = read_clock(tokens, used);
    if (!clock || clock->is_plain_hour || used + clock->used < tokens.size()) return refuse({});
    if (clock->has_fraction || clock->hour + clock->minute + clock->second > 0)
      return refuse("It has a time of day, and a day is asked for.");
  }
  return Reading<Date>::of(found.value->date);
}

Reading<Instant> DateReader::instant(std::string_view text) const {
  const auto refuse = [](const std::string& why, const std::string& details = {}) {
    return none<Instant>("is not a time such as 2017-04-24T09:30:00", why, details);
  };
  if (text.size() > longest_date) return refuse({});
  const std::string key = words::loose_key(text);
  const std::vector<DateToken> tokens = date_tokens(key);
  const Reading<Found> found = leading_date(tokens);
  if (!found.value) return refuse(found.why, found.details);
  std::size_t used = found.value->used;
  while (is_sign(tokens, used, ",") || is_word(tokens, used, "t") ||
         (used < tokens.size() && tokens[used].kind == TokenKind::word && is_date_filler(tokens[used].text))) {
    ++used;
  }
  if (used >= tokens.size()) return refuse("It has no time of day.");
  const auto clock = read_clock(tokens, used);
  if (!clock || clock->is_plain_hour) return refuse("Its time of day is not such as 09:30:00 or 9:30 am.");
  if (clock->has_fraction) return refuse("Times are kept to the second; leave the fraction of a second out.");
  const LocalTime time{found.value->date, clock->hour, clock->minute, clock->second};
  if (const std::string why = why_not(time); !why.empty()) return refuse({}, why);
  Reading<Instant> result = at(time, tokens, used + clock->used);
  return result.value ? result : refuse(result.why, result.details);
}

/// The moment of a reading of the clock, with the offset or the abbreviation of the zone after it.
Reading<Instant> DateReader::at(const LocalTime& time, const std::vector<DateToken>& tokens, std::size_t from) const {
  const auto refuse = [](std::string why, std::string details = {}) {
    return Reading<Instant>::none("date", std::move(why), std::move(details));
  };
  try {
    if (from == tokens.size()) {
      const Instant result = zone_.instant(time);
      static_cast<void>(zone_.local(result));  // Refuses years for which the zone has no rule.
      return Reading<Instant>::of(result);
    }
    const Offset offset = read_offset(tokens, from);
    if (offset.used > 0 && from + offset.used == tokens.size()) {
      const Instant result{Zone::named("UTC").instant(time).seconds - *offset.minutes * std::int64_t{60}};
      static_cast<void>(zone_.local(result));
      return Reading<Instant>::of(result);
    }
    if (from + 1 == tokens.size()) {
      for (const WhenUnclear which : {WhenUnclear::earliest, WhenUnclear::latest}) {
        const Instant result = zone_.instant(time, which);
        const bool is_its_reading = zone_.local(result) == time;
        if (is_its_reading && words::loose_key(zone_.abbreviation(result)) == tokens[from].text) {
          return Reading<Instant>::of(result);
        }
      }
      const std::string rest =
          " is not what " + zone_.name() + " calls its time then; write the offset, such as +01:00.";
      return refuse("What stands after the time of day" + rest, words::quote(tokens[from].text) + rest);
    }
    return refuse("After the time of day may stand an offset such as +01:00.");
  } catch (const InvalidInput& fault) {
    return refuse(
        "The clocks of " + zone_.name() + " do not tell which moment it is; write the offset, such as +01:00.",
        fault.findings().front().message);
  }
}

}  // namespace pairwell
