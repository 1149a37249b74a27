/// Check of an assignment: whether rows, columns and prices prove each other.
///
/// It shares no code with assign() and believes nothing that it is told.
#pragma once

#include "pairwell/core/progress.hpp"
#include "pairwell/match/assignment.hpp"
#include "pairwell/match/certificate.hpp"

namespace pairwell {

/// Whether an optimal assignment obeys the table and its prices prove the total to be the best, or an infeasible one
/// names rows that really have too few partners between them. A call that was stopped proves nothing, nor does an
/// assignment without its prices or a table that assign() would refuse.
///
/// Every sum is exact, whatever the numbers: no rounding, no wrapping, no overflow. Integers have to agree exactly.
/// Reals, in which assign() adds with rounding, may be off by a little that depends on the table alone: 2^-48 (n + 1)
/// times the largest cost but infinity, for n assigned pairs. So the total of what holds is the best for integers, and
/// within 2^-46 n (n + 1) times the largest cost of the best for reals; how near it is, gap() says.
/// @complexity linear in the table.
/// @throws Stopped where the control ends the call.
template <CostNumber Cost>
Verdict verify(const CostTable<Cost>& costs, const Assignment<Cost>& assignment, bool maximise = false,
               const Control& control = {});
template <CostNumber Cost>
Verdict verify(const SparseCosts<Cost>& costs, const Assignment<Cost>& assignment, bool maximise = false,
               const Control& control = {});

/// How far the total of an optimal assignment is from the best at most, as its prices prove: 0 where they prove it to
/// be the best. Reckoned exactly and rounded up; infinite where they prove nothing.
/// @complexity linear in the table.
/// @throws Stopped where the control ends the call.
template <CostNumber Cost>
double gap(const CostTable<Cost>& costs, const Assignment<Cost>& assignment, bool maximise = false,
           const Control& control = {});
template <CostNumber Cost>
double gap(const SparseCosts<Cost>& costs, const Assignment<Cost>& assignment, bool maximise = false,
           const Control& control = {});

}  // namespace pairwell
