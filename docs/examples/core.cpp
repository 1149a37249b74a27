/// Points, findings and the lottery's numbers. Shown in docs/reference/core.md.
#include <iostream>
#include <limits>

#include "pairwell/core/error.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/core/random.hpp"

int main() {
  using namespace pairwell;
  const Points points = points_from(72.4996);
  std::cout << points.units << " units are " << to_string(points) << " points\n";
  std::cout << ticket(2017, 0, 1) << "\n";
  try {
    points_from(std::numeric_limits<double>::infinity());
  } catch (const InvalidInput& error) {
    std::cout << error.what() << "\n";
  }
  const Finding finding{.rule = "nation",
                        .message = "'Walse' is not a nation of the programme.",
                        .file = "mentees.csv",
                        .row = 7,
                        .column = "nation",
                        .value = "Walse"};
  std::cout << to_string(finding) << "\n";
}
