#include "pairwell/scheme/attendance.hpp"

#include <gtest/gtest.h>

#include "support/findings.hpp"

namespace pairwell {
namespace {

Event event_for(const std::string& id, EventKind kind, const std::string& for_whom = {}) {
  return {.id = id, .kind = kind, .title = id, .days = {{.date = {2017, 6, 20}}}, .for_whom = for_whom};
}

Timetable three_events() {
  Timetable result;
  result.events = {event_for("training", EventKind::training, "mentees and mentors"),
                   event_for("talk", EventKind::talk, "Mentees"), event_for("supervision", EventKind::supervision)};
  result.events[2].days.clear();
  result.events[2].month = Month{2017, 9};
  return result;
}

std::vector<std::string> faults_of_attendance(const std::vector<Attendance>& attendance) {
  return testing::brief(check(three_events(), attendance));
}

TEST(MayAttend, GoesByTheEvent) {
  EXPECT_TRUE(may_attend(three_events().events[0], Role::mentee));
  EXPECT_TRUE(may_attend(three_events().events[1], Role::mentee));
  EXPECT_FALSE(may_attend(three_events().events[1], Role::mentor));
  EXPECT_FALSE(may_attend(three_events().events[2], Role::mentee));
  EXPECT_TRUE(may_attend(three_events().events[2], Role::mentor));
  EXPECT_TRUE(may_attend(event_for("x", EventKind::workshop, "mentors"), Role::mentor));
  EXPECT_FALSE(may_attend(event_for("x", EventKind::workshop, "mentors"), Role::mentee));
  EXPECT_FALSE(may_attend(event_for("x", EventKind::deadline), Role::mentor)) << "nobody attends a deadline";
}

TEST(AttendanceCheck, FindsNothingWrongWithASoundList) {
  EXPECT_TRUE(faults_of_attendance({{"MM-1", Role::mentee, "training", "attended"},
                                    {"MM-1", Role::mentee, "talk", "absent"},
                                    {"MR-1", Role::mentor, "supervision", "accepted"}})
                  .empty());
}

TEST(AttendanceCheck, SaysEveryFault) {
  EXPECT_EQ(faults_of_attendance({{"", Role::mentee, "trainin", "came"},
                                  {"MM-1", Role::mentee, "training"},
                                  {"MM-1", Role::mentee, "training"},
                                  {"MM-1", Role::mentee, "supervision", "attended"}}),
            (std::vector<std::string>{"1 blank reference", "1 word state", "1 word event", "3 duplicate reference",
                                      "4 role event", "4 day event"}));
}

TEST(AttendanceCounts, AreByEventAndState) {
  EXPECT_EQ(attendance_counts(three_events(), {{"MR-1", Role::mentor, "supervision", "excused"},
                                               {"MM-1", Role::mentee, "training", "attended"},
                                               {"MM-2", Role::mentee, "training", "attended"},
                                               {"MR-1", Role::mentor, "training", "absent"}}),
            (std::vector<AttendanceCount>{{.event = "training", .attended = 2, .absent = 1},
                                          {.event = "supervision", .excused = 1}}));
  EXPECT_THROW(attendance_counts(three_events(), {{"MM-1", Role::mentee, "party"}}), InvalidInput);
}

}  // namespace
}  // namespace pairwell
