/// Balance: makes the loads of hosts as even as they can be, once it is settled who gets a sitting at all.
#pragma once

#include <cstdint>
#include <vector>

namespace pairwell {

/// People and sittings as plain numbers. Invariant: columns hold at most one person, and free ones -1.
struct Seating {
  std::vector<std::vector<std::int32_t>> columns_of;  ///< The sittings that each person could have.
  std::vector<std::int32_t> host_of;                  ///< The host of each sitting.
  std::vector<std::int32_t> person_in;                ///< Who has each sitting now; -1: nobody.
  std::vector<bool> stays;                            ///< Whether the person in a sitting must stay there.
};

/// Moves people along alternating paths from hosts with a larger load to hosts whose load is smaller by two or more,
/// until no such path is left, and returns the loads. Where as many people as can be have a sitting, no other way to
/// give as many one has loads with a smaller sum of squares (docs/design/schedule.md).
/// @complexity one search through all that people could have for each host and each move.
std::vector<std::int32_t> balance(Seating& seating, std::int32_t hosts);

}  // namespace pairwell
