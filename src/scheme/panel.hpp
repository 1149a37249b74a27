/// Panel: the marks of a panel added up exactly, and compared without a division.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/selection.hpp"

namespace pairwell {

/// The marks that the panel gave one form, added up over its members.
struct Marks {
  std::int32_t members = 0;
  std::int64_t total = 0;           ///< Of mark times weight.
  std::vector<std::int64_t> lines;  ///< Of the marks of each rubric line, unweighted.
};

/// The most that one member can give a form: the sum of most times weight.
std::int64_t most_total(const SelectionRules& rules);

/// Checks that the rubric can be added up: it gives marks, its tie rule names its lines, and no sum leaves 64 bits.
Findings check_rubric(const SelectionRules& rules);

/// Adds up the scores of each form. Adds a finding for marks that are too few, too many or out of range, and for a
/// member who scored a form twice.
std::map<std::string, Marks> add_up(const SelectionRules& rules, const std::vector<PanelScore>& scores,
                                    Findings& findings);

/// Compares mean marks as fractions, total by members: exact.
std::strong_ordering compare_totals(const Marks& a, const Marks& b);
/// Compares the mean marks of one rubric line.
std::strong_ordering compare_lines(const Marks& a, const Marks& b, std::size_t line);

/// The mean mark as thousandths of most, halves rounded up.
std::int64_t mean_thousandths(const Marks& marks, std::int64_t most);

}  // namespace pairwell
