/// Strong ids: the number of a mentee cannot be handed over where a mentor's is meant.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace pairwell {

/// The position of a person or a group in its list, counted from 0. Ids of different kinds do not mix.
template <class Kind>
struct Id {
  std::int32_t value = 0;

  constexpr Id() = default;
  constexpr explicit Id(std::int32_t position) : value(position) {}

  friend constexpr auto operator<=>(Id, Id) = default;
};

using MenteeId = Id<struct MenteeKind>;            ///< A row of the table of pairs.
using MentorId = Id<struct MentorKind>;            ///< A column of the table of pairs.
using MenteeGroupId = Id<struct MenteeGroupKind>;  ///< A group of mentees.
using MentorGroupId = Id<struct MentorGroupKind>;  ///< A group of mentors.

/// One mentee with one mentor.
struct Pair {
  MenteeId mentee{};
  MentorId mentor{};

  friend constexpr auto operator<=>(const Pair&, const Pair&) = default;
};

/// A block of the table of pairs.
struct Block {
  std::int32_t first_mentee = 0;
  std::int32_t mentees = 0;
  std::int32_t first_mentor = 0;
  std::int32_t mentors = 0;

  friend bool operator==(const Block&, const Block&) = default;
};

/// Names an id for a message: "mentee 3".
std::string to_string(MenteeId id);
std::string to_string(MentorId id);
std::string to_string(MenteeGroupId id);
std::string to_string(MentorGroupId id);

/// Names a pair for a message: "mentee 3 with mentor 7".
std::string to_string(const Pair& pair);

}  // namespace pairwell

template <class Kind>
struct std::hash<pairwell::Id<Kind>> {
  std::size_t operator()(pairwell::Id<Kind> id) const noexcept { return std::hash<std::int32_t>{}(id.value); }
};
