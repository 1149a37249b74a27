/// The tables of Unicode that src/core/unicode.cpp reads; unicode_tables.cpp is written by a program.
#pragma once

#include <cstdint>
#include <span>

namespace pairwell::unicode {

/// What becomes of a code point: `length` of targets() from `begin` on.
struct Mapping {
  char32_t from = 0;
  std::uint16_t begin = 0;
  std::uint16_t length = 0;
};

/// Two code points that are written as one.
struct Composition {
  char32_t first = 0;
  char32_t second = 0;
  char32_t to = 0;
};

/// Code points from the first to the last, with their combining class.
struct Range {
  char32_t first = 0;
  char32_t last = 0;
  std::uint8_t combining_class = 0;
};

std::span<const char32_t> targets();
/// Of whole canonical decompositions; those of Hangul are computed.
std::span<const Mapping> decompositions();
/// Of decomposed code points: full case folding and compatibility decompositions, without what is ignorable.
std::span<const Mapping> foldings();
std::span<const Composition> compositions();
/// Other than 0.
std::span<const Range> combining_classes();
/// Default_Ignorable_Code_Point: zero-width spaces, joiners, soft hyphens, variation selectors and the like.
std::span<const Range> ignorable();

}  // namespace pairwell::unicode
