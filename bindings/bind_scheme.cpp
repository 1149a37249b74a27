/// Binds pairwell/scheme.
#include "bindings.hpp"

void bind_scheme(pybind11::module_& /*m*/) {}
