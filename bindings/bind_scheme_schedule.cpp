/// Binds the schedule of pairwell/scheme. A stretch of time is a pair of datetimes with a zone.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bindings.hpp"
#include "calendar_casters.hpp"
#include "intervals.hpp"
#include "pairwell/scheme/schedule.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;
using Names = std::vector<std::string>;

void bind_who(py::module_& m) {
  py::class_<ScheduleHost>(m, "ScheduleHost", "Who is met: a panel for interviews, a mentor for conversations.")
      .def(py::init([](std::string id, const Stretches& free, Names members) {
             return ScheduleHost{.id = std::move(id), .members = std::move(members), .free = to_intervals(free)};
           }),
           py::kw_only(), py::arg("id"), py::arg("free"), py::arg("members") = Names())
      .def_readonly("id", &ScheduleHost::id)
      .def_readonly("members", &ScheduleHost::members, "Who sits in it; each person in one host only.")
      .def_property_readonly("free", [](const ScheduleHost& host) { return from_intervals(host.free); })
      .def("__eq__", equal<ScheduleHost>(), py::is_operator())
      .def("__repr__", [](const ScheduleHost& host) { return "<ScheduleHost: " + host.id + ">"; });
  py::class_<ScheduleRequest>(m, "ScheduleRequest", "Somebody who needs one sitting.")
      .def(py::init([](std::string person, const Stretches& free, Names hosts, Names not_by) {
             return ScheduleRequest{.person = std::move(person),
                                    .free = to_intervals(free),
                                    .hosts = std::move(hosts),
                                    .not_by = std::move(not_by)};
           }),
           py::kw_only(), py::arg("person"), py::arg("free"), py::arg("hosts") = Names(), py::arg("not_by") = Names())
      .def_readonly("person", &ScheduleRequest::person)
      .def_property_readonly("free", [](const ScheduleRequest& request) { return from_intervals(request.free); })
      .def_readonly("hosts", &ScheduleRequest::hosts, "Whom the person may meet; empty: any host.")
      .def_readonly("not_by", &ScheduleRequest::not_by, "Members who have a conflict of interest with the person.")
      .def("__eq__", equal<ScheduleRequest>(), py::is_operator())
      .def("__repr__", [](const ScheduleRequest& request) { return "<ScheduleRequest: " + request.person + ">"; });
}

void bind_what(py::module_& m) {
  py::class_<ScheduleRules>(m, "ScheduleRules", "What sittings are like.")
      .def(py::init([](std::int32_t minutes, std::int32_t pause, const Stretches& windows, bool equal_load,
                       std::uint64_t seed) {
             return ScheduleRules{.minutes = minutes,
                                  .pause = pause,
                                  .windows = to_intervals(windows),
                                  .equal_load = equal_load,
                                  .seed = seed};
           }),
           py::kw_only(), py::arg("minutes") = 30, py::arg("pause") = 0, py::arg("windows") = Stretches(),
           py::arg("equal_load") = true, py::arg("seed") = 0)
      .def_readonly("minutes", &ScheduleRules::minutes, "How long a sitting takes.")
      .def_readonly("pause", &ScheduleRules::pause, "Minutes between two sittings of a host.")
      .def_property_readonly("windows", [](const ScheduleRules& rules) { return from_intervals(rules.windows); })
      .def_readonly("equal_load", &ScheduleRules::equal_load)
      .def_readonly("seed", &ScheduleRules::seed)
      .def("__eq__", equal<ScheduleRules>(), py::is_operator())
      .def("__repr__", [](const ScheduleRules& rules) {
        return "<ScheduleRules: sittings of " + std::to_string(rules.minutes) + " minutes>";
      });
  py::class_<Appointment>(m, "Appointment", "A sitting that somebody was given.")
      .def(py::init([](std::string person, std::string host, Instant start, Instant end, bool is_fixed) {
             return Appointment{std::move(person), std::move(host), {start, end}, is_fixed};
           }),
           py::kw_only(), py::arg("person"), py::arg("host"), py::arg("start"), py::arg("end"),
           py::arg("is_fixed") = false)
      .def_readonly("person", &Appointment::person)
      .def_readonly("host", &Appointment::host)
      .def_property_readonly("start", [](const Appointment& own) { return own.when.from; })
      .def_property_readonly("end", [](const Appointment& own) { return own.when.to; })
      .def_readonly("is_fixed", &Appointment::is_fixed, "A person decided on it, and it stays.")
      .def("__eq__", equal<Appointment>(), py::is_operator())
      .def("__repr__", [](const Appointment& own) {
        return "<Appointment: " + own.person + " with " + own.host + " at " + to_string(own.when.from) + ">";
      });
  py::class_<Taken>(m, "Taken",
                    "Time that somebody has given away already: to an appointment that stands, or an event.")
      .def(py::init([](Names who, Instant start, Instant end, std::string what, bool is_sitting) {
             return Taken{std::move(who), {start, end}, std::move(what), is_sitting};
           }),
           py::kw_only(), py::arg("who"), py::arg("start"), py::arg("end"), py::arg("what"),
           py::arg("is_sitting") = false)
      .def_readonly("who", &Taken::who, "Persons, hosts and members whose time it is.")
      .def_property_readonly("start", [](const Taken& own) { return own.when.from; })
      .def_property_readonly("end", [](const Taken& own) { return own.when.to; })
      .def_readonly("what", &Taken::what, "For people: \"the interview of MM-014 with panel A\".")
      .def_readonly("is_sitting", &Taken::is_sitting, "Whether a host keeps the pause before and after it.")
      .def("__eq__", equal<Taken>(), py::is_operator())
      .def("__repr__",
           [](const Taken& own) { return "<Taken: " + own.what + " at " + to_string(own.when.from) + ">"; });
}

}  // namespace

void bind_scheme_schedule(py::module_& m) {
  bind_who(m);
  bind_what(m);
  m.def(
      "interval",
      [](const std::string& zone, const LocalTime& start, const LocalTime& end, WhenUnclear when_unclear) {
        const Interval result = interval(Zone::named(zone), start, end, when_unclear);
        return std::pair(result.from, result.to);
      },
      py::arg("zone"), py::arg("start"), py::arg("end"), py::arg("when_unclear") = WhenUnclear::reject,
      "A stretch of time between two wall-clock readings of a zone, as instants.\n\n"
      ">>> from datetime import datetime\n"
      ">>> import pairwell as pw\n"
      ">>> start, end = pw.interval(\"Europe/London\", datetime(2017, 5, 3, 9), datetime(2017, 5, 3, 12))\n"
      ">>> start.isoformat(), end.isoformat()\n"
      "('2017-05-03T08:00:00+00:00', '2017-05-03T11:00:00+00:00')");
  m.def(
      "sittings",
      [](const ScheduleHost& host, const ScheduleRules& rules) { return from_intervals(sittings(host, rules)); },
      py::arg("host"), py::arg("rules"), "The sittings that a host can give, in order.");
  m.def(
      "check_schedule",
      [](const std::vector<ScheduleRequest>& requests, const std::vector<ScheduleHost>& hosts,
         const ScheduleRules& rules, const std::vector<Appointment>& fixed,
         const std::vector<Taken>& taken) { return check(requests, hosts, rules, fixed, taken); },
      py::arg("requests"), py::arg("hosts"), py::arg("rules"), py::arg("fixed") = std::vector<Appointment>(),
      py::arg("taken") = std::vector<Taken>(), "Every fault of what a schedule is made from.");
}
