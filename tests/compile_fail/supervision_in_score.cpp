/// What was said in supervision cannot be scored.
#include "pairwell/scheme/supervision.hpp"
#include "pairwell/score/score.hpp"

using namespace pairwell;

#ifdef MUST_NOT_COMPILE
using Given = SupervisionNote;
#else
using Given = MentorForm;
#endif

PairScore scored(const Programme& programme, const MenteeForm& mentee, const Given& given) {
  return score(programme, mentee, given);
}
