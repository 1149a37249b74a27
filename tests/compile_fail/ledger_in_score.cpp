/// What somebody's access needs cost in a ledger cannot be scored.
#include "pairwell/scheme/funds.hpp"
#include "pairwell/score/score.hpp"

using namespace pairwell;

#ifdef MUST_NOT_COMPILE
using Given = LedgerEntry;
#else
using Given = MenteeForm;
#endif

PairScore scored(const Programme& programme, const Given& given, const MentorForm& mentor) {
  return score(programme, given, mentor);
}
