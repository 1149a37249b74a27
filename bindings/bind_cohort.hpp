/// What the files that bind pairwell/cohort share.
#pragma once

#include <pybind11/numpy.h>

#include "arrays.hpp"
#include "pairwell/cohort/instances.hpp"

/// Binds pairwell/cohort/instances.
void bind_instances(pybind11::module_& m);

/// Binds pairwell/cohort/orlib and pairwell/cohort/preflib.
void bind_published(pybind11::module_& m);

/// The costs of an instance, rows x columns.
pybind11::array to_array(pairwell::DenseInstance instance);
