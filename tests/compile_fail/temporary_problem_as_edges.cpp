/// A view of a problem must not outlive it, so a problem that nobody holds is refused.
#include <cstdint>

#include "pairwell/graph/problem_edges.hpp"

std::int64_t pairs() {
  pairwell::Problem problem;
#ifdef MUST_NOT_COMPILE
  const pairwell::ProblemEdges edges(pairwell::Problem{});
#else
  const pairwell::ProblemEdges edges(problem);
#endif
  return edges.size();
}
