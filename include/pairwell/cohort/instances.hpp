/// Instances: tables of costs from a seed, for benchmarks and for research on matching; the same on every platform.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// How the costs of a dense table come about. Draws are independent and every value equally likely unless said.
enum class DenseClass {
  uniform,         ///< Real numbers in [0, 1).
  integers_100,    ///< Whole numbers from 1 to 100: many ties.
  integers_n,      ///< Whole numbers from 1 to the longer side: some ties.
  geometric,       ///< Real distances between random points of the unit square, on the grid of 2^-26.
  geometric_grid,  ///< Distances between random points of a grid of 10^6 x 10^6, each to the nearest whole number.
  product,         ///< (row + 1) * (column + 1), whatever the seed: the hard case of Machol and Wien (1976).
  zero_one,        ///< 0 for about four pairs a row, else 1: a few people must go without.
  mentoring,       ///< 100 less the points of a pair from a few answers of made-up people: few levels, popular terms.
};

/// Every class, in the order above.
std::vector<DenseClass> dense_classes();

/// The name of a class as it is written here: "integers_100".
std::string to_string(DenseClass kind);

/// The class of a name.
/// @throws InvalidInput with the names that there are.
DenseClass parse_dense_class(std::string_view name);

/// The size of a dense instance.
struct DenseOptions {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::uint64_t seed = 0;
};

/// Costs of every pair, row by row; less is better.
struct DenseInstance {
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  std::variant<std::vector<std::int64_t>, std::vector<double>> costs{};

  friend bool operator==(const DenseInstance&, const DenseInstance&) = default;
};

/// Makes a dense instance.
/// @throws InvalidInput for a negative side, one over 2^31 - 1, or more than 2^40 pairs.
/// @complexity linear in pairs.
DenseInstance dense_instance(DenseClass kind, const DenseOptions& options);

/// The size of a sparse instance.
struct SparseOptions {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::int64_t degree = 10;  ///< Pairs of each row, in different columns.
  std::int64_t most = 1000;  ///< Costs are whole numbers from 1 to this, all equally likely.
  std::uint64_t seed = 0;
};

/// Costs of some pairs in compressed rows; less is better. A full assignment of the shorter side exists.
struct SparseInstance {
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  std::vector<std::int64_t> row_start{};  ///< One more than there are rows.
  std::vector<std::int32_t> column{};     ///< Of each pair; columns rise within a row.
  std::vector<std::int64_t> cost{};       ///< Of each pair.
  std::vector<std::int32_t> planted{};    ///< The column of each row in the assignment that was planted; -1: none.

  friend bool operator==(const SparseInstance&, const SparseInstance&) = default;
};

/// Makes a sparse instance: a random assignment is planted first, and the other columns of a row are a random set.
/// @throws InvalidInput with every fault: sides as above, a degree under 1 or over the columns, more than 2^40 pairs,
///         or highest costs outside 1 to 2^31 - 1.
/// @complexity rows * degree * log(degree) + columns.
SparseInstance sparse_instance(const SparseOptions& options);

/// The size of a capacitated instance.
struct CapacitatedOptions {
  std::int64_t mentees = 0;
  std::int64_t mentors = 0;
  std::int64_t degree = 0;   ///< Mentors that a mentee may have; 0: all, in a dense table.
  std::int64_t nations = 2;  ///< Groups of people on both sides; 0: no groups at all.
  std::int64_t regions = 4;  ///< Groups within each nation.
  std::uint64_t seed = 0;
};

/// A problem with capacities and nested groups, and pairs that obey all of it.
struct CapacitatedInstance {
  Problem problem{};            ///< Points as in DenseClass::mentoring, one unit a point.
  std::vector<Pair> planted{};  ///< By mentee. Nine tenths of the pairs that capacities alone would allow.
};

/// Makes a capacitated instance: mentors take 1 to 4 mentees, and regions and nations of both sides have a least and
/// a most number of pairs, near to those of the planted pairs.
/// @throws InvalidInput with every fault: sides as above, a degree over the mentors, more than 2^40 pairs, nations
///         outside 0 to 1000, or regions outside 1 to 1000.
/// @complexity linear in pairs and groups.
CapacitatedInstance capacitated_instance(const CapacitatedOptions& options);

/// The problem of an instance: points are the costs with their sign changed. With most_pairs as its first stage and
/// most_points as its second, a matching is an assignment of least cost.
/// @param scale Units in a point, for real costs; without one it is chosen (see set_points). Whole costs have one unit
/// a
///              point.
/// @throws InvalidInput for a scale that is not from 1 to under 2^62, and for costs that have no place on its grid.
Problem as_problem(const DenseInstance& instance, std::optional<std::int64_t> scale = {});
Problem as_problem(const SparseInstance& instance);

}  // namespace pairwell
