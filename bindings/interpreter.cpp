#include "interpreter.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include <pybind11/numpy.h>

namespace py = pybind11;

namespace {

/// The calls that run without the GIL now, and how they are asked to stop.
struct Calls {
  std::atomic<int> running = 0;
  std::stop_source exit;  // asked to stop, with the GIL held, by the thread that ends the interpreter
  std::thread::id ender;

  bool is_ending_elsewhere() const { return exit.stop_requested() && ender != std::this_thread::get_id(); }
};

/// Never destroyed: a thread may still come by while the process ends.
Calls& calls() {
  static Calls& all = *new Calls;
  return all;
}

/// What runs without the GIL is asked to stop, and waited for.
void stop_calls() {
  calls().ender = std::this_thread::get_id();
  calls().exit.request_stop();
  const py::gil_scoped_release release;
  while (calls().running > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

PyTypeObject* base_of_bound() { return reinterpret_cast<PyTypeObject*>(py::detail::get_internals().instance_base); }

/// What pybind11 makes before a constructor has run: nothing of it may be read.
py::object make_unset(const py::type& type) {
  PyObject* const made = base_of_bound()->tp_new(reinterpret_cast<PyTypeObject*>(type.ptr()), nullptr, nullptr);
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

py::object restore(const py::type& type, const py::object& state) {
  py::object made = make_unset(type);
  made.attr("__setstate__")(state);
  return made;
}

/// Pickles and copies by the state, under every protocol, or refuses where there is none.
py::object reduce(const py::object& self, int protocol) {
  if (py::hasattr(self, "__setstate__")) {
    const py::type type = py::type::of(self);
    const py::object made = py::module_::import("pairwell._core").attr("restore");
    return py::make_tuple(made, py::make_tuple(type, self.attr("__getstate__")()));
  }
  const py::handle object(reinterpret_cast<PyObject*>(&PyBaseObject_Type));
  return object.attr("__reduce_ex__")(self, std::max(protocol, 2));
}

/// The __new__ of a bound class, which calls of the class go past.
py::object refuse_new(const py::type& type, const py::args&, const py::kwargs&) {
  const bool is_subclass = reinterpret_cast<PyTypeObject*>(type.ptr())->tp_new != base_of_bound()->tp_new;
  if (is_subclass) return make_unset(type);  // Python calls it there to make an object; its __init__ follows.
  throw py::type_error("a " + type.attr("__name__").cast<std::string>() + " is made by its constructor");
}

}  // namespace

void wait_for_end_of_process() {
  while (true) std::this_thread::sleep_for(std::chrono::hours(1));
}

void WithoutGil::take() {
  if (state_ == nullptr) return;
  try {
    PyEval_RestoreThread(state_);
  } catch (...) {
    wait_for_end_of_process();
  }
  state_ = nullptr;
  --calls().running;
}

void WithoutGil::give() {
  if (calls().is_ending_elsewhere()) return;
  ++calls().running;
  state_ = PyEval_SaveThread();
}

std::stop_token stop_at_exit() {
  return calls().exit.stop_requested() && !calls().is_ending_elsewhere() ? std::stop_token() : calls().exit.get_token();
}

void refuse_other_interpreters() {
  if (PyInterpreterState_Get() == PyInterpreterState_Main()) return;
  throw py::import_error("pairwell runs in the main interpreter only: a sub-interpreter cannot import it");
}

void bind_interpreter() {
  calls().exit = std::stop_source();  // an interpreter that was begun anew
  py::detail::npy_api::get();         // which the first call that needs it would look up without the GIL
  const py::object stop = py::cpp_function(&stop_calls, py::name("stop_calls"));
  py::module_::import("atexit").attr("register")(stop);
  const py::module_ os = py::module_::import("os");
  if (py::hasattr(os, "register_at_fork")) {
    // Of the threads only the one that forked goes on, and it holds the GIL.
    os.attr("register_at_fork")(py::arg("after_in_child") = py::cpp_function([] { calls().running = 0; }));
  }
}

void close_classes(py::module_& m) {
  m.def("restore", &restore, py::arg("type"), py::arg("state"), "What a pickle or a copy was of.");
  const py::handle bound(reinterpret_cast<PyObject*>(py::detail::get_internals().default_metaclass));
  for (const auto& [name, value] : py::reinterpret_borrow<py::dict>(m.attr("__dict__"))) {
    if (!py::isinstance(value, bound)) continue;
    value.attr("__reduce_ex__") =
        py::cpp_function(&reduce, py::name("__reduce_ex__"), py::is_method(value), py::arg("protocol"));
    value.attr("__new__") = py::staticmethod(py::cpp_function(&refuse_new, py::name("__new__")));
    auto* const type = reinterpret_cast<PyTypeObject*>(value.ptr());
    type->tp_new = base_of_bound()->tp_new;  // Python has just put there what calls __new__.
  }
}
