/// Eligibility cannot be decided on answers to equality monitoring.
#include <vector>

#include "pairwell/scheme/eligibility.hpp"
#include "pairwell/scheme/monitoring.hpp"

using namespace pairwell;

#ifdef MUST_NOT_COMPILE
using Given = MonitoringAnswers;
#else
using Given = MenteeForm;
#endif

std::vector<Decision> decided(const Programme& programme, const std::vector<Given>& given) {
  return decide(programme, given);
}
