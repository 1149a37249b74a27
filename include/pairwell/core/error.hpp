/// Errors and findings: what is wrong with an input, all of it at once, and where.
///
/// Misuse and bad input throw. Outcomes that a correct call can have (infeasible, cancelled) are a Status instead,
/// where the result has one.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/status.hpp"

namespace pairwell {

/// The base of everything that pairwell throws of its own.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Whether a finding stops the work.
enum class Severity {
  error,    ///< The input cannot be used.
  warning,  ///< The input can be used, and a person should look at this.
};

/// One thing that is wrong, or should be looked at, in an input.
struct Finding {
  Severity severity = Severity::error;
  std::string rule{};     ///< The rule that was broken, in a word or two: "date", "range", "duplicate".
  std::string message{};  ///< A full sentence that says what is wrong and, where it can, what to do.
  std::string file{};     ///< The file or table; empty where there is none.
  std::int64_t row = 0;   ///< Line of a text file or row of a table, counted from 1; 0 where there is none.
  std::string column{};   ///< Column of a table, dotted key of a file or, without file and row, argument of a call.
  std::string value{};    ///< The offending value as it was given; may be empty.

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// Everything that is wrong, in the order in which it was found.
using Findings = std::vector<Finding>;

/// One line for a person: "mentees.csv, row 7, column nation: 'Walse' ... (rule: nation)".
std::string to_string(const Finding& finding);

/// Whether any finding is an error.
bool has_errors(const Findings& findings);

/// An input that cannot be used; carries every finding, warnings included.
class InvalidInput : public Error {
 public:
  /// One fault of a call: the message reads "function: message (rule: rule, value: value)".
  InvalidInput(std::string_view function, std::string_view rule, std::string_view message, std::string_view value = {});

  /// All faults of a file or a call, one line each after a first line that counts them.
  InvalidInput(std::string_view function, Findings findings);

  const Findings& findings() const noexcept { return findings_; }

 private:
  Findings findings_;
};

/// Thrown by calls that were stopped and whose result could not say so. A matching says so by its status.
class Stopped : public Error {
 public:
  /// @param status cancelled or time_limit.
  Stopped(std::string_view function, Status status);

  Status status() const noexcept { return status_; }

 private:
  Status status_;
};

/// Throws InvalidInput with all findings where there is an error among them.
void throw_if_errors(std::string_view function, const Findings& findings);

}  // namespace pairwell
