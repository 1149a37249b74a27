/// Binds pairwell/core, and is the only file that turns C++ errors into Python ones.
#include <cstdint>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "core/unicode.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/core/range.hpp"
#include "pairwell/core/status.hpp"
#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace py = pybind11;

namespace {

struct ErrorTypes {
  py::object error;
  py::object invalid_input;
  py::object stopped;
};

PYBIND11_CONSTINIT py::gil_safe_call_once_and_store<ErrorTypes> stored_types;

/// Error, InvalidInput and Stopped. InvalidInput is a ValueError too, so that Python's own habits catch it.
ErrorTypes make_error_types() {
  const auto make = [](const char* name, const char* doc, const py::object& bases, const py::dict& attributes) {
    PyObject* type = PyErr_NewExceptionWithDoc(name, doc, bases.ptr(), attributes.ptr());
    if (type == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(type);
  };
  ErrorTypes types;
  types.error = make("pairwell.Error", "The base of every error that pairwell raises of its own.",
                     py::reinterpret_borrow<py::object>(PyExc_Exception), py::dict());
  py::dict attributes;
  attributes["findings"] = py::tuple();
  types.invalid_input =
      make("pairwell.InvalidInput",
           "An input that cannot be used.\n\nThe list `findings` holds every fault, warnings included.",
           py::make_tuple(types.error, py::reinterpret_borrow<py::object>(PyExc_ValueError)), attributes);
  py::dict of_stopped;
  of_stopped["status"] = py::none();
  types.stopped = make("pairwell.Stopped",
                       "A call that was stopped, and whose result could not say so.\n\n`status` says why: CANCELLED or "
                       "TIME_LIMIT.",
                       types.error, of_stopped);
  return types;
}

void raise(const py::object& type, const char* what, const char* attribute = nullptr, const py::object& value = {}) {
  const py::object error = type(to_python_text(what));
  if (attribute != nullptr) error.attr(attribute) = value;
  PyErr_SetObject(type.ptr(), error.ptr());
}

/// What would go wrong while an error is being translated is raised in its place.
void translate(std::exception_ptr pointer) {
  try {
    if (pointer) std::rethrow_exception(pointer);
  } catch (const pairwell::InvalidInput& error) {
    raise(stored_types.get_stored().invalid_input, error.what(), "findings", py::cast(error.findings()));
  } catch (const pairwell::Stopped& error) {
    raise(stored_types.get_stored().stopped, error.what(), "status", py::cast(error.status()));
  } catch (const pairwell::Error& error) {
    raise(stored_types.get_stored().error, error.what());
  } catch (const std::bad_alloc&) {
    PyErr_SetString(PyExc_MemoryError, "pairwell: not enough memory");
  }
}

/// A finding by its rule and place. Its message and value may quote what people wrote, and logs are read by many.
std::string in_a_log(const pairwell::Finding& finding) {
  std::string text = finding.severity == pairwell::Severity::error ? "error " : "warning ";
  text += finding.rule;
  if (!finding.file.empty()) text += ", " + finding.file.substr(finding.file.find_last_of("/\\") + 1);
  if (finding.row != 0) text += ", row " + std::to_string(finding.row);
  if (!finding.column.empty()) text += ", column " + finding.column;
  return text;
}

void bind_findings(py::module_& m) {
  using pairwell::Finding;
  using pairwell::Severity;
  const auto fields = [](const Finding& f) {
    return py::make_tuple(f.severity, to_python_text(f.rule), to_python_text(f.message), to_python_text(f.file), f.row,
                          to_python_text(f.column), to_python_text(f.value));
  };
  const auto text = [](std::string Finding::*field) {
    return [field](const Finding& finding) { return to_python_text(finding.*field); };
  };
  const auto make = [](Severity severity, const py::str& rule, const py::str& message, const py::str& file,
                       std::int64_t row, const py::str& column, const py::str& value) {
    return Finding{severity, to_utf8(rule), to_utf8(message), to_utf8(file), row, to_utf8(column), to_utf8(value)};
  };
  py::class_<Finding>(m, "Finding", "One thing that is wrong, or should be looked at, in an input.")
      .def(py::init(make), py::kw_only(), py::arg("severity") = Severity::error, py::arg("rule"), py::arg("message"),
           py::arg("file") = "", py::arg("row") = 0, py::arg("column") = "", py::arg("value") = "")
      .def_readonly("severity", &Finding::severity)
      .def_property_readonly("rule", text(&Finding::rule), "The rule that was broken, in a word or two.")
      .def_property_readonly("message", text(&Finding::message), "A full sentence.")
      .def_property_readonly("file", text(&Finding::file), "The file or table; empty where there is none.")
      .def_readonly("row", &Finding::row, "Line of a file or row of a table, counted from 1; 0 where there is none.")
      .def_property_readonly("column", text(&Finding::column),
                             "Column of a table, dotted key of a file or argument of a call.")
      .def_property_readonly("value", text(&Finding::value), "The offending value as it was given.")
      .def("__eq__", equal<Finding>(), py::is_operator())
      .def("__hash__", [fields](const Finding& finding) { return py::hash(fields(finding)); })
      .def("__str__", [](const Finding& finding) { return to_python_text(to_string(finding)); })
      .def("__repr__", [](const Finding& finding) { return to_python_text("<Finding: " + in_a_log(finding) + ">"); })
      .def(py::pickle(fields, [make](const py::tuple& state) {
        return std::apply(
            make, state.cast<std::tuple<Severity, py::str, py::str, py::str, std::int64_t, py::str, py::str>>());
      }));
  m.def("has_errors", &pairwell::has_errors, py::arg("findings"), "Whether any finding is an error.");
  m.def(
      "suggestion",
      [](std::string_view text, const std::vector<std::string>& known) {
        return pairwell::suggestion(pairwell::likely_word(text, known));
      },
      py::arg("text"), py::arg("known"),
      "\" Did you mean 'reviewed'?\" for the end of a message; empty where no word is near.");
  m.def(
      "fold", [](std::string_view text) { return py::str(pairwell::words::key(text)); }, py::arg("text"),
      "What a text is compared by: without case, the form of its letters, what cannot be seen, and outer blanks.");
  m.def(
      "composed", [](std::string_view text) { return py::str(pairwell::unicode::composed(text)); }, py::arg("text"),
      "The composed form of a text (NFC).");
  m.def(
      "why_no_reference", [](std::string_view text) { return pairwell::words::why_no_reference(text); },
      py::arg("text"), "Why a text cannot be a reference, as the end of a sentence; empty where it can.");
  m.def("throw_if_errors", &pairwell::throw_if_errors, py::arg("function"), py::arg("findings"),
        "Raises InvalidInput with all findings where there is an error among them.");
}

}  // namespace

std::string to_utf8(const py::str& text) {
  PyObject* encoded = PyUnicode_AsEncodedString(text.ptr(), "utf-8", "backslashreplace");
  if (encoded == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::bytes>(encoded);
}

py::str to_python_text(const std::string& text) {
  PyObject* decoded = PyUnicode_DecodeUTF8(text.data(), static_cast<py::ssize_t>(text.size()), "backslashreplace");
  if (decoded == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(decoded);
}

void bind_core(py::module_& m) {
  const ErrorTypes& types = stored_types.call_once_and_store_result(make_error_types).get_stored();
  m.attr("Error") = types.error;
  m.attr("InvalidInput") = types.invalid_input;
  m.attr("Stopped") = types.stopped;
  py::register_local_exception_translator(&translate);

  py::native_enum<pairwell::Severity>(m, "Severity", "enum.Enum", "Whether a finding stops the work.")
      .value("ERROR", pairwell::Severity::error, "The input cannot be used.")
      .value("WARNING", pairwell::Severity::warning, "The input can be used, and a person should look at this.")
      .finalize();
  py::native_enum<pairwell::Status>(m, "Status", "enum.Enum", "The outcome of a call that was given good input.")
      .value("OPTIMAL", pairwell::Status::optimal, "Every stage is optimal, and the certificate proves it.")
      .value("INFEASIBLE", pairwell::Status::infeasible, "No matching obeys every rule; reason and proof are given.")
      .value("CANCELLED", pairwell::Status::cancelled, "The caller asked to stop.")
      .value("TIME_LIMIT", pairwell::Status::time_limit, "The time limit passed.")
      .finalize();
  bind_findings(m);

  m.attr("DEFAULT_SCALE") = pairwell::default_scale;
  m.attr("NO_LIMIT") = pairwell::Range::no_limit;
  m.def("lottery_key", &pairwell::lottery_key, py::arg("text"), "The key that the lottery draws on for a text.");
  m.def(
      "points_text", [](std::int64_t units, std::int64_t scale) { return to_string(pairwell::Points(units), scale); },
      py::arg("units"), py::arg("scale") = pairwell::default_scale, "Writes points in decimals, exactly where it can.");
}
