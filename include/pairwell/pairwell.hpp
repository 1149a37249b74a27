/// pairwell in ten lines:
///
///   pairwell::Problem problem{.mentees = 2, .mentors = 2, .points = pairwell::DenseTable{{70, 20, 60, 50}}};
///   pairwell::Matching matching = pairwell::match(problem);      // most pairs, best worst pair, most points, lottery
///   for (pairwell::Pair pair : matching.pairs) { ... }           // exact, the same on every platform
///   pairwell::Verdict verdict = pairwell::verify(problem, matching);  // proved by code that shares nothing with match
///
/// A whole scheme: read_programme, read_mentee_forms, decide, shortlist, score_all, make_problem, match.
/// Embedders of the engine alone include "pairwell/match/match.hpp" instead of this file.
#pragma once

#include "pairwell/cohort/instances.hpp"
#include "pairwell/cohort/orlib.hpp"
#include "pairwell/cohort/preflib.hpp"
#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/core/digest.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/ids.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/core/range.hpp"
#include "pairwell/core/scale.hpp"
#include "pairwell/core/stage.hpp"
#include "pairwell/core/status.hpp"
#include "pairwell/match/assignment.hpp"
#include "pairwell/match/assignment_check.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/objective.hpp"
#include "pairwell/match/previous.hpp"
#include "pairwell/match/problem.hpp"
#include "pairwell/round/appointments.hpp"
#include "pairwell/round/rematch.hpp"
#include "pairwell/round/round.hpp"
#include "pairwell/scheme/agreement.hpp"
#include "pairwell/scheme/attendance.hpp"
#include "pairwell/scheme/calendar.hpp"
#include "pairwell/scheme/eligibility.hpp"
#include "pairwell/scheme/evaluation.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/funds.hpp"
#include "pairwell/scheme/life_cycle.hpp"
#include "pairwell/scheme/monitoring.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/reliability.hpp"
#include "pairwell/scheme/schedule.hpp"
#include "pairwell/scheme/selection.hpp"
#include "pairwell/scheme/supervision.hpp"
#include "pairwell/scheme/timetable.hpp"
#include "pairwell/score/score.hpp"
#include "pairwell/version.hpp"
