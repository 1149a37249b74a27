#include "pairwell/scheme/timetable.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "scheme/calendar_parts.hpp"
#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t from = 0;
  for (std::size_t blank = 0; (blank = text.find(' ', from)) != std::string_view::npos; from = blank + 1) {
    words.push_back(text.substr(from, blank - from));
  }
  words.push_back(text.substr(from));
  return words;
}

/// A number of so many digits; -1 for anything else.
int number_of(std::string_view text, std::size_t least_digits, std::size_t most_digits) {
  if (text.size() < least_digits || text.size() > most_digits) return -1;
  int number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return -1;
    number = number * 10 + (digit - '0');
  }
  return number;
}

[[noreturn]] void refuse_event_date(std::string_view text) {
  throw InvalidInput("parse_event_date", "date",
                     "Write a day as \"Monday 24 April 2017\", \"24 April 2017\" or \"2017-04-24\", and a month as "
                     "\"September 2017\" or \"2017-09\".",
                     text);
}

template <class Value>
Value existing(const Value& value, std::string_view text) {
  if (const std::string reason = why_not(value); !reason.empty()) {
    throw InvalidInput("parse_event_date", "calendar", reason, text);
  }
  return value;
}

/// "Monday 16", with its month and year where the next day does not share them.
std::string day_in_words(const Date& date, const Date* next) {
  std::string text = in_words(date);
  const bool same_year = next != nullptr && next->year == date.year;
  const bool same_month = same_year && next->month == date.month;
  if (same_year) text.resize(text.rfind(' '));
  if (same_month) text.resize(text.rfind(' '));
  return text;
}

/// "15 May 2017", which needs no day of the week beside it.
std::string plain_date(const Date& date) {
  return std::to_string(date.day) + " " + in_words(Month{date.year, date.month});
}

class TimetableCheck {
 public:
  explicit TimetableCheck(const Timetable& timetable)
      : timetable_(timetable), zone_(named("timetable.zone", timetable.zone)) {}

  Findings run() {
    for (const Event& event : timetable_.events) check_event(event);
    return found_.take();
  }

 private:
  void check_event(const Event& event) {
    const std::string key = "timetable." + event.id;
    if (!is_id(event.id)) {
      found_.error(key, "id", "An id is lower-case letters, digits, - and _, and begins with a letter.", event.id);
    } else if (!ids_.insert(event.id).second) {
      found_.error(key, "duplicate", "Two events have this id.", event.id);
    }
    if (words::trim(event.title).empty()) found_.error(key + ".title", "blank", "An event needs a title for people.");
    check_when(key, event);
    check_time(key, event);
    if (event.kind == EventKind::deadline) check_deadline(key, event);
  }

  void check_when(const std::string& key, const Event& event) {
    const std::string on = key + ".on";
    if (event.days.empty() && !event.month) {
      found_.error(on, "when", "An event needs a day, or a month where the day is to be fixed later.");
    }
    if (!event.days.empty() && event.month) {
      found_.error(on, "when", "An event has days or a month, not both.", to_string(*event.month));
    }
    if (event.month && !exists(*event.month)) {
      found_.error(on, "calendar", why_not(*event.month), to_string(*event.month));
    }
    const Date* before = nullptr;
    for (const EventDay& day : event.days) {
      if (!exists(day.date)) {
        found_.error(on, "calendar", why_not(day.date), to_string(day.date));
        continue;
      }
      if (before != nullptr && day.date <= *before) {
        found_.error(on, "order", "The days of an event must be in order, each once.", to_string(day.date));
      }
      before = &day.date;
      check_weekday(on, day);
    }
  }

  void check_weekday(const std::string& key, const EventDay& day) {
    const Weekday actual = weekday(day.date);
    if (!day.stated || *day.stated == actual) return;
    const std::string stated = to_string(*day.stated);
    const int back = (static_cast<int>(actual) - static_cast<int>(*day.stated) + 7) % 7;
    std::vector<std::string> near;
    for (const int shift : {-back, 7 - back}) {
      const Date other = date_of(day_number(day.date) + shift);
      if (exists(other)) near.push_back(plain_date(other));
    }
    found_.warning(key, "weekday",
                   plain_date(day.date) + " is a " + to_string(actual) + ", not a " + stated + ": either " +
                       in_words(day.date) + " is meant, or the nearest " + stated + ", which is " +
                       words::join(near, " or ") + ". The date is used as it stands.",
                   stated + " " + plain_date(day.date));
  }

  void check_time(const std::string& key, const Event& event) {
    std::optional<Zone> own_zone;
    if (!event.zone.empty()) own_zone = named(key + ".zone", event.zone);
    if (!event.at) {
      if (!event.zone.empty()) found_.error(key + ".zone", "when", "A zone needs a time of day.", event.zone);
      return;
    }
    const std::string at = key + ".at";
    if (event.days.empty()) {
      found_.error(at, "when", "A time of day needs a day.", to_string(*event.at).substr(11));
    } else if (event.at->date != event.days.front().date) {
      found_.error(at, "when", "The time of day is on another date than the event's first day.", to_string(*event.at));
    } else if (!exists(*event.at)) {
      if (exists(event.at->date)) found_.error(at, "calendar", why_not(*event.at), to_string(*event.at));
    } else if (const std::optional<Zone> zone = event.zone.empty() ? zone_ : own_zone) {
      try {
        zone->instant(*event.at);
      } catch (const InvalidInput& error) {
        found_.error(at, error);
      }
    }
  }

  /// The zone of that name; none, and a finding, where it is not known.
  std::optional<Zone> named(const std::string& key, const std::string& name) {
    try {
      return Zone::named(name);
    } catch (const InvalidInput& error) {
      found_.error(key, error);
      return std::nullopt;
    }
  }

  void check_deadline(const std::string& key, const Event& event) {
    if (event.month || event.days.size() > 1) {
      found_.error(key + ".on", "deadline", "A deadline is on one day.", event.id);
    }
    if (!event.at) found_.error(key + ".at", "deadline", "A deadline needs a time of day.", event.id);
    if (has_deadline_) found_.error(key, "deadline", "A timetable has one deadline, and this is another.", event.id);
    has_deadline_ = true;
  }

  const Timetable& timetable_;
  FindingList found_;
  std::optional<Zone> zone_;
  std::set<std::string> ids_;
  bool has_deadline_ = false;
};

}  // namespace

std::string_view to_string(EventKind kind) {
  constexpr std::array<std::string_view, 8> names{"talk",     "deadline", "interviews",  "conversations",
                                                  "workshop", "training", "supervision", "other"};
  return names.at(static_cast<std::size_t>(kind));
}

std::variant<EventDay, Month> parse_event_date(std::string_view text) {
  std::vector<std::string_view> words = words_of(text);
  const std::optional<Weekday> stated = weekday_named(words.front());
  if (stated) words.erase(words.begin());

  if (words.size() == 3) {
    const std::optional<int> month = month_named(words[1]);
    const Date date{number_of(words[2], 4, 4), month.value_or(0), number_of(words[0], 1, 2)};
    if (!month || date.year < 0 || date.day < 0) refuse_event_date(text);
    return EventDay{existing(date, text), stated};
  }
  if (words.size() == 2 && !stated) {
    const std::optional<int> month = month_named(words[0]);
    const int year = number_of(words[1], 4, 4);
    if (!month || year < 0) refuse_event_date(text);
    return existing(Month{year, *month}, text);
  }
  if (words.size() != 1) refuse_event_date(text);
  try {
    if (!stated && words[0].size() == 7) return parse_month(words[0]);
    return EventDay{parse_date(words[0]), stated};
  } catch (const InvalidInput& error) {
    if (error.findings().front().rule == "format") refuse_event_date(text);
    throw InvalidInput("parse_event_date", "calendar", error.findings().front().message, text);
  }
}

Findings check(const Timetable& timetable) { return TimetableCheck(timetable).run(); }

Zone zone_of(const Timetable& timetable, const Event& event) {
  return Zone::named(event.zone.empty() ? timetable.zone : event.zone);
}

Instant start(const Timetable& timetable, const Event& event) {
  if (!event.at) throw InvalidInput("start", "when", "The event has no time of day.", event.id);
  return zone_of(timetable, event).instant(*event.at);
}

const Event& deadline(const Timetable& timetable) {
  for (const Event& event : timetable.events) {
    if (event.kind == EventKind::deadline) return event;
  }
  throw InvalidInput("deadline", "deadline", "The timetable has no event of kind deadline.");
}

std::string in_words(const Timetable& timetable, const Event& event) {
  if (event.days.empty()) {
    if (!event.month) throw InvalidInput("in_words", "when", "The event has neither day nor month.", event.id);
    return in_words(*event.month) + " (day to be fixed)";
  }
  std::vector<std::string> days;
  for (std::size_t i = 0; i < event.days.size(); ++i) {
    const Date* next = i + 1 < event.days.size() ? &event.days[i + 1].date : nullptr;
    days.push_back(day_in_words(event.days[i].date, next));
  }
  if (!event.at) return words::join(days);
  const std::string time = in_words(*event.at);
  return time.substr(0, time.find(' ')) + " on " + words::join(days) + " (" +
         zone_of(timetable, event).label(start(timetable, event)) + ")";
}

}  // namespace pairwell
