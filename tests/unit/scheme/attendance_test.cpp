#include "pairwell/scheme/attendance.hpp"

#include <gtest/gtest.h>

namespace pairwell {
namespace {

Event event(const std::string& id, EventKind kind, const std::string& for_whom = {}) {
  return {.id = id, .kind = kind, .title = id, .days = {{.date = {2017, 6, 20}}}, .for_whom = for_whom};
}

Timetable timetable() {
  Timetable result;
  result.events = {event("training", EventKind::training, "mentees and mentors"),
                   event("talk", EventKind::talk, "Mentees"), event("supervision", EventKind::supervision)};
  result.events[2].days.clear();
  result.events[2].month = Month{2017, 9};
  return result;
}

std::vector<std::string> faults(const std::vector<Attendance>& attendance) {
  std::vector<std::string> result;
  for (const Finding& finding : check(timetable(), attendance)) {
    result.push_back(std::to_string(finding.row) + " " + finding.rule + " " + finding.column);
  }
  return result;
}

TEST(MayAttend, GoesByTheEvent) {
  EXPECT_TRUE(may_attend(timetable().events[0], Role::mentee));
  EXPECT_TRUE(may_attend(timetable().events[1], Role::mentee));
  EXPECT_FALSE(may_attend(timetable().events[1], Role::mentor));
  EXPECT_FALSE(may_attend(timetable().events[2], Role::mentee));
  EXPECT_TRUE(may_attend(timetable().events[2], Role::mentor));
  EXPECT_TRUE(may_attend(event("x", EventKind::workshop, "mentors"), Role::mentor));
  EXPECT_FALSE(may_attend(event("x", EventKind::workshop, "mentors"), Role::mentee));
  EXPECT_FALSE(may_attend(event("x", EventKind::deadline), Role::mentor)) << "nobody attends a deadline";
}

TEST(AttendanceCheck, FindsNothingWrongWithASoundList) {
  EXPECT_TRUE(faults({{"MM-1", Role::mentee, "training", "attended"},
                      {"MM-1", Role::mentee, "talk", "absent"},
                      {"MR-1", Role::mentor, "supervision", "accepted"}})
                  .empty());
}

TEST(AttendanceCheck, SaysEveryFault) {
  EXPECT_EQ(faults({{"", Role::mentee, "trainin", "came"},
                    {"MM-1", Role::mentee, "training"},
                    {"MM-1", Role::mentee, "training"},
                    {"MM-1", Role::mentee, "supervision", "attended"}}),
            (std::vector<std::string>{"1 blank reference", "1 word state", "1 word event", "3 duplicate reference",
                                      "4 role event", "4 day event"}));
}

TEST(AttendanceCounts, AreByEventAndState) {
  EXPECT_EQ(attendance_counts(timetable(), {{"MR-1", Role::mentor, "supervision", "excused"},
                                            {"MM-1", Role::mentee, "training", "attended"},
                                            {"MM-2", Role::mentee, "training", "attended"},
                                            {"MR-1", Role::mentor, "training", "absent"}}),
            (std::vector<AttendanceCount>{{.event = "training", .attended = 2, .absent = 1},
                                          {.event = "supervision", .excused = 1}}));
  EXPECT_THROW(attendance_counts(timetable(), {{"MM-1", Role::mentee, "party"}}), InvalidInput);
}

}  // namespace
}  // namespace pairwell
