/// Binds pairwell/core.
#include "bindings.hpp"

void bind_core(pybind11::module_& /*m*/) {}
