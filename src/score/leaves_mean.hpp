/// The leaf of means.
#pragma once

#include <memory>

#include "score/leaves.hpp"

namespace pairwell {

std::unique_ptr<Leaf> compile_mean(const Criterion& criterion, const Comparisons& comparisons,
                                   const rows::Kernels& kernels);

}  // namespace pairwell
