/// Checked problem: a problem checked and fingerprinted by a call that can be stopped meanwhile.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "pairwell/core/digest.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// As check() does; the points may not all have been looked at once the checkpoint has ended.
Findings check(const Problem& problem, Checkpoint& checkpoint);

/// The same for a problem whose units are known to lie within most_units() of 0, or to be DenseTable::forbidden.
Findings check_all_but_units(const Problem& problem, Checkpoint& checkpoint);

/// As digest() does; of no use once the checkpoint has ended.
std::string digest(const Problem& problem, Checkpoint& checkpoint);

/// What check() and digest() say, over one reading of the points.
struct CheckedProblem {
  Findings findings{};
  std::string digest{};       ///< Of no use where there are errors, or the checkpoint has ended.
  bool has_forbidden = true;  ///< Whether DenseTable::forbidden may stand among the units.
};

CheckedProblem check_and_digest(const Problem& problem, Checkpoint& checkpoint);

/// Between what the units of a table lie; least over most where it has none.
struct UnitsRange {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  std::int64_t most = std::numeric_limits<std::int64_t>::min() + 1;
  bool has_forbidden = false;  ///< Whether DenseTable::forbidden stands among them.
};

/// A digest in two parts: first what the problem begins with, which is nearly all of the work, then the rest.
/// @param range Takes between what the units lie; may be null.
Digest begin_digest(const Problem& problem, Checkpoint& checkpoint, UnitsRange* range = nullptr);
std::string end_digest(Digest begun, const Problem& problem, Checkpoint& checkpoint);

/// How many steps of progress check_and_digest() counts.
std::int64_t steps_of_reading(const Problem& problem);

}  // namespace pairwell
