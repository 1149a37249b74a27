/// The text of a note of supervision is read through the view of a supervisor, and in no other way.
#include <string>

#include "pairwell/scheme/supervision.hpp"

using namespace pairwell;

const std::string& read([[maybe_unused]] const SupervisorView& view, const SupervisionNote& note) {
#ifdef MUST_NOT_COMPILE
  return note.text_;
#else
  return view.text(note);
#endif
}
