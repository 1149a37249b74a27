/// Binds pairwell/round.
#include <memory>
#include <vector>

#include <pybind11/stl.h>

#include "bind_match.hpp"
#include "bindings.hpp"
#include "pairwell/round/round.hpp"

namespace py = pybind11;

void bind_round(py::module_& m) {
  m.def(
      "make_problem",
      [](const pairwell::Programme& programme, const std::vector<pairwell::MenteeForm>& mentees,
         const std::vector<pairwell::MentorForm>& mentors, const pairwell::ScoreTable& scores) {
        return std::make_unique<pairwell::Problem>(pairwell::make_problem(programme, mentees, mentors, scores));
      },
      py::arg("programme"), py::arg("mentees"), py::arg("mentors"), py::arg("scores"));
  m.def(
      "make_objective",
      [](const pairwell::Programme& programme) { return from_objective(pairwell::make_objective(programme)); },
      py::arg("programme"));
}
