/// Binds the appointments and the re-match of pairwell/round.
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bind_match.hpp"
#include "bindings.hpp"
#include "pairwell/round/appointments.hpp"
#include "pairwell/round/rematch.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

void bind_schedule(py::module_& m) {
  py::class_<Unscheduled>(m, "Unscheduled", "Somebody who got no sitting.")
      .def_readonly("person", &Unscheduled::person)
      .def_readonly("reason", &Unscheduled::reason, "A full sentence.")
      .def(
          "__eq__", [](const Unscheduled& a, const Unscheduled& b) { return a == b; }, py::is_operator())
      .def("__repr__", [](const Unscheduled& own) { return "<Unscheduled: " + own.person + ", " + own.reason + ">"; });
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
         std::optional<double> time_limit) {
        Watch watch(std::nullopt);
        const ScheduleOptions options{
            .fixed = std::move(fixed), .previous = std::move(previous), .control = watch.control(time_limit)};
        std::unique_ptr<Schedule> schedule;
        {
          const py::gil_scoped_release release;
          schedule = std::make_unique<Schedule>(make_schedule(requests, hosts, rules, options));
        }
        watch.rethrow();
        return schedule;
      },
      py::arg("requests"), py::arg("hosts"), py::arg("rules"), py::arg("fixed"), py::arg("previous"),
      py::arg("time_limit"));
}

void bind_rematch(py::module_& m) {
  py::class_<PairRecord>(m, "PairRecord", "A pair of an earlier matching, and the state that it has reached.")
      .def(py::init([](std::string mentee, std::string mentor, std::string state) {
             return PairRecord{std::move(mentee), std::move(mentor), std::move(state)};
           }),
           py::kw_only(), py::arg("mentee"), py::arg("mentor"), py::arg("state"))
      .def_readonly("mentee", &PairRecord::mentee)
      .def_readonly("mentor", &PairRecord::mentor)
      .def_readonly("state", &PairRecord::state)
      .def(
          "__eq__", [](const PairRecord& a, const PairRecord& b) { return a == b; }, py::is_operator())
      .def("__repr__", [](const PairRecord& record) {
        return "<PairRecord: " + record.mentee + " with " + record.mentor + ", " + record.state + ">";
      });
  m.def(
      "standing", [](const std::string& state) { return std::string(to_string(standing(state))); }, py::arg("state"),
      "What a pair's state means for a later matching: \"kept\", \"open\", \"barred\" or \"none\".");
  m.def(
      "make_rematch",
      [](const Programme& programme, const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors,
         const ScoreTable& scores, const std::vector<PairRecord>& records) {
        Rematch asked = make_rematch(programme, mentees, mentors, scores, records);
        return std::tuple(std::make_unique<Problem>(std::move(asked.problem)), from_objective(asked.objective),
                          std::move(asked.gone));
      },
      py::arg("programme"), py::arg("mentees"), py::arg("mentors"), py::arg("scores"), py::arg("records"));
  m.def(
      "compare_pairs",
      [](const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors,
         const std::vector<PairRecord>& records, const AnyInt64& pairs) {
        PairChanges changes = compare_pairs(mentees, mentors, records, Matching{.pairs = to_pairs(pairs)});
        return std::tuple(std::move(changes.kept), std::move(changes.replaced), std::move(changes.added));
      },
      py::arg("mentees"), py::arg("mentors"), py::arg("records"), py::arg("pairs"));
}

}  // namespace

void bind_round_later(py::module_& m) {
  bind_schedule(m);
  bind_rematch(m);
}
