#include "kernel/candidates/row_major.hpp"

#include <cstdint>

namespace pairwell::kernel {

template class RowMajorRows<float, double>;
template class RowMajorRows<double, double>;
template class RowMajorRows<std::int32_t, std::int64_t>;
template class RowMajorRows<std::int64_t, std::int64_t>;
template class RowMajorRows<std::int32_t, Wide>;
template class RowMajorRows<std::int64_t, Wide>;
template class RowMajorRows<Wide, Wide>;

}  // namespace pairwell::kernel
