#include "kernel/candidates/column_major.hpp"

#include <cstdint>

namespace pairwell::kernel {

template class ColumnMajorRows<float, double>;
template class ColumnMajorRows<double, double>;
template class ColumnMajorRows<std::int32_t, std::int64_t>;
template class ColumnMajorRows<std::int64_t, std::int64_t>;
template class ColumnMajorRows<std::int32_t, Wide>;
template class ColumnMajorRows<std::int64_t, Wide>;

}  // namespace pairwell::kernel
