/// Binds pairwell/match.
#include "bindings.hpp"

void bind_match(pybind11::module_& /*m*/) {}
