/// Status: how a correct call ended.
#pragma once

#include <string_view>

namespace pairwell {

/// The outcome of a call that was given good input.
enum class Status {
  optimal,     ///< Every stage is optimal, and the certificate proves it.
  infeasible,  ///< No matching obeys every rule; the reason and its proof are in the result.
  cancelled,   ///< The caller asked to stop; the result holds no pairs.
  time_limit,  ///< The time limit passed; the result holds no pairs.
};

/// The enumerator's name: "optimal".
std::string_view to_string(Status status);

}  // namespace pairwell
