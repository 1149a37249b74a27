/// What the checks of a programme share: a list of findings in the making, and questions about texts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/core/error.hpp"

namespace pairwell {

/// Findings by dotted key, in the order in which they are found.
class FindingList {
 public:
  void error(std::string column, std::string rule, std::string message, std::string value = {}) {
    add(Severity::error, std::move(column), std::move(rule), std::move(message), std::move(value));
  }

  void warning(std::string column, std::string rule, std::string message, std::string value = {}) {
    add(Severity::warning, std::move(column), std::move(rule), std::move(message), std::move(value));
  }

  /// Takes over what an exception carries, under a key of ours.
  void error(const std::string& column, const InvalidInput& thrown) {
    for (const Finding& finding : thrown.findings()) error(column, finding.rule, finding.message, finding.value);
  }

  void append(Findings more) {
    for (Finding& finding : more) findings_.push_back(std::move(finding));
  }

  Findings take() { return std::move(findings_); }

 private:
  void add(Severity severity, std::string column, std::string rule, std::string message, std::string value) {
    Finding finding;
    finding.severity = severity;
    finding.rule = std::move(rule);
    finding.message = std::move(message);
    finding.column = std::move(column);
    finding.value = std::move(value);
    findings_.push_back(std::move(finding));
  }

  Findings findings_;
};

/// Whether a text is fit for an id: lower-case letters, digits, "-" and "_", beginning with a letter.
bool is_id(std::string_view text);

/// The word of a list that a text was most likely meant to be; empty where none is near enough to suggest.
std::string likely_word(std::string_view text, const std::vector<std::string>& known);

/// Finds likely words while not too many were compared: to look for thousands among thousands would take minutes.
class LikelyWords {
 public:
  explicit LikelyWords(std::size_t most_compared) : left_(most_compared) {}

  /// As `likely_word`; empty from where on too many would be compared.
  std::string of(std::string_view text, const std::vector<std::string>& known);

 private:
  std::size_t left_;
};

/// " Did you mean 'reviewed'?" for the end of a message; empty where no word is likely.
std::string suggestion(std::string_view likely);

}  // namespace pairwell
