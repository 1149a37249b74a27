/// Answers to equality monitoring cannot be scored.
#include "pairwell/scheme/monitoring.hpp"
#include "pairwell/score/score.hpp"

using namespace pairwell;

#ifdef MUST_NOT_COMPILE
using Given = MonitoringAnswers;
#else
using Given = MenteeForm;
#endif

PairScore scored(const Programme& programme, const Given& given, const MentorForm& mentor) {
  return score(programme, given, mentor);
}
