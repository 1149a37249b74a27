/// Binds pairwell/round.
#include "bindings.hpp"

void bind_round(pybind11::module_& /*m*/) {}
