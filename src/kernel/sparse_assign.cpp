#include "kernel/sparse_assign.hpp"

#include <cstdint>

namespace pairwell::kernel {

template class SparseAssigner<double>;
template class SparseAssigner<std::int32_t>;
template class SparseAssigner<std::int64_t>;
template class SparseAssigner<Wide>;

}  // namespace pairwell::kernel
