/// Aligned memory: a workspace that vectors can be stored in.
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace pairwell::kernel {

/// Memory on 64 bytes, `own_size` of which is part of the object: on the stack, so that little tables allocate nothing.
template <std::size_t own_size>
class AlignedMemory {
 public:
  /// Room for so many bytes; what an earlier call gave is lost.
  std::byte* reserve(std::size_t size) {
    if (size <= own_size) return own_;
    more_.reset(static_cast<std::byte*>(::operator new (size, std::align_val_t{64})));
    return more_.get();
  }

 private:
  struct Free {
    void operator()(std::byte* memory) const { ::operator delete (memory, std::align_val_t{64}); }
  };
  alignas(64) std::byte own_[own_size];  // not cleared: that would take longer than most problems
  std::unique_ptr<std::byte, Free> more_;
};

}  // namespace pairwell::kernel
