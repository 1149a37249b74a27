/// Binds pairwell/round/rematch.
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bind_match.hpp"
#include "bindings.hpp"
#include "pairwell/round/rematch.hpp"

namespace py = pybind11;

using namespace pairwell;

void bind_round_rematch(py::module_& m) {
  py::class_<PairRecord>(m, "PairRecord", "A pair of an earlier matching, and the state that it has reached.")
      .def(py::init([](std::string mentee, std::string mentor, std::string state) {
             return PairRecord{std::move(mentee), std::move(mentor), std::move(state)};
           }),
           py::kw_only(), py::arg("mentee"), py::arg("mentor"), py::arg("state"))
      .def_readonly("mentee", &PairRecord::mentee)
      .def_readonly("mentor", &PairRecord::mentor)
      .def_readonly("state", &PairRecord::state)
      .def("__eq__", equal<PairRecord>(), py::is_operator())
      .def("__repr__", [](const PairRecord& record) {
        return "<PairRecord: " + record.mentee + " with " + record.mentor + ", " + record.state + ">";
      });
  m.def(
      "standing", [](const std::string& state) { return std::string(to_string(standing(state))); }, py::arg("state"),
      "What a pair's state means for a later matching: \"kept\", \"open\", \"barred\" or \"none\".\n\n"
      ">>> import pairwell as pw\n"
      ">>> pw.standing(\"confirmed\"), pw.standing(\"declined\")\n"
      "('kept', 'barred')");
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
         const std::vector<PairRecord>& records, const Problem& problem, const Matching& matching) {
        PairChanges changes = compare_pairs(mentees, mentors, records, problem, matching);
        return std::tuple(std::move(changes.kept), std::move(changes.replaced), std::move(changes.added));
      },
      py::arg("mentees"), py::arg("mentors"), py::arg("records"), py::arg("problem"), py::arg("matching"));
}
