#include "kernel/turned_rows.hpp"

#include <cstdint>

namespace pairwell::kernel {

template class TurnedRows<float, double>;
template class TurnedRows<double, double>;
template class TurnedRows<std::int32_t, std::int64_t>;
template class TurnedRows<std::int64_t, std::int64_t>;
template class TurnedRows<std::int32_t, Wide>;
template class TurnedRows<std::int64_t, Wide>;

}  // namespace pairwell::kernel
