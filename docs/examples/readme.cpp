/// The program of the README.
#include <iostream>

#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"

int main() {
  pairwell::Problem problem{.mentees = 3, .mentors = 2, .points = pairwell::DenseTable{{72, 40, 65, 55, 58, 30}}};
  problem.mentor_capacity = {{0, 1}, {0, 2}};  // the second mentor takes up to two
  problem.forbidden = {{pairwell::MenteeId(2), pairwell::MentorId(1)}};
  const pairwell::Matching matching = pairwell::match(problem);
  for (const pairwell::Pair& pair : matching.pairs) std::cout << to_string(pair) << "\n";
  std::cout << (pairwell::verify(problem, matching).holds ? "proved" : "not proved") << "\n";
}
