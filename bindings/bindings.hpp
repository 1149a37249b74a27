/// Every function that binds a module, in the order in which module.cpp calls them.
#pragma once

#include <string>

#include <pybind11/pybind11.h>

void bind_core(pybind11::module_& m);
void bind_scheme(pybind11::module_& m);
void bind_scheme_forms(pybind11::module_& m);
void bind_scheme_evaluation(pybind11::module_& m);
void bind_scheme_funds(pybind11::module_& m);
void bind_scheme_life(pybind11::module_& m);
void bind_scheme_records(pybind11::module_& m);
void bind_scheme_schedule(pybind11::module_& m);
void bind_score(pybind11::module_& m);
void bind_match(pybind11::module_& m);
void bind_assignment(pybind11::module_& m);
void bind_cohort(pybind11::module_& m);
void bind_round(pybind11::module_& m);
void bind_round_later(pybind11::module_& m);

/// A Python string of text that may quote any bytes of a file: what is not UTF-8 stands as \xNN.
pybind11::str to_python_text(const std::string& text);
