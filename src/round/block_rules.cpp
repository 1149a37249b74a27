// Blocks of people by the terms of their answers.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/round/scored_pairs.hpp"
#include "pairwell/scheme/answers.hpp"
#include "pairwell/scheme/question.hpp"
#include "score/terms.hpp"

namespace pairwell {
namespace {

bool has_terms(const Question& question) {
  switch (question.kind) {
    case QuestionKind::date:
    case QuestionKind::instant:
    case QuestionKind::vector:
    case QuestionKind::text:
      return false;
    default:
      return true;
  }
}

/// By its id, or by its words, which are the heading of its column.
const Question* find_question(const Scoring& scoring, std::string_view name) {
  auto found = std::ranges::find(scoring.questions, name, &Question::id);
  if (found == scoring.questions.end()) found = std::ranges::find(scoring.questions, name, &Question::words);
  return found == scoring.questions.end() ? nullptr : &*found;
}

/// The questions that make blocks of a role, for people.
std::string questions_of(const Scoring& scoring, const Answers& answers) {
  std::string names;
  for (const AnswerColumn& column : answers.columns) {
    const Question* const question = find_question(scoring, column.question);
    if (question != nullptr && has_terms(*question)) names += (names.empty() ? "" : ", ") + column.question;
  }
  return names.empty() ? "none" : names;
}

void check_question(const Scoring& scoring, const Answers& answers, const std::string& name, Findings& findings) {
  const Question* const question = find_question(scoring, name);
  const bool is_asked = question != nullptr && answers.find(question->id) != nullptr;
  if (is_asked && has_terms(*question)) return;
  const std::string side = std::string(to_string(answers.role)) + "s";
  const std::string why = is_asked ? "Answers of the kind " + std::string(to_string(question->kind)) + " have no terms"
                                   : "The " + side + " answer no such question";
  findings.push_back({.rule = "blocks",
                      .message = why + "; blocks of " + side + " are made by one of: " + questions_of(scoring, answers),
                      .column = side,
                      .value = name});
}

std::vector<std::string> terms_of(const Value& value, const Question& question) {
  std::vector<std::string> found = terms(value);
  if (found.empty()) found = {term(value, question)};
  std::erase(found, std::string());
  return found;
}

}  // namespace

PersonBlocks ScoredPairs::blocks(std::span<const BlockRule> rules) const {
  const Answers& mentees = scorer_.answers(Role::mentee);
  const Answers& mentors = scorer_.answers(Role::mentor);
  Findings findings;
  for (const BlockRule& rule : rules) {
    check_question(scorer_.scoring(), mentees, rule.mentee, findings);
    check_question(scorer_.scoring(), mentors, rule.mentor, findings);
  }
  throw_if_errors("ScoredPairs.blocks", findings);
  PersonBlocks blocks;
  blocks.mentee.resize(mentees.references.size());
  blocks.mentor.resize(mentors.references.size());
  std::int32_t next = 0;
  for (const BlockRule& rule : rules) {
    std::map<std::string, std::int32_t> numbers;
    const auto add = [&](const Answers& answers, const std::string& name,
                         std::vector<std::vector<std::int32_t>>& side) {
      const Question& question = *find_question(scorer_.scoring(), name);
      const AnswerColumn& column = *answers.find(question.id);
      for (std::size_t person = 0; person < side.size(); ++person) {
        for (const std::string& key : terms_of(column.values[person], question)) {
          const auto [place, is_new] = numbers.try_emplace(key, next);
          if (is_new) ++next;
          side[person].push_back(place->second);
        }
      }
    };
    add(mentees, rule.mentee, blocks.mentee);
    add(mentors, rule.mentor, blocks.mentor);
  }
  return blocks;
}

}  // namespace pairwell
