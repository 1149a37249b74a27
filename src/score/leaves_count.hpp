/// Leaves that count terms: covers, overlap and common_time.
#pragma once

#include <memory>

#include "score/leaves.hpp"

namespace pairwell {

/// None where the counts do not fit bytes: they are then compared one pair at a time.
std::unique_ptr<Leaf> compile_covers(const Criterion& criterion, const Comparisons& comparisons,
                                     const rows::Kernels& kernels);
std::unique_ptr<Leaf> compile_overlap(const Criterion& criterion, const Comparisons& comparisons,
                                      const rows::Kernels& kernels);
std::unique_ptr<Leaf> compile_common_time(const Criterion& criterion, const Comparisons& comparisons,
                                          const rows::Kernels& kernels);

}  // namespace pairwell
