#include "pairwell/core/status.hpp"

namespace pairwell {

std::string_view to_string(Status status) {
  switch (status) {
    case Status::optimal:
      return "optimal";
    case Status::infeasible:
      return "infeasible";
    case Status::cancelled:
      return "cancelled";
    case Status::time_limit:
      return "time_limit";
  }
  return "unknown";
}

}  // namespace pairwell
