#include "pairwell/cohort/instances.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cohort/draws.hpp"
#include "cohort/mentoring.hpp"
#include "core/at.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

constexpr std::array<std::pair<DenseClass, std::string_view>, 8> class_names{{
    {DenseClass::uniform, "uniform"},
    {DenseClass::integers_100, "integers_100"},
    {DenseClass::integers_n, "integers_n"},
    {DenseClass::geometric, "geometric"},
    {DenseClass::geometric_grid, "geometric_grid"},
    {DenseClass::product, "product"},
    {DenseClass::zero_one, "zero_one"},
    {DenseClass::mentoring, "mentoring"},
}};

struct Shape {
  std::int32_t rows;
  std::int32_t columns;
};

/// A table whose rows are filled one after the other. Each is made in a small buffer first, so that the table itself is
/// written once.
template <class Number, class FillRow>
DenseInstance table(Shape shape, FillRow fill_row) {
  std::vector<Number> cells;
  cells.reserve(at(shape.rows) * at(shape.columns));
  std::vector<Number> row(at(shape.columns));
  for (std::int32_t index = 0; index < shape.rows; ++index) {
    fill_row(index, std::span<Number>(row));
    cells.insert(cells.end(), row.begin(), row.end());
  }
  return {shape.rows, shape.columns, std::move(cells)};
}

/// A table whose cells are drawn one after the other.
template <class Number, class Draw>
DenseInstance drawn_table(Shape shape, Draw draw) {
  return table<Number>(shape, [&draw](std::int32_t, std::span<Number> row) {
    for (Number& cell : row) cell = draw();
  });
}

DenseInstance integers(Shape shape, Random& random, std::int32_t most) {
  Halves halves(random);
  const auto bound = static_cast<std::uint32_t>(most);
  return drawn_table<std::int64_t>(shape, [&] { return std::int64_t{halves.below(bound)} + 1; });
}

/// Points of a plane with whole coordinates.
struct Positions {
  std::vector<double> x;
  std::vector<double> y;

  Positions(Halves& halves, std::int32_t count, std::uint32_t side) {
    for (std::int32_t position = 0; position < count; ++position) {
      x.push_back(halves.below(side));
      y.push_back(halves.below(side));
    }
  }
};

/// Distances between random positions. Coordinates have at most 26 bits, so squares and their sum are exact whether or
/// not a compiler fuses them, and square roots are rounded the same everywhere.
template <class Number, class Finish>
DenseInstance distances(Shape shape, Random& random, std::uint32_t side, Finish finish) {
  Halves halves(random);
  const Positions from(halves, shape.rows, side);
  const Positions to(halves, shape.columns, side);
  return table<Number>(shape, [&](std::int32_t index, std::span<Number> row) {
    const double x = from.x[at(index)];
    const double y = from.y[at(index)];
    for (std::size_t column = 0; column < row.size(); ++column) {
      const double across = to.x[column] - x;
      const double along = to.y[column] - y;
      row[column] = finish(std::sqrt(across * across + along * along));
    }
  });
}

/// Of the root of a whole number, which is never halfway between two.
std::int64_t nearest_whole(double root) {
  const auto below = static_cast<std::int64_t>(root);
  return below + (root - static_cast<double>(below) > 0.5 ? 1 : 0);
}

DenseInstance products(Shape shape) {
  return table<std::int64_t>(shape, [](std::int32_t index, std::span<std::int64_t> row) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      row[column] = (std::int64_t{index} + 1) * (static_cast<std::int64_t>(column) + 1);
    }
  });
}

DenseInstance zeros_and_ones(Shape shape, Random& random) {
  Halves halves(random);
  constexpr std::uint64_t zeros_in_a_row = 4;
  const std::uint64_t share = (zeros_in_a_row << 32) / std::max<std::uint64_t>(at(shape.columns), 1);
  return drawn_table<std::int64_t>(shape, [&] { return halves.next() < share ? 0 : 1; });
}

DenseInstance mentoring(Shape shape, Random& random) {
  Halves halves(random);
  const MentoringAnswers answers(halves, shape.rows, shape.columns);
  return table<std::int64_t>(shape, [&answers](std::int32_t index, std::span<std::int64_t> row) {
    const MentoringRow points(answers, index);
    for (std::size_t column = 0; column < row.size(); ++column) {
      row[column] = 100 - points[static_cast<std::int32_t>(column)];
    }
  });
}

}  // namespace

std::vector<DenseClass> dense_classes() {
  std::vector<DenseClass> classes;
  for (const auto& [kind, name] : class_names) classes.push_back(kind);
  return classes;
}

std::string to_string(DenseClass kind) {
  const auto found = std::ranges::find(class_names, kind, &std::pair<DenseClass, std::string_view>::first);
  if (found == class_names.end()) {
    throw InvalidInput("to_string", "class", "there is no such class", std::to_string(static_cast<int>(kind)));
  }
  return std::string(found->second);
}

DenseClass parse_dense_class(std::string_view name) {
  const auto found = std::ranges::find(class_names, name, &std::pair<DenseClass, std::string_view>::second);
  if (found != class_names.end()) return found->first;
  std::string all;
  for (const auto& entry : class_names) all.append(all.empty() ? "" : ", ").append(entry.second);
  throw InvalidInput("parse_dense_class", "class", "a class is one of " + all, name);
}

DenseInstance dense_instance(DenseClass kind, const DenseOptions& options) {
  Findings findings;
  check_side(findings, "rows", options.rows);
  check_side(findings, "columns", options.columns);
  if (findings.empty()) check_pairs(findings, "rows x columns", options.rows, options.columns);
  throw_if_errors("dense_instance", findings);

  const Shape shape{static_cast<std::int32_t>(options.rows), static_cast<std::int32_t>(options.columns)};
  Random random(options.seed);
  switch (kind) {
    case DenseClass::uniform:
      return drawn_table<double>(shape, [&random] { return random.uniform(); });
    case DenseClass::integers_100:
      return integers(shape, random, 100);
    case DenseClass::integers_n:
      return integers(shape, random, std::max({shape.rows, shape.columns, 1}));
    case DenseClass::geometric:
      return distances<double>(shape, random, 1U << 26, [](double distance) { return distance * 0x1.0p-26; });
    case DenseClass::geometric_grid:
      return distances<std::int64_t>(shape, random, 1'000'000, nearest_whole);
    case DenseClass::product:
      return products(shape);
    case DenseClass::zero_one:
      return zeros_and_ones(shape, random);
    case DenseClass::mentoring:
      return mentoring(shape, random);
  }
  throw InvalidInput("dense_instance", "class", "there is no such class", std::to_string(static_cast<int>(kind)));
}

SparseInstance sparse_instance(const SparseOptions& options) {
  Findings findings;
  check_side(findings, "rows", options.rows);
  check_side(findings, "columns", options.columns);
  if (findings.empty()) {
    check_between(findings, "degree", options.degree, options.rows > 0 && options.columns > 0 ? 1 : 0, options.columns);
  }
  if (findings.empty()) check_pairs(findings, "rows x degree", options.rows, options.degree);
  check_between(findings, "most", options.most, 1, std::numeric_limits<std::int32_t>::max());
  throw_if_errors("sparse_instance", findings);

  SparseInstance instance{.rows = static_cast<std::int32_t>(options.rows),
                          .columns = static_cast<std::int32_t>(options.columns)};
  Random random(options.seed);
  instance.planted = random_assignment(random, instance.rows, instance.columns);
  instance.column.resize(at(options.rows) * at(options.degree));
  instance.row_start.reserve(at(options.rows) + 1);
  instance.row_start.push_back(0);
  Halves halves(random);
  ColumnSets sets(instance.columns);
  for (std::int64_t row = 0; row < options.rows; ++row) {
    const std::span<std::int32_t> all(instance.column);
    sets.draw(halves, instance.planted[at(row)], all.subspan(at(row * options.degree), at(options.degree)));
    instance.row_start.push_back((row + 1) * options.degree);
  }
  const auto bound = static_cast<std::uint32_t>(options.most);
  instance.cost.reserve(instance.column.size());
  for (std::size_t pair = 0; pair < instance.column.size(); ++pair) {
    instance.cost.push_back(std::int64_t{halves.below(bound)} + 1);
  }
  return instance;
}

Problem as_problem(const DenseInstance& instance, std::optional<std::int64_t> scale) {
  Problem problem{.mentees = instance.rows, .mentors = instance.columns, .scale = 1};
  if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&instance.costs)) {
    DenseTable points;
    points.units.reserve(whole->size());
    for (const std::int64_t cost : *whole) {
      if (cost == DenseTable::forbidden) {
        throw InvalidInput("as_problem", "overflow", "a cost has no opposite in 64 bits", std::to_string(cost));
      }
      points.units.push_back(-cost);
    }
    problem.points = std::move(points);
  } else {
    std::vector<double> points = std::get<std::vector<double>>(instance.costs);
    for (double& cost : points) cost = -cost;
    set_points(problem, points, scale);
  }
  throw_if_errors("as_problem", check(problem));
  return problem;
}

Problem as_problem(const SparseInstance& instance) {
  SparseTable points{.row_start = instance.row_start, .mentor = instance.column, .units = instance.cost};
  for (std::int64_t& units : points.units) units = -units;
  Problem problem{.mentees = instance.rows, .mentors = instance.columns, .points = std::move(points), .scale = 1};
  throw_if_errors("as_problem", check(problem));
  return problem;
}

}  // namespace pairwell
