#include "python_class.hpp"

namespace py = pybind11;

void add_property(const py::object& owner, const char* name, const py::cpp_function& get, const char* doc) {
  const py::handle property(reinterpret_cast<PyObject*>(&PyProperty_Type));
  owner.attr(name) = property(get, py::none(), py::none(), doc);
}

void add_equal(py::object owner, bool (*equal)(const py::object&, const py::object&)) {
  py::detail::add_class_method(owner, "__eq__",
                               py::cpp_function(equal, py::name("__eq__"), py::is_method(owner), py::is_operator()));
}

void add_repr(const py::object& owner, py::str (*repr)(const py::object&)) {
  owner.attr("__repr__") = py::cpp_function(repr, py::name("__repr__"), py::is_method(owner));
}

template void add_field<bool>(const py::object&, const char*, FindField, AnyField, const char*);
template void add_field<std::int32_t>(const py::object&, const char*, FindField, AnyField, const char*);
template void add_field<std::int64_t>(const py::object&, const char*, FindField, AnyField, const char*);
template void add_field<std::string>(const py::object&, const char*, FindField, AnyField, const char*);
template void add_field<std::vector<std::string>>(const py::object&, const char*, FindField, AnyField, const char*);
