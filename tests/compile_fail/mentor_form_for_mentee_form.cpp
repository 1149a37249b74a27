/// The form of a mentor does not stand where a mentee is meant.
#include "pairwell/score/score.hpp"

using namespace pairwell;

#ifdef MUST_NOT_COMPILE
using Given = MentorForm;
#else
using Given = MenteeForm;
#endif

PairScore scored(const Programme& programme, const Given& given, const MentorForm& mentor) {
  return score(programme, given, mentor);
}
