/// What the makers of instances share: small whole numbers from a stream, distinct columns, checks of a size.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {

/// Random numbers of 32 bits, two from every draw of a stream.
class Halves {
 public:
  explicit Halves(Random& random) : random_(random) {}

  std::uint32_t next() {
    has_spare_ = !has_spare_;
    if (!has_spare_) return static_cast<std::uint32_t>(drawn_);
    drawn_ = random_.next();
    return static_cast<std::uint32_t>(drawn_ >> 32);
  }

  /// A whole number in [0, bound), every one equally likely (Lemire 2019, with rejection). The bound is 1 or more.
  std::uint32_t below(std::uint32_t bound) {
    assert(bound > 0);
    std::uint64_t product = std::uint64_t{next()} * bound;
    if (static_cast<std::uint32_t>(product) < bound) {
      const std::uint32_t threshold = (0 - bound) % bound;
      while (static_cast<std::uint32_t>(product) < threshold) product = std::uint64_t{next()} * bound;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

 private:
  Random& random_;
  std::uint64_t drawn_ = 0;
  bool has_spare_ = false;
};

/// Draws random sets of columns.
class ColumnSets {
 public:
  explicit ColumnSets(std::int32_t columns) : drawn_for_(static_cast<std::size_t>(columns), 0) {}

  /// A random set of as many columns as chosen has room for, one of them given where planted is not -1; in rising
  /// order. Every such set is equally likely (Floyd's method).
  void draw(Halves& halves, std::int32_t planted, std::span<std::int32_t> chosen);

 private:
  bool add(std::int32_t column);

  std::vector<std::int64_t> drawn_for_;  ///< The last draw that a column was in.
  std::int64_t draw_ = 0;
};

/// A random assignment of the shorter side to the longer: the column of each row, or -1.
std::vector<std::int32_t> random_assignment(Random& random, std::int32_t rows, std::int32_t columns);

/// Finds a side that no instance can have.
void check_side(Findings& findings, std::string_view name, std::int64_t side);

/// Finds a number outside a range.
void check_between(Findings& findings, std::string_view name, std::int64_t number, std::int64_t least,
                   std::int64_t most);

/// Finds more pairs than an instance may have; both factors are within their ranges.
void check_pairs(Findings& findings, std::string_view names, std::int64_t rows, std::int64_t in_each);

}  // namespace pairwell
