/// Three mentees, two mentors; the second may take two, and Scotland has one place. Shown in docs/reference/match.md.
#include "pairwell/match/match.hpp"

#include <iostream>

#include "pairwell/match/certificate.hpp"
#include "pairwell/match/explain.hpp"

int main() {
  using namespace pairwell;
  Problem problem{.mentees = 3, .mentors = 2};
  problem.points = DenseTable{{72500, 40000,  //
                               65000, 55000,  //
                               58000, DenseTable::forbidden}};
  problem.mentor_capacity = {{0, 1}, {0, 2}};
  problem.mentee_groups = {{.name = "Scotland", .members = {MenteeId(0), MenteeId(1)}, .pairs = {0, 1}}};

  const Matching matching = match(problem, {MostPairs{}, MostPoints{}, Lottery{2017}});
  std::cout << to_string(matching.status) << ", " << to_string(matching.points) << " points\n";
  for (const Pair& pair : matching.pairs) std::cout << to_string(pair) << "\n";
  std::cout << "proved: " << std::boolalpha << verify(problem, matching).holds << "\n";
  std::cout << why_unmatched(problem, matching, MenteeId(0)).text << "\n";
}
