/// Aligned memory: a workspace that vectors can be stored in.
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace pairwell::kernel {

/// Memory on 64 bytes: a workspace on the stack where that is enough, so that little tables allocate nothing.
class AlignedMemory {
 public:
  explicit AlignedMemory(std::size_t size) {
    if (size > sizeof(own_)) more_.reset(static_cast<std::byte*>(::operator new (size, std::align_val_t{64})));
  }

  std::byte* data() { return more_ == nullptr ? own_ : more_.get(); }

 private:
  struct Free {
    void operator()(std::byte* memory) const { ::operator delete (memory, std::align_val_t{64}); }
  };
  alignas(64) std::byte own_[40 * 1024];  // not cleared: that would take longer than most problems
  std::unique_ptr<std::byte, Free> more_;
};

}  // namespace pairwell::kernel
