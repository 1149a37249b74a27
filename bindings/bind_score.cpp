/// Binds pairwell/score.
#include "bindings.hpp"

void bind_score(pybind11::module_& /*m*/) {}
