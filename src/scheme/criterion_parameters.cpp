#include "scheme/criterion_parameters.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace pairwell {
namespace {

const std::vector<Parameter>& parameters_of(Comparison comparison) {
  using enum Parameter;
  // In the order of Comparison.
  static const std::vector<std::vector<Parameter>> all{
      {needs_of},                     // covers
      {overlap},                      // overlap
      {any},                          // same
      {},                             // different
      {low, high, curve},             // near
      {fall, curve},                  // at_least
      {low, high, fall, curve},       // gap
      {},                             // ratio
      {sides},                        // wish
      {table, otherwise},             // table
      {bands},                        // distance
      {bands, minutes, format, any},  // travel
      {low, high},                    // common_time
      {high},                         // common_language
      {low, high, bands},             // dot
      {pairs, otherwise},             // given
      {of},                           // mean
  };
  return all.at(static_cast<std::size_t>(comparison));
}

}  // namespace

std::string_view to_string(Parameter parameter) {
  static constexpr std::string_view names[] = {"needs_of", "overlap", "low",    "high",  "fall",
                                               "curve",    "sides",   "any",    "table", "otherwise",
                                               "bands",    "minutes", "format", "pairs", "of"};
  return names[static_cast<std::size_t>(parameter)];
}

bool uses(Comparison comparison, Parameter parameter) {
  const std::vector<Parameter>& known = parameters_of(comparison);
  return std::ranges::find(known, parameter) != known.end();
}

bool has_questions(Comparison comparison) { return comparison != Comparison::given && comparison != Comparison::mean; }

bool is_set(const Criterion& criterion, Parameter parameter) {
  static const Criterion fresh;
  switch (parameter) {
    case Parameter::needs_of:
      return criterion.needs_of != fresh.needs_of;
    case Parameter::overlap:
      return criterion.overlap != fresh.overlap;
    case Parameter::low:
      return criterion.low != fresh.low;
    case Parameter::high:
      return criterion.high != fresh.high;
    case Parameter::fall:
      return criterion.fall != fresh.fall;
    case Parameter::curve:
      return criterion.curve != fresh.curve;
    case Parameter::sides:
      return criterion.sides != fresh.sides;
    case Parameter::any:
      return !criterion.any.empty();
    case Parameter::table:
      return !criterion.table.empty();
    case Parameter::otherwise:
      return criterion.otherwise != fresh.otherwise;
    case Parameter::bands:
      return !criterion.bands.empty();
    case Parameter::minutes:
      return !criterion.minutes.empty();
    case Parameter::format:
      return !criterion.format.empty();
    case Parameter::pairs:
      return !criterion.pairs.empty();
    case Parameter::of:
      return !criterion.of.empty();
  }
  return false;
}

}  // namespace pairwell
