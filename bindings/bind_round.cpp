/// Binds pairwell/round.
#include <cstdint>
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
         const std::vector<pairwell::MentorForm>& mentors, const pairwell::ScoreTable& scores,
         const std::vector<std::int32_t>& kept, const std::vector<std::int32_t>& open) {
        const pairwell::PlacesHeld held{.kept = {kept.begin(), kept.end()}, .open = {open.begin(), open.end()}};
        return std::make_unique<pairwell::Problem>(pairwell::make_problem(programme, mentees, mentors, scores, held));
      },
      py::arg("programme"), py::arg("mentees"), py::arg("mentors"), py::arg("scores"),
      py::arg("kept") = std::vector<std::int32_t>(), py::arg("open") = std::vector<std::int32_t>());
  m.def(
      "make_objective",
      [](const pairwell::Programme& programme) { return from_objective(pairwell::make_objective(programme)); },
      py::arg("programme"));
}
