#include "pairwell/scheme/attendance.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "scheme/records.hpp"
#include "scheme/words.hpp"

namespace pairwell {

bool may_attend(const Event& event, Role role) {
  if (event.kind == EventKind::deadline) return false;
  if (event.kind == EventKind::supervision) return role == Role::mentor;
  if (words::same(event.for_whom, "mentees")) return role == Role::mentee;
  if (words::same(event.for_whom, "mentors")) return role == Role::mentor;
  return true;
}

Findings check(const Timetable& timetable, const std::vector<Attendance>& attendance) {
  RecordFaults faults("attendance");
  std::vector<std::string> known;
  for (const Event& event : timetable.events) known.push_back(event.id);
  std::set<std::pair<std::string, std::string>> seen;
  for (const Attendance& own : attendance) {
    faults.next_row();
    faults.require_text(own.reference, "reference");
    faults.require_state(LifeCycle::attendance, own.state);
    faults.require_word(own.event, known, "event");
    if (!seen.emplace(own.reference, own.event).second) {
      faults.add("duplicate", "The person appears twice for this event.", "reference", own.reference);
    }
    const auto event = std::ranges::find(timetable.events, own.event, &Event::id);
    if (event == timetable.events.end()) continue;
    if (!may_attend(*event, own.role)) {
      faults.add("role", "This event is not for " + std::string(to_string(own.role)) + "s.", "event", own.event);
    }
    if (event->days.empty() && (own.state == "attended" || own.state == "absent")) {
      faults.add("day", "The day of this event has yet to be fixed in the timetable.", "event", own.event);
    }
  }
  return faults.take();
}

std::vector<AttendanceCount> attendance_counts(const Timetable& timetable, const std::vector<Attendance>& attendance) {
  throw_if_errors("attendance_counts", check(timetable, attendance));
  std::vector<AttendanceCount> result;
  for (const Event& event : timetable.events) {
    AttendanceCount count{.event = event.id};
    bool is_empty = true;
    for (const Attendance& own : attendance) {
      if (own.event != event.id) continue;
      is_empty = false;
      count.invited += own.state == "invited";
      count.accepted += own.state == "accepted";
      count.excused += own.state == "excused";
      count.attended += own.state == "attended";
      count.absent += own.state == "absent";
    }
    if (!is_empty) result.push_back(std::move(count));
  }
  return result;
}

}  // namespace pairwell
