/// Watch: how Python sees, stops and interrupts a long call of the library that runs without the GIL.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include <pybind11/functional.h>
#include <pybind11/pybind11.h>

#include "pairwell/core/progress.hpp"

/// What a caller may give as progress: called with the stage, the steps done and their number.
using ProgressCall = std::function<pybind11::object(const std::string&, std::int64_t, std::int64_t)>;

/// Calls back into Python while the engine runs without the GIL; what Python raises is kept until the engine has ended.
class Watch {
 public:
  explicit Watch(std::optional<ProgressCall> call) : call_(std::move(call)) {}

  bool operator()(const pairwell::Progress& progress) {
    const pybind11::gil_scoped_acquire acquire;
    try {
      if (PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
      if (!call_) return true;
      const pybind11::object answer = (*call_)(progress.stage, progress.done, progress.total);
      return answer.ptr() != Py_False;
    } catch (...) {
      raised_ = std::current_exception();
      return false;
    }
  }

  void rethrow() const {
    if (raised_) std::rethrow_exception(raised_);
  }

  /// A control that this object watches, with a limit in seconds; it must not outlive this object.
  pairwell::Control control(const std::optional<double>& time_limit) {
    pairwell::Control control;
    control.progress = [this](const pairwell::Progress& now) { return (*this)(now); };
    // No limit where the seconds are more than a clock can count.
    if (time_limit && *time_limit <= 1e9) {
      control.time_limit =
          std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(*time_limit));
    }
    return control;
  }

 private:
  std::optional<ProgressCall> call_;
  std::exception_ptr raised_;
};
