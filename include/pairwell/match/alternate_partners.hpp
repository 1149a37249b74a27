/// Alternate partners: whom else a person could have, the best first, and at what price.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"
#include "pairwell/match/why_not.hpp"

namespace pairwell {

/// A pair that one person could be in.
struct AlternatePartner {
  Pair pair{};
  Consequences with{};   ///< Of a best matching that has the pair, as WhyNot::with.
  std::string text{};    ///< A full sentence that names nobody but the two.
  std::string detail{};  ///< A full sentence that names who gives way.
};

/// Compares the matching with the best one for each pair that a person could be in and is not: those that cost least in
/// the order of the stages come first, and of equals the first in the order of the problem. Pairs that break a rule are
/// left out; why_not says which.
/// @param most how many at most.
/// @param names what the sentences call people; empty: their positions.
/// @throws InvalidInput where the matching is not optimal, not the best of its problem or was made for another problem,
/// the person is not in the problem, `most` is under 1, or a list of names is neither empty nor of as many as there
/// are; Stopped where the control asks to stop.
/// @complexity the proof of the matching is checked; then as why_not for each partner whom the rules would allow.
std::vector<AlternatePartner> alternate_partners(const Problem& problem, const Matching& matching, MenteeId mentee,
                                                 std::int64_t most, const Names& names = {},
                                                 const Control& control = {});
std::vector<AlternatePartner> alternate_partners(const Problem& problem, const Matching& matching, MentorId mentor,
                                                 std::int64_t most, const Names& names = {},
                                                 const Control& control = {});

}  // namespace pairwell
