/// Binds pairwell/round/appointments.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bindings.hpp"
#include "pairwell/round/appointments.hpp"
#include "watch.hpp"

namespace py = pybind11;

using namespace pairwell;

void bind_round_appointments(py::module_& m) {
  py::class_<Unscheduled>(m, "Unscheduled", "Somebody who got no sitting.")
      .def(py::init([](std::string person, std::string reason) {
             return Unscheduled{std::move(person), std::move(reason)};
           }),
           py::kw_only(), py::arg("person"), py::arg("reason"))
      .def_readonly("person", &Unscheduled::person)
      .def_readonly("reason", &Unscheduled::reason, "A full sentence.")
      .def("__eq__", equal<Unscheduled>(), py::is_operator())
      .def("__repr__", [](const Unscheduled& own) { return "<Unscheduled: " + own.person + ">"; });
  py::class_<Schedule>(m, "Schedule", "Who got which sitting, who got none and why.")
      .def_readonly("appointments", &Schedule::appointments)
      .def_readonly("unscheduled", &Schedule::unscheduled)
      .def_property_readonly("loads",
                             [](const Schedule& schedule) {
                               std::vector<std::pair<std::string, std::int32_t>> loads;
                               for (const auto& [host, sittings] : schedule.loads) loads.emplace_back(host, sittings);
                               return loads;
                             })
      .def_readonly("moved", &Schedule::moved)
      .def_property_readonly("problem",
                             [](const Schedule& schedule) { return std::make_unique<Problem>(schedule.problem); })
      .def_property_readonly("matching",
                             [](const Schedule& schedule) { return std::make_unique<Matching>(schedule.matching); });
  m.def(
      "make_schedule",
      [](const std::vector<ScheduleRequest>& requests, const std::vector<ScheduleHost>& hosts,
         const ScheduleRules& rules, std::vector<Appointment> fixed, std::vector<Appointment> previous,
         std::vector<Taken> taken, std::optional<double> time_limit) {
        Watch watch({}, time_limit);
        const ScheduleOptions options{.fixed = std::move(fixed),
                                      .previous = std::move(previous),
                                      .taken = std::move(taken),
                                      .control = watch.control()};
        return watch.run([&] { return std::make_unique<Schedule>(make_schedule(requests, hosts, rules, options)); });
      },
      py::arg("requests"), py::arg("hosts"), py::arg("rules"), py::arg("fixed"), py::arg("previous"), py::arg("taken"),
      py::arg("time_limit"));
}
