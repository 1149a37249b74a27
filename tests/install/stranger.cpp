// A stranger's program: uses the engine and the scheme through the umbrella header and checks what it got.
#include <iostream>

#include "pairwell/pairwell.hpp"

int main() {
  const pairwell::Problem problem{.mentees = 2, .mentors = 2, .points = pairwell::DenseTable{{70, 20, 60, 50}}};
  const pairwell::Matching matching = pairwell::match(problem);
  std::cout << "pairwell " << PAIRWELL_VERSION << ": " << pairwell::to_string(matching.status) << ", "
            << matching.pairs.size() << " pairs\n";
  try {
    pairwell::read_programme("id = 1");
    return 1;
  } catch (const pairwell::InvalidInput&) {
    return matching.status == pairwell::Status::optimal && matching.pairs.size() == 2 &&
                   pairwell::verify(problem, matching).holds
               ? 0
               : 1;
  }
}
