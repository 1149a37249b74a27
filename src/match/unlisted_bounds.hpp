/// Unlisted bounds: what is known of the pairs that are not listed, from reading to reading and from call to call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/at.hpp"
#include "match/priced_stages.hpp"

namespace pairwell {

/// A pair of a row that is near to gaining, though not listed.
struct NearMentor {
  std::int32_t mentor = 0;
  std::int32_t units = 0;
};

/// Of each row, what its pairs that are neither listed nor near lose at least, stage by stage, at prices that are kept
/// with it: the reference. Whatever the prices come to be, such a pair of a known row and a known column needs no
/// reading while stays_settled() holds in every stage for the sum of what the prices of its two fell by since.
struct UnlistedBounds {
  std::vector<PricedStage> stages{};  ///< The reference.
  std::vector<std::int64_t> margins{};
  std::vector<std::uint8_t> knows_row{};
  std::vector<std::uint8_t> knows_column{};
  std::vector<std::vector<NearMentor>> near{};  ///< Of each row, by mentor.

  UnlistedBounds() = default;
  /// Knows nothing.
  UnlistedBounds(std::int32_t mentees, std::int32_t mentors)
      : knows_row(at(mentees), 0), knows_column(at(mentors), 1), near(at(mentees)) {}

  Margins margins_of(std::int32_t mentee) {
    return Margins(margins).subspan(at(mentee) * stages.size(), stages.size());
  }
};

/// In bytes; and back, with a check of every length.
std::string to_bytes(const UnlistedBounds& bounds);
std::optional<UnlistedBounds> bounds_from_bytes(std::string_view bytes, std::int32_t mentees, std::int32_t mentors);

}  // namespace pairwell
