/// Timetable: a programme's dates, checked against the days of the week that were written beside them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/calendar.hpp"

namespace pairwell {

/// What an event is for. The deadline is the one that decisions look at.
enum class EventKind { talk, deadline, interviews, conversations, workshop, training, supervision, other };

/// The enumerator's name: "interviews".
std::string_view to_string(EventKind kind);

/// One day of an event, with the day of the week that its author gave.
struct EventDay {
  Date date{};
  std::optional<Weekday> stated{};  ///< As written beside the date; none where nothing was.

  friend bool operator==(const EventDay&, const EventDay&) = default;
};

/// Something that takes place on one or several days, or in a month that has yet to be narrowed to a day.
struct Event {
  std::string id{};  ///< Unique in the timetable: "training".
  EventKind kind = EventKind::other;
  std::string title{};            ///< For people: "Training for mentors and mentees".
  std::vector<EventDay> days{};   ///< In order; empty where only the month is known.
  std::optional<Month> month{};   ///< Set instead of days.
  std::optional<LocalTime> at{};  ///< The time of day on the first day, where there is one; its date is days[0].
  std::string for_whom{};         ///< "mentees and mentors"; may be empty.
  std::string note{};
  std::string zone{};  ///< The zone of `at`; empty for that of the timetable.

  friend bool operator==(const Event&, const Event&) = default;
};

/// A programme's events, their times as on the clocks of one zone but where an event has a zone of its own.
struct Timetable {
  std::string zone = "Europe/London";
  std::vector<Event> events{};  ///< In the order of the file.

  friend bool operator==(const Timetable&, const Timetable&) = default;
};

/// Reads a day or a month as people write it: "Monday 16 May 2017", "16 May 2017", "2017-05-16", "September 2017" or
/// "2017-09". The day of the week is kept as it was stated, right or wrong.
/// @throws InvalidInput for anything else, and for what does not exist.
std::variant<EventDay, Month> parse_event_date(std::string_view text);

/// Checks a timetable: days of the week that differ from their dates (a warning with both readings: the date as
/// given and the nearest dates that fall on the stated day), readings that do not exist or are ambiguous, days
/// out of order, several deadlines or one without a time of day, ids that are unfit or appear twice, an event with
/// neither day nor month or with both, an unknown zone, a zone of an event without a time of day.
/// The column of each finding is its dotted key: "timetable.training.on", "timetable.zone".
Findings check(const Timetable& timetable);

/// The zone of an event's time of day: its own, or the timetable's.
/// @throws InvalidInput where it is not known.
Zone zone_of(const Timetable& timetable, const Event& event);

/// The instant of an event's start.
/// @throws InvalidInput where the event has no time of day, or the time is unclear.
Instant start(const Timetable& timetable, const Event& event);

/// The one event of kind deadline.
/// @throws InvalidInput where there is none; where there are several, check() says so and this is the first.
const Event& deadline(const Timetable& timetable);

/// For people: "Wednesday 3 and Thursday 4 May 2017", "September 2017 (day to be fixed)",
/// "10:00 on Monday 24 April 2017 (BST)". The day of the week is that of the date, whatever was stated.
/// @throws InvalidInput where the event has no day and no month, or one that does not exist.
std::string in_words(const Timetable& timetable, const Event& event);

}  // namespace pairwell
