#include "score/scoring_check.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "score/arithmetic.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t most_weights = 1'000'000;

void append(Findings& findings, Findings more) {
  findings.insert(findings.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Criteria with comparisons of one's own, whose ids are beside those of the others.
class OwnCheck {
 public:
  explicit OwnCheck(const Scoring& scoring) : scoring_(scoring) {}

  Findings findings() {
    std::vector<std::string> ids;
    for (const Criterion& criterion : scoring_.criteria) ids.push_back(criterion.id);
    for (const OwnCriterion& own : scoring_.own) {
      const std::string key = "criteria." + own.id;
      if (own.id.empty()) add("blank", "A criterion must have an id.", key, "");
      if (std::ranges::find(ids, own.id) != ids.end()) add("duplicate", "Each id may be used once.", key, own.id);
      ids.push_back(own.id);
      within(own.weight, most_weight, key + ".weight");
      within(own.neutral, full_share, key + ".neutral");
      if (!own.share) add("blank", "A criterion of one's own must have a function.", key, "");
    }
    return std::move(findings_);
  }

 private:
  void add(std::string rule, std::string message, std::string key, std::string value) {
    findings_.push_back(
        {.rule = std::move(rule), .message = std::move(message), .column = std::move(key), .value = std::move(value)});
  }

  void within(std::int32_t value, std::int32_t most, const std::string& key) {
    if (value >= 0 && value <= most) return;
    add("range", "This must be from 0 to " + std::to_string(most) + ".", key, std::to_string(value));
  }

  const Scoring& scoring_;
  Findings findings_;
};

}  // namespace

Findings check(const Scoring& scoring) {
  Findings findings = check(scoring.criteria, scoring.questions);
  append(findings, OwnCheck(scoring).findings());
  append(findings, check(scoring.pair_rules, scoring.questions));
  std::int64_t own = 0;
  for (const OwnCriterion& criterion : scoring.own) own += criterion.weight;
  std::int64_t all = own;
  for (const Criterion& criterion : scoring.criteria) all += criterion.weight;
  // Criteria that weigh nothing may stand beside comparisons of one's own that do.
  if (own > 0) {
    std::erase_if(findings, [](const Finding& finding) { return finding.rule == "weights" && finding.value == "0"; });
  }
  if (findings.empty() && all == 0) {
    findings.push_back({.rule = "weights",
                        .message = "At least one criterion must weigh more than 0.",
                        .column = "criteria",
                        .value = "0"});
  }
  if (findings.empty() && all > most_weights) {
    findings.push_back({.rule = "weights",
                        .message = "All weights together may be at most " + std::to_string(most_weights) + ".",
                        .column = "criteria",
                        .value = std::to_string(all)});
  }
  return findings;
}

}  // namespace pairwell
