/// Unlisted bounds: what is known of the pairs that are not listed, from reading to reading and from call to call.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
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

/// What is known of each row's pairs that are neither listed nor near, with known columns. Of a row that was read for
/// its gains: what they lose at least, stage by stage, at prices that are kept with it: the reference. Whatever the
/// prices come to be, such a pair needs no reading while stays_settled() holds in every stage for the sum of what the
/// prices of its two fell by since. Of a row that was read for the pairs with the most units: that such a pair has no
/// more than the row's bound, nor than the column's, whatever the prices.
struct UnlistedBounds {
  static constexpr std::int32_t unbounded = std::numeric_limits<std::int32_t>::max();

  std::vector<PricedStage> stages{};  ///< The reference.
  std::vector<std::int64_t> margins{};
  std::vector<std::uint8_t> knows_row{};       ///< Whether margins of it are known.
  std::vector<std::int32_t> most_of_row{};     ///< Where margins are not known; `unbounded` where this is not either.
  std::vector<std::int32_t> most_of_column{};  ///< Of pairs with bounded rows.
  std::vector<std::uint8_t> knows_column{};
  std::vector<std::vector<NearMentor>> near{};  ///< Of each row, by mentor.

  UnlistedBounds() = default;
  /// Knows nothing.
  UnlistedBounds(std::int32_t mentees, std::int32_t mentors)
      : knows_row(at(mentees), 0),
        most_of_row(at(mentees), unbounded),
        most_of_column(at(mentors), unbounded),
        knows_column(at(mentors), 1),
        near(at(mentees)) {}

  bool is_bounded(std::int32_t mentee) const { return most_of_row[at(mentee)] != unbounded; }
  std::int32_t most_units_of(std::int32_t mentee, std::int32_t mentor) const {
    return std::min(most_of_row[at(mentee)], most_of_column[at(mentor)]);
  }
  bool is_known(std::int32_t mentee) const { return knows_row[at(mentee)] != 0 || is_bounded(mentee); }

  Margins margins_of(std::int32_t mentee) {
    return Margins(margins).subspan(at(mentee) * stages.size(), stages.size());
  }
};

/// In bytes; and back, with a check of every length.
std::string to_bytes(const UnlistedBounds& bounds);
std::optional<UnlistedBounds> bounds_from_bytes(std::string_view bytes, std::int32_t mentees, std::int32_t mentors);

}  // namespace pairwell
