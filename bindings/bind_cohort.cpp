/// Binds pairwell/cohort.
#include "bindings.hpp"

void bind_cohort(pybind11::module_& /*m*/) {}
