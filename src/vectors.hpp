/// Vectors: functions that are compiled once for each kind of processor, of which those are run that this one can.
///
/// A source that Highway's foreach_target.h compiles again and again includes this first. Of Highway only headers are
/// used, so the choice at run time is made here (docs/decisions/0023-highway-headers-for-vectors.md).
#pragma once

#include <vector>

#define HWY_IS_DEBUG_BUILD 0  // whose checks would want Highway's library
// Too near to others to pay, or without vectors of a size that is known to the compiler.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/detect_targets.h>

#if HWY_ARCH_X86 && (HWY_TARGETS & HWY_AVX3)
#define PAIRWELL_ADD_AVX3(function, all)                                                                               \
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") && \
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))                                        \
  all.push_back(N_AVX3::function())
#else
#define PAIRWELL_ADD_AVX3(function, all)
#endif

#if HWY_ARCH_X86 && (HWY_TARGETS & HWY_AVX2)
#define PAIRWELL_ADD_AVX2(function, all)                                                                   \
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") && \
      __builtin_cpu_supports("fma"))                                                                       \
  all.push_back(N_AVX2::function())
#else
#define PAIRWELL_ADD_AVX2(function, all)
#endif

#if HWY_ARCH_X86 && (HWY_TARGETS & HWY_SSE4) && HWY_STATIC_TARGET != HWY_SSE4
#define PAIRWELL_ADD_SSE4(function, all)                                                                     \
  if (__builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("aes")) \
  all.push_back(N_SSE4::function())
#else
#define PAIRWELL_ADD_SSE4(function, all)
#endif

/// What a function without arguments returns for each kind of processor that this one can run, the fastest first: a
/// vector. For the last pass of a source, under HWY_ONCE, in the namespace around HWY_NAMESPACE.
#define PAIRWELL_RUNNABLE(function)                             \
  [] {                                                          \
    std::vector<decltype(HWY_STATIC_DISPATCH(function)())> all; \
    PAIRWELL_ADD_AVX3(function, all);                           \
    PAIRWELL_ADD_AVX2(function, all);                           \
    PAIRWELL_ADD_SSE4(function, all);                           \
    all.push_back(HWY_STATIC_DISPATCH(function)());             \
    return all;                                                 \
  }()
