#include "scheme/kept_forms.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pairwell {
namespace {

constexpr std::string_view same_person = "@same_person";

bool is_list(QuestionKind kind) {
  return kind == QuestionKind::choices || kind == QuestionKind::ranked || kind == QuestionKind::people ||
         kind == QuestionKind::languages || kind == QuestionKind::availability;
}

/// The programme with questions for what a kept form has beside its answers.
Programme programme_of_kept(const Programme& programme, Role role) {
  Programme kept = programme;
  kept.sheets.clear();
  for (Question& question : kept.questions) {
    if (is_list(question.kind)) question.separator = "\n";
  }
  const auto add = [&](std::string_view id, QuestionKind kind, Plays part) {
    const auto plays = [&](const Question& question) {
      return part != Plays::nothing && question.plays == part && is_asked(question, role);
    };
    if (std::ranges::any_of(kept.questions, plays)) return;
    Question question{.id = std::string(id), .kind = kind, .plays = part};
    if (is_list(kind)) question.separator = "\n";
    kept.questions.push_back(std::move(question));
  };
  add("@reference", QuestionKind::text, Plays::reference);
  add("@state", QuestionKind::choice, Plays::state);
  add("@submitted_at", QuestionKind::instant, Plays::submitted_at);
  add(same_person, QuestionKind::people, Plays::nothing);
  return kept;
}

/// The items of a list between "; ", as people read them.
std::string on_one_line(std::string_view given) {
  std::string result;
  for (const char letter : given) {
    if (letter == '\n') {
      result.append("; ");
    } else {
      result.push_back(letter);
    }
  }
  return result;
}

template <class RoleForm>
FormsRead<RoleForm> finished(FormsRead<RoleForm> read, const Programme& kept) {
  for (RoleForm& form : read.forms) {
    for (Answer& answer : form.answers) {
      if (answer.question == same_person) {
        if (auto* references = std::get_if<std::vector<std::string>>(&answer.value)) form.same_person = *references;
      }
      const auto question = std::ranges::find(kept.questions, answer.question, &Question::id);
      if (question != kept.questions.end() && is_list(question->kind)) answer.given = on_one_line(answer.given);
    }
    std::erase_if(form.answers, [](const Answer& answer) { return answer.question.starts_with('@'); });
  }
  return read;
}

}  // namespace

FormsRead<MenteeForm> read_kept_mentee_forms(const Table& table, const Programme& programme) {
  const Programme kept = programme_of_kept(programme, Role::mentee);
  return finished(read_mentee_forms(table, kept), kept);
}

FormsRead<MentorForm> read_kept_mentor_forms(const Table& table, const Programme& programme) {
  const Programme kept = programme_of_kept(programme, Role::mentor);
  return finished(read_mentor_forms(table, kept), kept);
}

}  // namespace pairwell
