/// Values that Python makes by keywords: equal by their fields, shown as they are made, copied with a change, pickled.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <pybind11/pybind11.h>

#include "bindings.hpp"

/// A class of values whose fields are attributes and arguments of one name.
class ValueFields {
 public:
  explicit ValueFields(std::vector<const char*> names) : names_(std::move(names)) {}

  pybind11::dict of(const pybind11::object& value) const;
  /// "Criterion(id='needs', compare='covers')": the fields that differ from those of a new value.
  std::string whole(const pybind11::object& value) const;
  /// The same in one line of a log: fields for which it has no room are left out, and "..." is said for them.
  std::string shown(const pybind11::object& value) const;
  pybind11::object replaced(const pybind11::object& value, const pybind11::kwargs& changes) const;

 private:
  /// "id='needs'", for each field that differs from that of a new value.
  std::vector<std::string> assigned(const pybind11::object& value) const;

  std::vector<const char*> names_;
};

/// Gives a class that has its constructor and its fields what every value has.
template <class Value>
void finish_value(pybind11::class_<Value>& bound, std::vector<const char*> names) {
  namespace py = pybind11;
  const ValueFields fields(std::move(names));
  bound.def("__eq__", equal<Value>(), py::is_operator())
      .def("__repr__", [fields](const py::object& self) { return to_python_text(fields.shown(self)); })
      .def("__str__", [fields](const py::object& self) { return to_python_text(fields.whole(self)); })
      .def(
          "replace",
          [fields](const Value& self, const py::kwargs& changes) {
            return fields.replaced(py::cast(self), changes).template cast<Value>();
          },
          "A copy with these fields changed.")
      .def(py::pickle([fields](const py::object& self) { return py::make_tuple(fields.of(self)); },
                      [](const py::tuple& state) {
                        const auto kept = state[0].cast<py::dict>();
                        return py::type::of<Value>()(**kept).template cast<Value>();
                      }));
}
