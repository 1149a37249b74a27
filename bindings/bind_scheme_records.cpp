/// Binds agreements, meetings, attendance and supervision of pairwell/scheme.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bindings.hpp"
#include "calendar_casters.hpp"
#include "named.hpp"
#include "pairwell/scheme/agreement.hpp"
#include "pairwell/scheme/attendance.hpp"
#include "pairwell/scheme/supervision.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

void bind_agreement(py::module_& m) {
  py::class_<Agreement>(m, "Agreement", "What one pair agrees on.")
      .def(py::init([](std::string mentee, std::string mentor, Date from, Date until, std::int32_t meetings,
                       std::int32_t minutes, std::string format, std::vector<std::string> goals, std::string state) {
             return Agreement{.mentee = std::move(mentee),
                              .mentor = std::move(mentor),
                              .state = std::move(state),
                              .from = from,
                              .until = until,
                              .meetings = meetings,
                              .minutes = minutes,
                              .format = std::move(format),
                              .goals = std::move(goals)};
           }),
           py::kw_only(), py::arg("mentee"), py::arg("mentor"), py::arg("from_day"), py::arg("until"),
           py::arg("meetings") = 1, py::arg("minutes") = 60, py::arg("format") = "either",
           py::arg("goals") = std::vector<std::string>(), py::arg("state") = "drafted")
      .def_readonly("mentee", &Agreement::mentee)
      .def_readonly("mentor", &Agreement::mentor)
      .def_readonly("state", &Agreement::state, "By the life cycle of agreements.")
      .def_readonly("from_day", &Agreement::from, "First day of working together.")
      .def_readonly("until", &Agreement::until, "Last day.")
      .def_readonly("meetings", &Agreement::meetings, "How many the two plan.")
      .def_readonly("minutes", &Agreement::minutes, "How long each takes.")
      .def_readonly("format", &Agreement::format)
      .def_readonly("goals", &Agreement::goals)
      .def("__eq__", equal<Agreement>(), py::is_operator())
      .def("__repr__", [](const Agreement& agreement) {
        return "<Agreement: " + agreement.mentee + " with " + agreement.mentor + ", " + agreement.state + ">";
      });
  m.def(
      "check_agreements",
      [](const Programme& programme, const std::vector<Agreement>& agreements) { return check(programme, agreements); },
      py::arg("programme"), py::arg("agreements"), "Every fault of the agreements.");
}

void bind_meeting(py::module_& m) {
  py::class_<Meeting>(m, "Meeting", "One meeting of a pair.")
      .def(py::init([](std::string mentee, std::string mentor, Date on, std::int32_t minutes, std::string format,
                       std::string state) {
             return Meeting{std::move(mentee), std::move(mentor), on, minutes, std::move(format), std::move(state)};
           }),
           py::kw_only(), py::arg("mentee"), py::arg("mentor"), py::arg("on"), py::arg("minutes") = 60,
           py::arg("format") = "remote", py::arg("state") = "planned")
      .def_readonly("mentee", &Meeting::mentee)
      .def_readonly("mentor", &Meeting::mentor)
      .def_readonly("on", &Meeting::on)
      .def_readonly("minutes", &Meeting::minutes)
      .def_readonly("format", &Meeting::format)
      .def_readonly("state", &Meeting::state, "By the life cycle of meetings.")
      .def("__eq__", equal<Meeting>(), py::is_operator())
      .def("__repr__", [](const Meeting& meeting) {
        return "<Meeting: " + meeting.mentee + " with " + meeting.mentor + " on " + to_string(meeting.on) + ", " +
               meeting.state + ">";
      });
  py::class_<MeetingCount>(m, "MeetingCount", "The meetings of one pair by their state.")
      .def_readonly("mentee", &MeetingCount::mentee)
      .def_readonly("mentor", &MeetingCount::mentor)
      .def_readonly("planned", &MeetingCount::planned)
      .def_readonly("held", &MeetingCount::held)
      .def_readonly("missed", &MeetingCount::missed)
      .def_readonly("cancelled", &MeetingCount::cancelled)
      .def("__eq__", equal<MeetingCount>(), py::is_operator())
      .def("__repr__", [](const MeetingCount& count) {
        return "<MeetingCount: " + count.mentee + " with " + count.mentor + ", " + std::to_string(count.held) +
               " held>";
      });
  m.def(
      "check_meetings",
      [](const std::vector<Agreement>& agreements, const std::vector<Meeting>& meetings) {
        return check(agreements, meetings);
      },
      py::arg("agreements"), py::arg("meetings"), "Every fault of the meetings.");
  m.def("meeting_counts", &meeting_counts, py::arg("meetings"), "Meetings by pair and state.");
}

void bind_attendance(py::module_& m) {
  py::class_<Attendance>(m, "Attendance", "One person at one event of the timetable.")
      .def(py::init([](std::string reference, const Named<Role>& role, std::string event, std::string state) {
             return Attendance{std::move(reference), by_name(role, Role::mentor, "role"), std::move(event),
                               std::move(state)};
           }),
           py::kw_only(), py::arg("reference"), py::arg("role"), py::arg("event"), py::arg("state") = "invited")
      .def_readonly("reference", &Attendance::reference)
      .def_readonly("role", &Attendance::role)
      .def_readonly("event", &Attendance::event)
      .def_readonly("state", &Attendance::state, "By the life cycle of attendance.")
      .def("__eq__", equal<Attendance>(), py::is_operator())
      .def("__repr__", [](const Attendance& own) {
        return "<Attendance: " + own.reference + " at " + own.event + ", " + own.state + ">";
      });
  py::class_<AttendanceCount>(m, "AttendanceCount", "The attendance of one event by its state.")
      .def_readonly("event", &AttendanceCount::event)
      .def_readonly("invited", &AttendanceCount::invited)
      .def_readonly("accepted", &AttendanceCount::accepted)
      .def_readonly("excused", &AttendanceCount::excused)
      .def_readonly("attended", &AttendanceCount::attended)
      .def_readonly("absent", &AttendanceCount::absent)
      .def("__eq__", equal<AttendanceCount>(), py::is_operator())
      .def("__repr__", [](const AttendanceCount& count) {
        return "<AttendanceCount: " + count.event + ", " + std::to_string(count.attended) + " attended>";
      });
  m.def(
      "may_attend",
      [](const Event& event, const Named<Role>& role) {
        return may_attend(event, by_name(role, Role::mentor, "role"));
      },
      py::arg("event"), py::arg("role"), "Whether people of a role may attend an event.");
  m.def(
      "check_attendance",
      [](const Programme& programme, const std::vector<Attendance>& attendance) {
        return check(programme.timetable, attendance);
      },
      py::arg("programme"), py::arg("attendance"), "Every fault of the attendance.");
  m.def(
      "attendance_counts",
      [](const Programme& programme, const std::vector<Attendance>& attendance) {
        return attendance_counts(programme.timetable, attendance);
      },
      py::arg("programme"), py::arg("attendance"), "Attendance by event and state.");
}

void bind_supervision(py::module_& m) {
  py::class_<SupervisionNote>(m, "SupervisionNote",
                              "One session of supervision, with a text that only its supervisor reads.")
      .def(py::init<std::string, std::string, const Date&, std::string>(), py::kw_only(), py::arg("mentor"),
           py::arg("supervisor"), py::arg("on"), py::arg("text"))
      .def_property_readonly("mentor", &SupervisionNote::mentor)
      .def_property_readonly("supervisor", &SupervisionNote::supervisor)
      .def_property_readonly("on", &SupervisionNote::on)
      .def("__repr__", [](const SupervisionNote& note) {
        return "<SupervisionNote: " + note.mentor() + " on " + to_string(note.on()) + ">";
      });
  py::class_<SupervisorView>(m, "SupervisorView", "What one supervisor may read.")
      .def(py::init<std::string>(), py::arg("supervisor"))
      .def_property_readonly("supervisor", &SupervisorView::supervisor)
      .def("text", &SupervisorView::text, py::arg("note"),
           "The text of a note. Raises InvalidInput where the note is another supervisor's.")
      .def("__repr__", [](const SupervisorView& view) { return "<SupervisorView: " + view.supervisor() + ">"; });
  m.def(
      "supervision_counts",
      [](const std::vector<SupervisionNote>& notes) {
        std::vector<std::pair<std::string, std::int32_t>> counts;
        for (const auto& [mentor, sessions] : supervision_counts(notes)) counts.emplace_back(mentor, sessions);
        return counts;
      },
      py::arg("notes"), "Mentors and their numbers of sessions: what an organiser sees.");
  m.def(
      "check_supervision",
      [](const Programme& programme, const std::vector<SupervisionNote>& notes) { return check(programme, notes); },
      py::arg("programme"), py::arg("notes"), "Every fault of the notes; no finding quotes a text.");
}

}  // namespace

void bind_scheme_records(py::module_& m) {
  bind_agreement(m);
  bind_meeting(m);
  bind_attendance(m);
  bind_supervision(m);
}
