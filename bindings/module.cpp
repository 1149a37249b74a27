/// The extension module pairwell._core: types first, so that signatures can name them.
#include "bindings.hpp"
#include "interpreter.hpp"
#include "pairwell/version.hpp"

PYBIND11_MODULE(_core_of_main_interpreter, m) {
  refuse_other_interpreters();
  m.doc() = "The compiled core of pairwell. Private: import pairwell instead.";
  m.attr("__version__") = PAIRWELL_VERSION;
  bind_interpreter();
  bind_core(m);
  bind_scheme(m);
  bind_scheme_forms(m);
  bind_scheme_programme(m);
  bind_scheme_funds(m);
  bind_scheme_life(m);
  bind_scheme_schedule(m);
  bind_scheme_records(m);
  bind_scheme_evaluation(m);
  bind_score(m);
  bind_scorer(m);
  bind_scorer_frames(m);
  bind_match(m);
  bind_assignment(m);
  bind_on_demand(m);
  bind_cohort(m);
  bind_round(m);
  bind_round_appointments(m);
  bind_round_rematch(m);
  close_classes(m);
}

/// What Python looks for. pybind11's own function waits for ever in a sub-interpreter of Python 3.11.
PYBIND11_PLUGIN_IMPL(_core) {
  try {
    refuse_other_interpreters();
    return PyInit__core_of_main_interpreter();
  }
  PYBIND11_CATCH_INIT_EXCEPTIONS
  return nullptr;
}
