/// Answers to equality monitoring are no notes of supervision: the two walls do not meet.
#include <string>

#include "pairwell/scheme/monitoring.hpp"
#include "pairwell/scheme/supervision.hpp"

using namespace pairwell;

#ifdef MUST_NOT_COMPILE
using Given = MonitoringAnswers;
#else
using Given = SupervisionNote;
#endif

const std::string& read(const SupervisorView& view, const Given& given) { return view.text(given); }
