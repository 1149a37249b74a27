#include "kernel/assign.hpp"

#include <cstdint>

namespace pairwell::kernel {

template class Assigner<double>;
template class Assigner<std::int64_t>;
template class Assigner<Wide>;

}  // namespace pairwell::kernel
