/// Watch: how Python sees, stops and interrupts a long call of the library that runs without the GIL.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include <pybind11/pybind11.h>
#include <pybind11/typing.h>

#include "interpreter.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/progress.hpp"

/// What a caller may give as progress: called with the stage, the steps done and their number.
using ProgressCall = pybind11::typing::Callable<pybind11::object(std::string, std::int64_t, std::int64_t)>;

/// Calls back into Python while the engine runs without the GIL; what Python raises is kept until the engine has ended.
/// Lives in the thread that calls, which has the GIL before and after.
class Watch {
 public:
  /// @param time_limit in seconds; no limit where it is more than a clock can count.
  explicit Watch(std::optional<ProgressCall> call = {}, const std::optional<double>& time_limit = {})
      : call_(std::move(call)) {
    control_.progress = [this](const pairwell::Progress& now) { return (*this)(now); };
    control_.stop = stop_at_exit();
    if (time_limit && *time_limit <= 1e9) {
      control_.time_limit =
          std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(*time_limit));
    }
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  const pairwell::Control& control() const { return control_; }

  /// What a call that is given control() comes to. Python's exceptions come out of it unchanged.
  /// @throws SystemExit where the interpreter ends, which ends a thread of Python without a word.
  template <class Call>
  auto run(Call call) {
    try {
      WithoutGil without_gil;
      without_gil_ = &without_gil;
      auto result = call();
      without_gil.take();
      if (!is_to_raise()) return result;
    } catch (const pairwell::Stopped&) {
      if (!is_to_raise()) throw;
    }
    std::rethrow_exception(raised_);
  }

 private:
  bool is_to_raise() {
    if (!raised_ && control_.stop.stop_requested()) {
      PyErr_SetNone(PyExc_SystemExit);
      raised_ = std::make_exception_ptr(pybind11::error_already_set());
    }
    return raised_ != nullptr;
  }

  bool operator()(const pairwell::Progress& progress) {
    without_gil_->take();
    const bool goes_on = may_go_on(progress);
    without_gil_->give();
    return goes_on;
  }

  bool may_go_on(const pairwell::Progress& progress) try {
    if (PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
    if (!call_) return true;
    // In C, so that nothing has to be unwound where Python ends the thread meanwhile.
    PyObject* const given =
        PyObject_CallFunction(call_->ptr(), "sLL", progress.stage.c_str(), static_cast<long long>(progress.done),
                              static_cast<long long>(progress.total));
    if (given == nullptr) throw pybind11::error_already_set();
    const auto answer = pybind11::reinterpret_steal<pybind11::object>(given);
    pybind11::detail::make_caster<bool> truth;  // of Python's and NumPy's own alone: nothing else asks to stop
    return !truth.load(answer, false) || static_cast<bool>(truth);
  } catch (const std::exception&) {
    raised_ = std::current_exception();
    return false;
  } catch (...) {
    wait_for_end_of_process();
  }

  std::optional<ProgressCall> call_;
  pairwell::Control control_;
  WithoutGil* without_gil_ = nullptr;
  std::exception_ptr raised_;
};

/// What function(checkpoint) comes to, without the GIL, where Python can interrupt it.
template <class Function>
auto watched(const char* name, Function function) {
  Watch watch;
  return watch.run([&] {
    pairwell::Checkpoint checkpoint(watch.control());
    auto result = function(checkpoint);
    checkpoint.throw_if_ended(name);
    return result;
  });
}
