/// Leaves that look up distinct answers, and those that are lists of pairs.
#pragma once

#include <memory>

#include "score/leaves.hpp"

namespace pairwell {

/// same, different, near, at_least, gap, ratio, table, distance and common_language.
std::unique_ptr<Leaf> compile_table(const Criterion& criterion, const Comparisons& comparisons);

/// wish and given.
std::unique_ptr<Leaf> compile_list(const Criterion& criterion, const Comparisons& comparisons);

}  // namespace pairwell
