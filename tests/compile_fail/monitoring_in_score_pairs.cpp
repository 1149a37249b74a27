/// A list of answers to equality monitoring cannot be scored.
#include <vector>

#include "pairwell/scheme/monitoring.hpp"
#include "pairwell/score/score.hpp"

using namespace pairwell;

#ifdef MUST_NOT_COMPILE
using Given = MonitoringAnswers;
#else
using Given = MentorForm;
#endif

ScoreTable scored(const Programme& programme, const std::vector<MenteeForm>& mentees, const std::vector<Given>& given) {
  return score_pairs(programme, mentees, given);
}
