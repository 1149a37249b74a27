/// The number of a mentor does not stand where a mentee is meant.
#include "pairwell/score/score.hpp"

using namespace pairwell;

#ifdef MUST_NOT_COMPILE
using Given = MentorId;
#else
using Given = MenteeId;
#endif

PairScore looked_up(const ScoreTable& scores, Given given, MentorId mentor) { return scores.at(given, mentor); }
