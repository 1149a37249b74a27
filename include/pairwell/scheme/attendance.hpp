/// Attendance: who came to the talks, training, workshops and supervision of a programme.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// One person at one event of the timetable. Its state moves by the life cycle of attendance.
struct Attendance {
  std::string reference{};
  Role role = Role::mentee;
  std::string event{};  ///< Id of the timetable's event.
  std::string state = "invited";

  friend bool operator==(const Attendance&, const Attendance&) = default;
};

/// Whether people of a role may attend an event. Nobody attends a deadline. Supervision is for mentors. An event
/// whose for_whom reads "mentees" or "mentors" alone is for them; every other is for both.
bool may_attend(const Event& event, Role role);

/// Every fault of the attendance: a blank reference, an event that is not in the timetable, a role that it is not for,
/// an unknown state, a person who appears twice for an event, and somebody who attended or was absent although the day
/// has yet to be fixed.
Findings check(const Timetable& timetable, const std::vector<Attendance>& attendance);

/// The attendance of one event by its state.
struct AttendanceCount {
  std::string event{};
  std::int32_t invited = 0;
  std::int32_t accepted = 0;
  std::int32_t excused = 0;
  std::int32_t attended = 0;
  std::int32_t absent = 0;

  friend bool operator==(const AttendanceCount&, const AttendanceCount&) = default;
};

/// Counts by event, in the order of the timetable; events that nobody was invited to are left out.
/// @throws InvalidInput with every fault of the attendance.
std::vector<AttendanceCount> attendance_counts(const Timetable& timetable, const std::vector<Attendance>& attendance);

}  // namespace pairwell
