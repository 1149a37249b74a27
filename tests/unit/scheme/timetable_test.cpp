#include "pairwell/scheme/timetable.hpp"

#include <utility>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

Event event(EventKind kind, std::vector<EventDay> days) {
  Event made;
  made.id = std::string(to_string(kind));
  made.kind = kind;
  made.title = "An event";
  made.days = std::move(days);
  return made;
}

Event deadline_event() {
  Event made = event(EventKind::deadline, {{{2017, 4, 24}, Weekday::monday}});
  made.at = LocalTime{{2017, 4, 24}, 10, 0, 0};
  return made;
}

Timetable timetable(std::vector<Event> events) { return {"Europe/London", std::move(events)}; }

Findings found(std::vector<Event> events) { return check(timetable(std::move(events))); }

/// The only finding about an event; an empty one, and a failure, where there is none or there are several.
Finding only(const Findings& findings) {
  EXPECT_EQ(findings.size(), 1U);
  return findings.size() == 1 ? findings.front() : Finding{};
}

Finding refused_date(std::string_view text) {
  try {
    parse_event_date(text);
  } catch (const InvalidInput& error) {
    return only(error.findings());
  }
  ADD_FAILURE() << "\"" << text << "\" was read";
  return {};
}

TEST(EventDate, IsReadAsPeopleWriteIt) {
  const EventDay stated{{2017, 5, 16}, Weekday::monday};
  const EventDay plain{{2017, 5, 16}, std::nullopt};
  EXPECT_EQ(std::get<EventDay>(parse_event_date("Monday 16 May 2017")), stated);
  EXPECT_EQ(std::get<EventDay>(parse_event_date("monday 16 MAY 2017")), stated);
  EXPECT_EQ(std::get<EventDay>(parse_event_date("Monday 2017-05-16")), stated);
  EXPECT_EQ(std::get<EventDay>(parse_event_date("16 May 2017")), plain);
  EXPECT_EQ(std::get<EventDay>(parse_event_date("2017-05-16")), plain);
  EXPECT_EQ(std::get<EventDay>(parse_event_date("03 May 2017")), (EventDay{{2017, 5, 3}, std::nullopt}));
  EXPECT_EQ(std::get<Month>(parse_event_date("September 2017")), (Month{2017, 9}));
  EXPECT_EQ(std::get<Month>(parse_event_date("2017-09")), (Month{2017, 9}));
}

TEST(EventDate, RefusesOtherSpellings) {
  for (const char* text :
       {"", " ", "Monday", "16 May", "16  May 2017", "16 May 17", "16th May 2017", "May 16 2017", "16 Mai 2017",
        "16/05/2017", "Monday, 16 May 2017", "Mon 16 May 2017", "Monday September 2017", "Monday 2017-09", "x May 2017",
        "-1 May 2017", "16 May 2017 ", "September", "016 May 2017"}) {
    const Finding finding = refused_date(text);
    EXPECT_EQ(finding.rule, "date") << text;
    EXPECT_EQ(finding.value, text);
  }
}

TEST(EventDate, RefusesWhatDoesNotExist) {
  for (const char* text : {"30 February 2017", "Monday 31 April 2017", "0 May 2017", "2017-02-30", "2017-13",
                           "Monday 2017-02-29", "September 0000", "May 1899", "1 May 2200"}) {
    const Finding finding = refused_date(text);
    EXPECT_EQ(finding.rule, "calendar") << text;
    EXPECT_EQ(finding.value, text);
  }
  EXPECT_EQ(refused_date("30 February 2017").message, "February 2017 has no day 30; its days run from 1 to 28.");
}

TEST(TimetableCheck, FindsNothingInASoundOne) {
  Event supervision = event(EventKind::supervision, {});
  supervision.month = Month{2017, 9};
  EXPECT_EQ(
      found({deadline_event(), event(EventKind::interviews, {{{2017, 5, 3}, Weekday::wednesday}, {{2017, 5, 4}, {}}}),
             supervision}),
      Findings{});
}

TEST(TimetableCheck, WarnsOfAWeekdayThatIsNotTheDatesWithBothReadings) {
  const Finding finding = only(found({event(EventKind::training, {{{2017, 5, 16}, Weekday::monday}})}));
  EXPECT_EQ(finding.severity, Severity::warning);
  EXPECT_EQ(finding.rule, "weekday");
  EXPECT_EQ(finding.column, "timetable.training.on");
  EXPECT_EQ(finding.value, "Monday 16 May 2017");
  EXPECT_EQ(finding.message,
            "16 May 2017 is a Tuesday, not a Monday: either Tuesday 16 May 2017 is meant, or the nearest Monday, which "
            "is 15 May 2017 or 22 May 2017. The date is used as it stands.");
}

TEST(TimetableCheck, NamesTheNearestDaysForEveryWeekday) {
  const auto message = [](Weekday stated) {
    return only(found({event(EventKind::training, {{{2017, 5, 16}, stated}})})).message;
  };
  EXPECT_NE(message(Weekday::wednesday).find("10 May 2017 or 17 May 2017"), std::string::npos);
  EXPECT_NE(message(Weekday::sunday).find("14 May 2017 or 21 May 2017"), std::string::npos);
  EXPECT_EQ(found({event(EventKind::training, {{{2017, 5, 16}, Weekday::tuesday}})}), Findings{});
}

TEST(TimetableCheck, NamesOneNearestDayAtTheEndsOfTheCalendar) {
  EXPECT_NE(
      only(found({event(EventKind::other, {{{1900, 1, 1}, Weekday::sunday}})})).message.find("is 7 January 1900."),
      std::string::npos);
  EXPECT_NE(
      only(found({event(EventKind::other, {{{2199, 12, 31}, Weekday::monday}})})).message.find("is 30 December 2199."),
      std::string::npos);
}

TEST(TimetableCheck, NeedsADayOrAMonthAndNotBoth) {
  EXPECT_EQ(only(found({event(EventKind::talk, {})})).rule, "when");
  Event both = event(EventKind::talk, {{{2017, 3, 1}, {}}});
  both.month = Month{2017, 3};
  const Finding finding = only(found({both}));
  EXPECT_EQ(finding.rule, "when");
  EXPECT_EQ(finding.column, "timetable.talk.on");
  EXPECT_EQ(finding.value, "2017-03");
}

TEST(TimetableCheck, RefusesDaysAndMonthsThatDoNotExist) {
  const Finding day = only(found({event(EventKind::talk, {{{2017, 2, 29}, Weekday::monday}})}));
  EXPECT_EQ(day.rule, "calendar");
  EXPECT_EQ(day.value, "2017-02-29");
  Event month = event(EventKind::talk, {});
  month.month = Month{2017, 13};
  EXPECT_EQ(only(found({month})).value, "2017-13");
}

TEST(TimetableCheck, RefusesDaysOutOfOrderOrTwice) {
  const Finding back = only(found({event(EventKind::interviews, {{{2017, 5, 4}, {}}, {{2017, 5, 3}, {}}})}));
  EXPECT_EQ(back.rule, "order");
  EXPECT_EQ(back.value, "2017-05-03");
  EXPECT_EQ(only(found({event(EventKind::interviews, {{{2017, 5, 4}, {}}, {{2017, 5, 4}, {}}})})).rule, "order");
}

TEST(TimetableCheck, RefusesTimesThatDoNotExistOrAreAmbiguous) {
  Event skipped = event(EventKind::talk, {{{2017, 3, 26}, {}}});
  skipped.at = LocalTime{{2017, 3, 26}, 1, 30, 0};
  const Finding finding = only(found({skipped}));
  EXPECT_EQ(finding.rule, "unclear-time");
  EXPECT_EQ(finding.column, "timetable.talk.at");
  EXPECT_NE(finding.message.find("2017-03-26T00:30:00Z"), std::string::npos);
  EXPECT_NE(finding.message.find("2017-03-26T01:30:00Z"), std::string::npos);

  Event repeated = event(EventKind::talk, {{{2017, 10, 29}, {}}});
  repeated.at = LocalTime{{2017, 10, 29}, 1, 30, 0};
  EXPECT_EQ(only(found({repeated})).rule, "unclear-time");

  Event nonsense = event(EventKind::talk, {{{2017, 10, 29}, {}}});
  nonsense.at = LocalTime{{2017, 10, 29}, 25, 0, 0};
  EXPECT_EQ(only(found({nonsense})).rule, "calendar");
}

TEST(TimetableCheck, WantsTheTimeOfDayOnTheFirstDay) {
  Event elsewhere = event(EventKind::talk, {{{2017, 3, 1}, {}}});
  elsewhere.at = LocalTime{{2017, 3, 2}, 10, 0, 0};
  EXPECT_EQ(only(found({elsewhere})).column, "timetable.talk.at");
  Event month = event(EventKind::talk, {});
  month.month = Month{2017, 3};
  month.at = LocalTime{{2017, 3, 2}, 10, 0, 0};
  EXPECT_EQ(only(found({month})).message, "A time of day needs a day.");
}

TEST(TimetableCheck, RefusesSeveralDeadlines) {
  Event second = deadline_event();
  second.id = "second-deadline";
  const Finding finding = only(found({deadline_event(), second}));
  EXPECT_EQ(finding.rule, "deadline");
  EXPECT_EQ(finding.column, "timetable.second-deadline");
}

TEST(TimetableCheck, WantsADeadlineOnOneDayAtATime) {
  EXPECT_EQ(only(found({event(EventKind::deadline, {{{2017, 4, 24}, {}}})})).column, "timetable.deadline.at");
  Event two_days = deadline_event();
  two_days.days.push_back({{2017, 4, 25}, {}});
  EXPECT_EQ(only(found({two_days})).column, "timetable.deadline.on");
  Event month = event(EventKind::deadline, {});
  month.month = Month{2017, 4};
  EXPECT_EQ(found({month}).size(), 2U);
}

TEST(TimetableCheck, RefusesUnfitAndRepeatedIds) {
  EXPECT_EQ(only(found({deadline_event(), event(EventKind::talk, {{{2017, 3, 1}, {}}}),
                        event(EventKind::talk, {{{2017, 3, 2}, {}}})}))
                .rule,
            "duplicate");
  for (const char* id : {"", "Talk", "1st-talk", "talk one", "talk.one", "-talk"}) {
    Event unfit = event(EventKind::talk, {{{2017, 3, 1}, {}}});
    unfit.id = id;
    const Finding finding = only(found({unfit}));
    EXPECT_EQ(finding.rule, "id") << id;
    EXPECT_EQ(finding.value, id);
  }
}

TEST(TimetableCheck, WantsATitle) {
  Event untitled = deadline_event();
  untitled.title = " ";
  EXPECT_EQ(only(found({untitled})).column, "timetable.deadline.title");
}

TEST(TimetableCheck, ReportsAnUnknownZoneOnceAndTheRestAsWell) {
  Timetable unknown = timetable({deadline_event(), event(EventKind::talk, {})});
  unknown.zone = "Europe/Londn";
  const Findings findings = check(unknown);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].rule, "zone");
  EXPECT_EQ(findings[0].column, "timetable.zone");
  EXPECT_EQ(findings[0].value, "Europe/Londn");
  EXPECT_EQ(findings[1].rule, "when");
}

TEST(TimetableStart, IsTheInstantInTheZone) {
  const Timetable pilot = timetable({deadline_event()});
  EXPECT_EQ(to_string(start(pilot, pilot.events[0])), "2017-04-24T09:00:00Z");
  EXPECT_THROW(start(pilot, event(EventKind::talk, {{{2017, 3, 1}, {}}})), InvalidInput);
}

TEST(TimetableStart, IsTheInstantInTheZoneOfTheEvent) {
  Timetable pilot = timetable({deadline_event()});
  pilot.events[0].zone = "AoE";
  EXPECT_EQ(zone_of(pilot, pilot.events[0]).name(), "anywhere on Earth");
  EXPECT_EQ(to_string(start(pilot, pilot.events[0])), "2017-04-24T22:00:00Z");
  EXPECT_EQ(in_words(pilot, pilot.events[0]), "10:00 on Monday 24 April 2017 (anywhere on Earth)");
  EXPECT_EQ(check(pilot), Findings{});
}

TEST(TimetableCheck, LooksAtTheZoneOfAnEvent) {
  Event unknown = deadline_event();
  unknown.zone = "Anywhere";
  const Finding finding = only(found({unknown}));
  EXPECT_EQ(finding.rule, "zone");
  EXPECT_EQ(finding.column, "timetable.deadline.zone");
  EXPECT_EQ(finding.value, "Anywhere");
  Event without_time = event(EventKind::talk, {{{2017, 3, 1}, {}}});
  without_time.zone = "UTC";
  EXPECT_EQ(only(found({without_time})).rule, "when");
  Event skipped = deadline_event();
  skipped.days = {{{2017, 3, 26}, {}}};
  skipped.at = LocalTime{{2017, 3, 26}, 1, 30, 0};
  EXPECT_EQ(only(found({skipped})).rule, "unclear-time");
  skipped.zone = "anywhere on Earth";
  EXPECT_EQ(found({skipped}), Findings{});
}

TEST(TimetableDeadline, IsTheOneEventOfItsKind) {
  const Timetable pilot = timetable({event(EventKind::talk, {{{2017, 3, 1}, {}}}), deadline_event()});
  EXPECT_EQ(deadline(pilot), pilot.events[1]);
  EXPECT_THROW(deadline(timetable({event(EventKind::talk, {{{2017, 3, 1}, {}}})})), InvalidInput);
}

TEST(TimetableWords, SayEventsForPeople) {
  const Timetable none = timetable({});
  const auto words = [&](std::vector<EventDay> days) {
    return in_words(none, event(EventKind::other, std::move(days)));
  };
  EXPECT_EQ(in_words(none, deadline_event()), "10:00 on Monday 24 April 2017 (BST)");
  EXPECT_EQ(words({{{2017, 5, 3}, {}}, {{2017, 5, 4}, {}}}), "Wednesday 3 and Thursday 4 May 2017");
  EXPECT_EQ(words({{{2017, 5, 3}, {}}, {{2017, 5, 4}, {}}, {{2017, 5, 5}, {}}}),
            "Wednesday 3, Thursday 4 and Friday 5 May 2017");
  EXPECT_EQ(words({{{2017, 5, 31}, {}}, {{2017, 6, 1}, {}}}), "Wednesday 31 May and Thursday 1 June 2017");
  EXPECT_EQ(words({{{2017, 12, 31}, {}}, {{2018, 1, 1}, {}}}), "Sunday 31 December 2017 and Monday 1 January 2018");
  EXPECT_EQ(words({{{2017, 5, 3}, {}}, {{2018, 5, 3}, {}}}), "Wednesday 3 May 2017 and Thursday 3 May 2018");
  EXPECT_EQ(words({{{2017, 5, 16}, Weekday::monday}}), "Tuesday 16 May 2017");
  Event month = event(EventKind::supervision, {});
  month.month = Month{2017, 9};
  EXPECT_EQ(in_words(none, month), "September 2017 (day to be fixed)");
}

TEST(TimetableWords, RefuseAnEventWithoutDays) {
  EXPECT_THROW(in_words(timetable({}), event(EventKind::other, {})), InvalidInput);
  EXPECT_THROW(in_words(timetable({}), event(EventKind::other, {{{2017, 2, 30}, {}}})), InvalidInput);
}

TEST(EventKindNames, AreThoseOfTheEnumerators) {
  EXPECT_EQ(to_string(EventKind::talk), "talk");
  EXPECT_EQ(to_string(EventKind::deadline), "deadline");
  EXPECT_EQ(to_string(EventKind::interviews), "interviews");
  EXPECT_EQ(to_string(EventKind::conversations), "conversations");
  EXPECT_EQ(to_string(EventKind::workshop), "workshop");
  EXPECT_EQ(to_string(EventKind::training), "training");
  EXPECT_EQ(to_string(EventKind::supervision), "supervision");
  EXPECT_EQ(to_string(EventKind::other), "other");
}

}  // namespace
}  // namespace pairwell
