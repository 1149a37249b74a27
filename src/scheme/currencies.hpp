/// Currencies that a programme can name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pairwell {

/// The codes of ISO 4217 for money that people are paid in, in order.
const std::vector<std::string>& currencies();

/// How many decimals an amount of it has, which is counted in its smallest part: 2, 0 of yen, 3 of dinars.
std::int32_t decimals_of(std::string_view currency);

}  // namespace pairwell
