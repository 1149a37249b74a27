#include "scheme/form_fields.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "scheme/currencies.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// An answer as a type; what that type is by default where the answer is blank.
template <class Type>
Type as(const Value& value) {
  const Type* held = std::get_if<Type>(&value);
  return held == nullptr ? Type() : *held;
}

std::optional<std::int64_t> number(const Value& value) {
  const auto* held = std::get_if<std::int64_t>(&value);
  return held == nullptr ? std::nullopt : std::optional(*held);
}

std::optional<int> small_number(const Value& value) {
  const std::optional<std::int64_t> held = number(value);
  return held ? std::optional(static_cast<int>(*held)) : std::nullopt;
}

using Texts = std::vector<std::string>;

/// The items of a list, those that matter most first; of a text, itself.
Texts texts_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return {*text};
  if (const auto* times = std::get_if<Availability>(&value)) return times->slots;
  const auto* ranked = std::get_if<std::vector<Need>>(&value);
  if (ranked == nullptr) return as<Texts>(value);
  std::vector<Need> needs = *ranked;
  std::ranges::stable_sort(needs, {}, &Need::priority);
  Texts texts;
  for (Need& need : needs) texts.push_back(std::move(need.term));
  return texts;
}

std::string first_of(const Value& value) {
  Texts texts = texts_of(value);
  return texts.empty() ? std::string() : std::move(texts.front());
}

/// An amount in the smallest part of the programme's currency; what is less than that counts as one.
std::optional<std::int64_t> amount_of(const Value& value, const Question& question, const Programme& programme) {
  std::optional<std::int64_t> amount = number(value);
  const std::int32_t wanted = decimals_of(programme.currency);
  for (std::int32_t decimals = question.decimals; amount && decimals < wanted; ++decimals) *amount *= 10;
  for (std::int32_t decimals = question.decimals; amount && decimals > wanted; --decimals) *amount = (*amount + 9) / 10;
  return amount;
}

FormState state_of(const Value& value) {
  const std::string word = first_of(value);
  for (const FormState state : {FormState::submitted, FormState::withdrawn}) {
    if (words::same(word, to_string(state))) return state;
  }
  return FormState::draft;
}

/// A region that is not the programme's is kept: whether its people may take part is for the rules to say.
std::string region_of(const Value& value, const Programme& programme) {
  std::string given = first_of(value);
  auto spelling = words::spelling(given, programme.nations);
  return spelling ? std::move(*spelling) : given;
}

std::optional<Instant> instant_of(const Value& value) {
  const auto* held = std::get_if<Instant>(&value);
  return held == nullptr ? std::nullopt : std::optional(*held);
}

void set_part(Form& form, const Question& question, const Value& value, const Programme& programme) {
  switch (question.plays) {
    case Plays::reference:
      form.reference = first_of(value);
      break;
    case Plays::state:
      form.state = state_of(value);
      break;
    case Plays::submitted_at:
      form.submitted_at = instant_of(value);
      break;
    case Plays::region:
      form.nation = region_of(value, programme);
      break;
    case Plays::employer:
      form.employer = first_of(value);
      break;
    case Plays::team:
      form.team = first_of(value);
      break;
    case Plays::line_manager:
      form.line_manager = first_of(value);
      break;
    case Plays::wishes:
      form.wishes = texts_of(value);
      break;
    case Plays::vetoes:
      form.vetoes = texts_of(value);
      break;
    case Plays::conflicts:
      form.conflicts = texts_of(value);
      break;
    case Plays::past_pairs:
      form.past_pairs = texts_of(value);
      break;
    case Plays::again:
      form.again = texts_of(value);
      break;
    case Plays::slots:
      form.slots = texts_of(value);
      break;
    case Plays::access_cost:
      form.access_pence = amount_of(value, question, programme);
      break;
    case Plays::nothing:
    case Plays::name:
    case Plays::email:
    case Plays::role:
    case Plays::consent:
    case Plays::zone:
    case Plays::capacity:  // Of mentors alone.
      break;
  }
}

template <class RoleForm>
void derive(RoleForm& form, const std::vector<Question>& questions, const Programme& programme) {
  for (const Question& question : questions) {
    const Answer* answer = find_answer(form, question.id);
    if (answer == nullptr) continue;
    set_part(form, question, answer->value, programme);
    if constexpr (std::is_same_v<RoleForm, MentorForm>) {
      if (question.plays == Plays::capacity) form.capacity = small_number(answer->value).value_or(1);
    }
  }
  // Where nobody is asked and there is one region alone, everybody is of it.
  const bool is_asked = std::ranges::find(questions, Plays::region, &Question::plays) != questions.end();
  if (!is_asked && programme.nations.size() == 1) form.nation = programme.nations.front();
}

}  // namespace

void derive_fields(MenteeForm& form, const std::vector<Question>& questions, const Programme& programme) {
  derive(form, questions, programme);
}

void derive_fields(MentorForm& form, const std::vector<Question>& questions, const Programme& programme) {
  derive(form, questions, programme);
}

}  // namespace pairwell
