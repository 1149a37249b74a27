/// What every file of bindings needs: the functions that bind a module, in the order in which module.cpp calls them,
/// and what their definitions share.
#pragma once

#include <string>

#include <pybind11/pybind11.h>

#include "interpreter.hpp"

void bind_core(pybind11::module_& m);
void bind_scheme(pybind11::module_& m);
void bind_scheme_questions(pybind11::module_& m);
void bind_scheme_criteria(pybind11::module_& m);
void bind_scheme_forms(pybind11::module_& m);
void bind_scheme_programme(pybind11::module_& m);
void bind_scheme_answers(pybind11::module_& m);
void bind_scheme_evaluation(pybind11::module_& m);
void bind_scheme_funds(pybind11::module_& m);
void bind_scheme_life(pybind11::module_& m);
void bind_scheme_records(pybind11::module_& m);
void bind_scheme_schedule(pybind11::module_& m);
void bind_score(pybind11::module_& m);
void bind_scorer(pybind11::module_& m);
void bind_scorer_frames(pybind11::module_& m);
void bind_match(pybind11::module_& m);
void bind_assignment(pybind11::module_& m);
void bind_on_demand(pybind11::module_& m);
void bind_cohort(pybind11::module_& m);
void bind_round(pybind11::module_& m);
void bind_round_appointments(pybind11::module_& m);
void bind_round_rematch(pybind11::module_& m);

/// A Python string of text that may quote any bytes of a file: what is not UTF-8 stands as \xNN.
pybind11::str to_python_text(const std::string& text);

/// UTF-8 of a Python string that may hold bytes of a file's name: half of a character stands as \uNNNN.
std::string to_utf8(const pybind11::str& text);

/// Sets MemoryError and throws it.
[[noreturn]] inline void raise_memory_error(const std::string& message) {
  PyErr_SetString(PyExc_MemoryError, message.c_str());
  throw pybind11::error_already_set();
}

/// The __eq__ of a value. With py::is_operator, comparing it with anything else is NotImplemented.
template <class Value>
auto equal() {
  return [](const Value& a, const Value& b) { return a == b; };
}

/// Lets other threads of Python run during a call that touches nothing of Python's.
using ReleaseGil = pybind11::call_guard<WithoutGil>;
