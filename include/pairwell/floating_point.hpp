/// Refuses compilers' options under which an infinity, a NaN or the order of a sum is not what IEEE 754 says it is.
///
/// An infinite cost forbids a pair, a NaN is refused, and totals are the same on every machine: with such an option a
/// table with a NaN came back as optimal (docs/decisions/0054-what-compilers-are-asked.md).
#pragma once

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || defined(_M_FP_FAST)
#error "pairwell needs infinities and NaN: compile this file without -ffast-math and -ffinite-math-only (or /fp:fast)"
#endif
