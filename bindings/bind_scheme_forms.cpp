/// Binds the forms and decisions of pairwell/scheme.
#include "bindings.hpp"

void bind_scheme_forms(pybind11::module_& /*m*/) {}
