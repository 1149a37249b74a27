/// How the bindings live with the interpreter: the GIL during long calls, the end of the process, forks, copies.
#pragma once

#include <stop_token>

#include <pybind11/pybind11.h>

/// Lets other threads of Python run while it lives, in a call that touches nothing of Python's.
///
/// At exit Python frees what such a call may still read, and a thread that asks for the GIL from then on does not
/// return. So Python's exit waits for these calls (see bind_interpreter), and none begins without the GIL after that.
class WithoutGil {
 public:
  WithoutGil() { give(); }
  ~WithoutGil() { take(); }
  WithoutGil(const WithoutGil&) = delete;
  WithoutGil& operator=(const WithoutGil&) = delete;

  /// Takes the GIL back for a while; a thread that Python would end waits for the end of the process instead.
  void take();
  void give();

 private:
  PyThreadState* state_ = nullptr;  // none while this thread has the GIL
};

/// For a thread that Python has done with: until 3.13, Python ends it where it asks for the GIL, and the C library does
/// so by unwinding, through destructors, which would abort the process.
[[noreturn]] void wait_for_end_of_process();

/// Asked to stop once the interpreter exits; for calls of the thread that ends it, never.
std::stop_token stop_at_exit();

/// Throws ImportError in any interpreter but the main one.
void refuse_other_interpreters();

/// Registers what is to be done at exit and after a fork. Called once a module.
void bind_interpreter();

/// Gives every class of the module one way to be pickled and copied under every protocol, and to be refused; and no
/// way to be made but its constructor.
void close_classes(pybind11::module_& m);
