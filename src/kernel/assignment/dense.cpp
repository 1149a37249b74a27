#include "kernel/assignment/dense.hpp"

#include <cstdint>

namespace pairwell::kernel {

template class DenseAssignment<double>;
template class DenseAssignment<std::int64_t>;
template class DenseAssignment<Wide>;

}  // namespace pairwell::kernel
