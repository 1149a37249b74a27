#include "pairwell/scheme/monitoring.hpp"

#include <algorithm>
#include <utility>

#include "pairwell/scheme/standard_questions.hpp"
#include "scheme/applicants.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// The programme, its questions put to everybody, with one that plays the reference.
Programme put_to_everybody(Programme programme) {
  for (Question& question : programme.questions) question.asked.clear();
  const auto is_reference = [](const Question& question) { return question.plays == Plays::reference; };
  if (std::ranges::none_of(programme.questions, is_reference)) {
    programme.questions.insert(programme.questions.begin(),
                               Question{.id = "reference", .words = "Reference", .plays = Plays::reference});
  }
  return programme;
}

}  // namespace

const std::vector<std::string>& monitoring_columns() {
  static const std::vector<std::string> columns{"age_band", "disability", "ethnicity",
                                                "gender",   "religion",   "sexual_orientation"};
  return columns;
}

std::string given(const MonitoringAnswers& answers, std::string_view question) {
  const auto found = std::ranges::find(answers.answers, question, &Answer::question);
  return found == answers.answers.end() ? std::string() : std::string(words::trim(found->given));
}

MonitoringRead read_monitoring(const Table& table, const Programme& programme) {
  MonitoringRead result;
  const Programme asked = put_to_everybody(programme);
  SheetApplicants read = read_applicants(asked, Sheet{.id = "monitoring", .role = Role::mentee}, table,
                                         {.forms = false, .monitoring = true}, result.findings);
  FirstReferences references;
  for (SheetApplicant& each : read.people) references.add(each, read.headings, result.findings);
  if (!read.usable) return result;
  for (SheetApplicant& each : read.people) {
    if (each.answers.has_error) continue;
    result.answers.push_back({.reference = each.reference, .answers = std::move(each.answers.monitoring)});
  }
  return result;
}

MonitoringRead read_monitoring(const Table& table) {
  Programme programme;
  programme.questions = standard_questions({}, {});
  return read_monitoring(table, programme);
}

}  // namespace pairwell
