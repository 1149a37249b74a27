#include "scheme/panel.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

#include "scheme/cells.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// With totals of at most 10^9 a member and at most 10^4 members, every product here stays below 2^63.
constexpr std::int64_t largest_total = 1'000'000'000;
constexpr std::int32_t most_members = 10'000;

bool refuses(const RubricLine& line) { return line.most < 1 || line.weight < 0; }

}  // namespace

std::int64_t most_total(const SelectionRules& rules) {
  std::int64_t total = 0;
  for (const RubricLine& line : rules.rubric) {
    total = std::min(total + std::int64_t{line.most} * line.weight, largest_total + 1);
  }
  return total;
}

Findings check_rubric(const SelectionRules& rules) {
  Findings findings;
  const auto fault = [&](const char* column, const std::string& message, const std::string& value) {
    findings.push_back({.rule = "rubric", .message = message, .column = column, .value = value});
  };
  for (const RubricLine& line : rules.rubric) {
    if (refuses(line))
      fault("selection.rubric", "A rubric line needs a highest mark of 1 or more and a weight of 0 or more.", line.id);
  }
  if (!findings.empty()) return findings;
  if (most_total(rules) < 1) fault("selection.rubric", "The rubric gives no marks, so nothing can be ranked.", {});
  if (most_total(rules) > largest_total) {
    fault("selection.rubric", "The rubric's marks times weights must not sum to more than 1000000000.", {});
  }
  for (const std::string& id : rules.tie_rule) {
    if (std::ranges::find(rules.rubric, id, &RubricLine::id) != rules.rubric.end()) continue;
    fault("selection.tie_rule", "The tie rule names no line of the rubric.", id);
  }
  return findings;
}

std::map<std::string, Marks> add_up(const SelectionRules& rules, const std::vector<PanelScore>& scores,
                                    Findings& findings) {
  const auto fault = [&](const char* rule, const std::string& message, const std::string& value) {
    findings.push_back({.rule = rule, .message = message, .value = value});
  };
  std::map<std::string, Marks> result;
  std::set<std::pair<std::string, std::string>> seen;
  for (const PanelScore& score : scores) {
    const std::string whose = "Panel member " + words::quote(score.member) + " on " + words::quote(score.reference);
    if (!seen.emplace(score.reference, score.member).second) {
      fault("duplicate", whose + " scored the form twice.", score.reference);
      continue;
    }
    if (score.marks.size() != rules.rubric.size()) {
      fault("marks",
            whose + " gave " + words::count(static_cast<std::int64_t>(score.marks.size()), "mark") + " for " +
                words::count(static_cast<std::int64_t>(rules.rubric.size()), "rubric line") + ".",
            score.reference);
      continue;
    }
    Marks& marks = result[score.reference];
    marks.lines.resize(rules.rubric.size());
    if (++marks.members > most_members) {
      fault("members", "A form has more than 10000 panel members.", score.reference);
      break;
    }
    for (std::size_t i = 0; i < score.marks.size(); ++i) {
      const RubricLine& line = rules.rubric[i];
      const std::int32_t mark = score.marks[i];
      if (mark < 0 || mark > line.most) {
        fault("range",
              whose + " gave a mark for " + words::quote(line.id) + " that is not from 0 to " +
                  std::to_string(line.most) + ".",
              std::to_string(mark));
        continue;
      }
      marks.total += std::int64_t{mark} * line.weight;
      marks.lines[i] += mark;
    }
  }
  return result;
}

std::strong_ordering compare_totals(const Marks& a, const Marks& b) {
  assert(a.members > 0 && b.members > 0);
  return a.total * b.members <=> b.total * a.members;
}

std::strong_ordering compare_lines(const Marks& a, const Marks& b, std::size_t line) {
  assert(a.members > 0 && b.members > 0);
  assert(line < a.lines.size() && line < b.lines.size());
  return a.lines[line] * b.members <=> b.lines[line] * a.members;
}

std::int64_t mean_thousandths(const Marks& marks, std::int64_t most) {
  assert(marks.members > 0 && most > 0);
  assert(marks.total >= 0 && marks.total <= most * marks.members);
  const std::int64_t whole = most * marks.members;
  return (2000 * marks.total + whole) / (2 * whole);
}

PanelRead read_panel(const Table& table, const Programme& programme) {
  const std::vector<RubricLine>& rubric = programme.selection.rubric;
  TableShape shape{.columns = {"reference", "member"}, .required = {}, .refusal = {}};
  for (const RubricLine& line : rubric) shape.columns.push_back(line.id);
  shape.required = shape.columns;
  PanelRead result;
  TableReader reader(table, std::move(shape), result.findings);
  std::map<std::pair<std::string, std::string>, std::int64_t> first_row;
  for (std::size_t i = 0; i < reader.row_count(); ++i) {
    Row row(reader, i);
    PanelScore score{.reference = row.reference("reference"), .member = row.reference("member"), .marks = {}};
    if (!score.reference.empty() && !score.member.empty()) {
      const auto [first, is_new] =
          first_row.emplace(std::pair(words::key(score.reference), words::key(score.member)), row.number());
      if (!is_new) {
        row.error("member", "duplicate",
                  words::quote(score.member) + " already scored " + words::quote(score.reference) + " in row " +
                      std::to_string(first->second) + "; keep one of them.",
                  score.member);
      }
    }
    for (const RubricLine& line : rubric) {
      const auto mark = row.whole(line.id, 0, line.most);
      if (row.has_column(line.id) && row.text(line.id).empty()) {
        row.error(line.id, "blank", "The mark is blank; a panel member marks every line of the rubric.", {});
      }
      score.marks.push_back(mark.value_or(0));
    }
    if (!row.has_error() && reader.usable()) result.scores.push_back(std::move(score));
  }
  return result;
}

Findings check(const std::vector<PanelScore>& scores, const std::vector<MenteeForm>& mentees,
               const std::vector<MentorForm>& mentors) {
  std::set<std::string_view> known;
  for (const MenteeForm& form : mentees) known.insert(form.reference);
  for (const MentorForm& form : mentors) known.insert(form.reference);
  Findings findings;
  std::set<std::string_view> reported;
  for (const PanelScore& score : scores) {
    if (known.contains(score.reference) || !reported.insert(score.reference).second) continue;
    findings.push_back({.severity = Severity::warning,
                        .rule = "names-nobody",
                        .message = "The panel scored " + words::quote(score.reference) +
                                   ", which is the reference of no form; its marks are not counted.",
                        .file = "panel",
                        .column = "reference",
                        .value = score.reference});
  }
  return findings;
}

Findings check(const std::vector<PanelScore>& scores, const std::vector<PanelConflict>& conflicts) {
  Findings findings;
  const auto fault = [&](const char* rule, std::string message, const char* column, const std::string& value) {
    findings.push_back(
        {.rule = rule, .message = std::move(message), .file = "panel", .column = column, .value = value});
  };
  std::map<std::pair<std::string_view, std::string_view>, std::string_view> reason_of;
  for (const PanelConflict& conflict : conflicts) {
    const auto require = [&](const std::string& text, const char* column) {
      if (words::trim(text).empty()) fault("blank", "A conflict says who does not mark whom, and why.", column, {});
    };
    require(conflict.member, "member");
    require(conflict.reference, "reference");
    require(conflict.reason, "reason");
    reason_of[{conflict.member, conflict.reference}] = conflict.reason;
  }
  for (const PanelScore& score : scores) {
    const auto found = reason_of.find({score.member, score.reference});
    if (found == reason_of.end()) continue;
    fault("conflict",
          words::quote(score.member) + " marked " + words::quote(score.reference) +
              " in spite of a conflict: " + std::string(found->second),
          "member", score.member);
  }
  return findings;
}

}  // namespace pairwell
