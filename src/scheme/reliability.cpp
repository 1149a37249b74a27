#include "pairwell/scheme/reliability.hpp"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <utility>

#include "scheme/panel.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// Numbers of which differences are asked: how many, their sum and the sum of their squares.
struct Sums {
  std::int64_t count = 0;
  std::int64_t sum = 0;
  std::int64_t squares = 0;

  void add(std::int64_t number) {
    ++count;
    sum += number;
    squares += number * number;
  }

  /// The squared differences of all pairs of the numbers, added up. In doubles, since the products can leave 64 bits;
  /// they are exact below 2^53, which marks of 0 to 5 by a thousand members do not reach.
  double differences() const {
    return static_cast<double>(count) * static_cast<double>(squares) -
           static_cast<double>(sum) * static_cast<double>(sum);
  }
};

/// alpha = 1 - (n - 1) (sum over forms of differences / (members - 1)) / (differences of all marks), on forms with two
/// or more marks; n is the number of their marks.
PanelAgreement agreement_of(std::string line, const std::map<std::string, Sums>& marks_of) {
  PanelAgreement result{.line = std::move(line)};
  Sums all;
  double observed = 0;
  for (const auto& [reference, marks] : marks_of) {
    if (marks.count < 2) continue;
    ++result.forms;
    observed += marks.differences() / static_cast<double>(marks.count - 1);
    all.count += marks.count;
    all.sum += marks.sum;
    all.squares += marks.squares;
  }
  result.marks = static_cast<std::int32_t>(all.count);
  const double expected = all.differences();
  if (all.count == 0 || expected == 0) return result;
  result.alpha_thousandths = std::llround(1000 - 1000 * static_cast<double>(all.count - 1) * observed / expected);
  return result;
}

}  // namespace

std::vector<PanelAgreement> panel_agreement(const SelectionRules& rules, const std::vector<PanelScore>& scores) {
  Findings findings = check_rubric(rules);
  add_up(rules, scores, findings);
  throw_if_errors("panel_agreement", findings);
  std::map<std::string, Sums> totals;
  std::vector<std::map<std::string, Sums>> lines(rules.rubric.size());
  for (const PanelScore& score : scores) {
    assert(score.marks.size() == lines.size());
    std::int64_t total = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      total += std::int64_t{score.marks[i]} * rules.rubric[i].weight;
      lines[i][score.reference].add(score.marks[i]);
    }
    totals[score.reference].add(total);
  }
  std::vector<PanelAgreement> result{agreement_of({}, totals)};
  for (std::size_t i = 0; i < lines.size(); ++i) result.push_back(agreement_of(rules.rubric[i].id, lines[i]));
  return result;
}

std::string in_words(const PanelAgreement& agreement) {
  const std::string basis = words::count(agreement.marks, "mark") + " on " + words::count(agreement.forms, "form");
  if (!agreement.alpha_thousandths) {
    return "no alpha from " + basis + ": no form has two marks, or all marks are the same";
  }
  const std::int64_t alpha = *agreement.alpha_thousandths;
  const std::int64_t size = std::abs(alpha);
  std::string decimals = std::to_string(size % 1000);
  decimals.insert(0, 3 - decimals.size(), '0');
  const char* reading = alpha >= 800 ? "reliable" : alpha >= 667 ? "good for tentative conclusions" : "not reliable";
  return "alpha " + std::string(alpha < 0 ? "-" : "") + std::to_string(size / 1000) + "." + decimals + " from " +
         basis + ": " + reading;
}

}  // namespace pairwell
