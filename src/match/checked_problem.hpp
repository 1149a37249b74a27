/// Checked problem: a problem checked and fingerprinted by a call that can be stopped meanwhile.
#pragma once

#include <cstdint>
#include <string>

#include "pairwell/core/digest.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// As check() does; the points may not all have been looked at once the checkpoint has ended.
Findings check(const Problem& problem, Checkpoint& checkpoint);

/// As digest() does; of no use once the checkpoint has ended.
std::string digest(const Problem& problem, Checkpoint& checkpoint);

/// A digest in two parts: first what the problem begins with, which is nearly all of the work, then the rest.
Digest begin_digest(const Problem& problem, Checkpoint& checkpoint);
std::string end_digest(Digest begun, const Problem& problem, Checkpoint& checkpoint);

/// How many steps of progress check() and digest() count together.
std::int64_t steps_of_reading(const Problem& problem);

}  // namespace pairwell
