/// Reliability: how far the members of a panel agree in their marks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pairwell/scheme/selection.hpp"

namespace pairwell {

/// How far marks agree for one line of the rubric, or for the weighted sum of all.
struct PanelAgreement {
  std::string line{};  ///< Id of the rubric line; empty for the weighted sum, which ranks the forms.
  /// Krippendorff's alpha in thousandths, rounded: 1000 where all agree, 0 where marks agree as by chance, below it
  /// where they disagree more than that. None where no form has two marks, or where all marks are the same.
  std::optional<std::int64_t> alpha_thousandths{};
  std::int32_t forms = 0;  ///< Forms that two or more members marked; others say nothing about agreement.
  std::int32_t marks = 0;  ///< Marks on these forms.

  friend bool operator==(const PanelAgreement&, const PanelAgreement&) = default;
};

/// Krippendorff's alpha for marks as numbers (the interval metric), for the weighted sum and then for each line.
/// Forms may have different members and different numbers of them.
/// @throws InvalidInput where marks are out of range or a member scored a form twice.
/// @complexity O(n log n) in scores.
std::vector<PanelAgreement> panel_agreement(const SelectionRules& rules, const std::vector<PanelScore>& scores);

/// "alpha 0.812 from 40 marks on 20 forms: reliable". The words are Krippendorff's: from 0.800 on reliable, from 0.667
/// on good for tentative conclusions, and below not reliable.
std::string in_words(const PanelAgreement& agreement);

}  // namespace pairwell
