/// Binds answers in columns, with what a pickle of them is.
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "calendar_casters.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/scheme/answers.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

/// A value of the alternative with this number, whatever is in it: dates and moments, for one, look alike in Python.
template <std::size_t alternative = 0>
Value sample_of(std::size_t number) {
  if constexpr (alternative == std::variant_size_v<Value>) {
    throw InvalidInput("Answers", "state", "this is no pickle of answers", std::to_string(number));
  } else {
    return number == alternative ? Value(std::in_place_index<alternative>) : sample_of<alternative + 1>(number);
  }
}

py::tuple state_of(const Answers& answers) {
  py::list columns;
  for (const AnswerColumn& column : answers.columns) {
    py::list kinds;
    py::list values;
    for (const Value& value : column.values) {
      kinds.append(value.index());
      values.append(py::cast(value));
    }
    columns.append(py::make_tuple(column.question, kinds, values));
  }
  return py::make_tuple(static_cast<int>(answers.role), answers.references, columns, answers.same_person);
}

Answers from_state(const py::tuple& state) {
  Answers answers{.role = static_cast<Role>(state[0].cast<int>()),
                  .references = state[1].cast<std::vector<std::string>>(),
                  .columns = {},
                  .same_person = state[3].cast<std::vector<std::vector<std::string>>>()};
  for (const py::handle& each : state[2].cast<py::list>()) {
    const auto own = py::reinterpret_borrow<py::tuple>(each);
    AnswerColumn& column = answers.columns.emplace_back();
    column.question = own[0].cast<std::string>();
    const auto kinds = own[1].cast<std::vector<std::size_t>>();
    const auto values = own[2].cast<py::list>();
    for (std::size_t person = 0; person < kinds.size(); ++person) {
      column.values.push_back(
          std::visit([&](const auto& sample) { return Value(values[person].cast<std::decay_t<decltype(sample)>>()); },
                     sample_of(kinds[person])));
    }
  }
  return answers;
}

}  // namespace

void bind_answers(py::module_& m) {
  py::class_<Answers>(m, "Answers", "What the people of one role answered, a column for each question.")
      .def_property_readonly("role", [](const Answers& answers) { return answers.role; })
      .def_readonly("references", &Answers::references)
      .def_property_readonly("questions",
                             [](const Answers& answers) {
                               std::vector<std::string> ids;
                               for (const AnswerColumn& column : answers.columns) ids.push_back(column.question);
                               return ids;
                             })
      .def("__len__", &Answers::people)
      .def("__repr__",
           [](const Answers& answers) {
             return "<Answers: " + std::to_string(answers.people()) + " " + std::string(to_string(answers.role)) + "s>";
           })
      .def(py::pickle(&state_of, &from_state));
}
