#include "kernel/dense_rows.hpp"

#include <cstdint>

namespace pairwell::kernel {

template class DenseRows<float, double>;
template class DenseRows<double, double>;
template class DenseRows<std::int32_t, std::int64_t>;
template class DenseRows<std::int64_t, std::int64_t>;
template class DenseRows<std::int32_t, Wide>;
template class DenseRows<std::int64_t, Wide>;
template class DenseRows<Wide, Wide>;

}  // namespace pairwell::kernel
