/// Answers to equality monitoring do not convert to a form.
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/monitoring.hpp"

using namespace pairwell;

#ifdef MUST_NOT_COMPILE
using Given = MonitoringAnswers;
#else
using Given = MentorForm;
#endif

Form form(const Given& given) { return given; }
