/// Currencies that a programme can name.
#pragma once

#include <string>
#include <vector>

namespace pairwell {

/// The codes of ISO 4217 for money that people are paid in, in order.
const std::vector<std::string>& currencies();

}  // namespace pairwell
