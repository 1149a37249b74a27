#include "pairwell/core/error.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

namespace pairwell {
namespace {

std::string one_fault(std::string_view function, std::string_view rule, std::string_view message,
                      std::string_view value) {
  std::string text;
  text.append(function).append(": ").append(message).append(" (rule: ").append(rule);
  if (!value.empty()) text.append(", value: ").append(value);
  return text.append(")");
}

std::string all_faults(std::string_view function, const Findings& findings) {
  std::size_t errors = 0;
  std::string lines;
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::error) ++errors;
    lines.append("\n  ").append(to_string(finding));
  }
  std::string text(function);
  text.append(": ").append(std::to_string(errors)).append(errors == 1 ? " error" : " errors");
  return text + lines;
}

}  // namespace

std::string to_string(const Finding& finding) {
  std::string place = finding.file;
  const auto append = [&place](const std::string& part) {
    if (!place.empty()) place.append(", ");
    place.append(part);
  };
  if (finding.row > 0) append("row " + std::to_string(finding.row));
  const bool is_in_table = !place.empty();  // what has neither file nor row is an argument of a call
  if (!finding.column.empty()) append((is_in_table ? "column " : "") + finding.column);

  std::string text = finding.severity == Severity::warning ? "warning: " : "";
  if (!place.empty()) text.append(place).append(": ");
  text.append(finding.message).append(" (rule: ").append(finding.rule);
  if (!finding.value.empty()) text.append(", value: ").append(finding.value);
  return text.append(")");
}

bool has_errors(const Findings& findings) {
  return std::ranges::any_of(findings, [](const Finding& finding) { return finding.severity == Severity::error; });
}

InvalidInput::InvalidInput(std::string_view function, std::string_view rule, std::string_view message,
                           std::string_view value)
    : Error(one_fault(function, rule, message, value)) {
  findings_.push_back({.rule = std::string(rule), .message = std::string(message), .value = std::string(value)});
}

InvalidInput::InvalidInput(std::string_view function, Findings findings)
    : Error(all_faults(function, findings)), findings_(std::move(findings)) {}

Stopped::Stopped(std::string_view function, Status status)
    : Error(one_fault(function, to_string(status),
                      status == Status::time_limit ? "the time limit passed" : "the caller asked to stop", {})),
      status_(status) {
  assert(status == Status::cancelled || status == Status::time_limit);
}

void throw_if_errors(std::string_view function, const Findings& findings) {
  if (has_errors(findings)) throw InvalidInput(function, findings);
}

}  // namespace pairwell
