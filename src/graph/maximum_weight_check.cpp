#include "pairwell/graph/maximum_weight_check.hpp"

namespace pairwell {

int sign_of_slack(std::int64_t one, std::int64_t other, std::int64_t weight) {
  __extension__ using Wide = __int128;
  const Wide slack = Wide{one} + other - weight;
  return slack < 0 ? -1 : slack > 0 ? 1 : 0;
}

int sign_of_slack(double one, double other, double weight, double allowance) {
  const double slack = one + other - weight;
  if (!(slack >= -allowance)) return -1;
  return slack > allowance ? 1 : 0;
}

}  // namespace pairwell
