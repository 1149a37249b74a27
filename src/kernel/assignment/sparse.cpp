#include "kernel/assignment/sparse.hpp"

#include <cstdint>

namespace pairwell::kernel {

template class SparseAssignment<double>;
template class SparseAssignment<std::int32_t>;
template class SparseAssignment<std::int64_t>;
template class SparseAssignment<Wide>;

}  // namespace pairwell::kernel
