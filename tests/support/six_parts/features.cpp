#include "support/six_parts/features.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pairwell/scheme/standard_questions.hpp"
#include "scheme/words.hpp"

namespace pairwell::six_parts {
namespace {

std::optional<Format> format_of(std::string_view text) {
  const std::string word = words::key(text);
  if (word.empty()) return Format::unknown;
  if (word == "in person") return Format::in_person;
  if (word == "remote") return Format::remote;
  if (word == "either") return Format::either;
  return std::nullopt;
}

/// The answers that the six parts compare.
struct Asked {
  std::vector<Need> needs{};
  std::vector<std::string> offers{};
  std::vector<std::optional<std::int64_t>> fit{};
  std::optional<std::int64_t> meetings_a_month{};
  std::string format{};
  std::optional<std::int64_t> minutes{};
  std::string purpose{};
  std::optional<std::int64_t> travel_minutes{};
  std::string area{};
};

template <class Type>
std::optional<Type> answer_as(const Form& form, std::string_view question) {
  const Answer* answer = find_answer(form, question);
  const Type* value = answer == nullptr ? nullptr : std::get_if<Type>(&answer->value);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

Asked asked_of(const Form& form) {
  const auto text = [&](std::string_view question) {
    return answer_as<std::string>(form, question).value_or(std::string());
  };
  const auto number = [&](std::string_view question) { return answer_as<std::int64_t>(form, question); };
  Asked result{.needs = answer_as<std::vector<Need>>(form, "needs").value_or(std::vector<Need>()),
               .offers = answer_as<std::vector<std::string>>(form, "offers").value_or(std::vector<std::string>()),
               .meetings_a_month = number("meetings_a_month"),
               .format = text("format"),
               .minutes = number("minutes"),
               .purpose = text("purpose"),
               .travel_minutes = number("travel_minutes"),
               .area = text("area")};
  for (std::size_t item = 1; item <= fit_items().size(); ++item) {
    result.fit.push_back(number("fit_" + std::to_string(item)));
  }
  return result;
}

}  // namespace

void BitSet::insert(std::int32_t number) {
  assert(number >= 0);
  const auto word = static_cast<std::size_t>(number / 64);
  if (word >= words_.size()) words_.resize(word + 1);
  words_[word] |= std::uint64_t{1} << (number % 64);
}

std::int32_t Numbering::operator()(std::string_view word) {
  std::string key = words::key(word);
  if (key.empty()) return blank;
  return numbers_.try_emplace(std::move(key), static_cast<std::int32_t>(numbers_.size())).first->second;
}

Findings check_answers(const Form& form) {
  const Asked asked = asked_of(form);
  Findings findings;
  const auto expect = [&](bool holds, std::string_view column, const std::string& value, std::string_view range) {
    if (holds) return;
    findings.push_back({.rule = "range",
                        .message = "Form '" + form.reference + "' must have " + std::string(range) + " here.",
                        .row = form.row,
                        .column = std::string(column),
                        .value = value});
  };
  const auto between = [&](const auto& answer, std::int64_t least, std::int64_t most, std::string_view column) {
    if (!answer) return;
    expect(*answer >= least && *answer <= most, column, std::to_string(*answer),
           "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  };
  for (const Need& need : asked.needs) {
    expect(need.priority >= 1 && need.priority <= 3, "needs", need.term + ":" + std::to_string(need.priority),
           "priorities from 1 to 3");
  }
  for (const auto& answer : asked.fit) between(answer, 1, 5, "fit");
  between(asked.meetings_a_month, 1, 8, "meetings_a_month");
  between(asked.minutes, 15, 240, "minutes");
  between(asked.travel_minutes, 0, 600, "travel_minutes");
  expect(!form.access_pence || *form.access_pence >= 0, "access_pence",
         form.access_pence ? std::to_string(*form.access_pence) : "", "an amount of 0 or more");
  expect(format_of(asked.format).has_value(), "format", asked.format, "'in person', 'remote' or 'either'");
  return findings;
}

Features features(const Form& form, Numberings& numberings) {
  const Asked asked = asked_of(form);
  const auto small = [](std::optional<std::int64_t> number) {
    return static_cast<std::int32_t>(number.value_or(blank));
  };
  Features result;
  for (const Need& need : asked.needs) {
    const std::int32_t term = numberings.terms(need.term);
    if (term == blank) continue;
    assert(need.priority >= 1 && need.priority <= 3);
    const std::int32_t weight = 4 - need.priority;
    const auto known = std::find_if(result.needs.begin(), result.needs.end(),
                                    [&](const WeightedTerm& earlier) { return earlier.term == term; });
    if (known == result.needs.end()) {
      result.needs.push_back({term, weight});
    } else {
      known->weight = std::max(known->weight, weight);
    }
  }
  for (const WeightedTerm& need : result.needs) result.needs_weight += need.weight;
  for (const std::string& offer : asked.offers) {
    const std::int32_t term = numberings.terms(offer);
    if (term == blank) continue;
    result.offers.insert(term);
    result.has_offers = true;
  }
  for (const std::string& name : form.slots) {
    const std::int32_t slot = numberings.slots(name);
    if (slot == blank) continue;
    result.slots.insert(slot);
    result.has_slots = true;
  }
  result.has_wishes = !form.wishes.empty();
  for (const auto& answer : asked.fit) result.fit.push_back(static_cast<std::int8_t>(answer.value_or(0)));
  result.meetings_a_month = small(asked.meetings_a_month);
  result.minutes = small(asked.minutes);
  const std::optional<Format> format = format_of(asked.format);
  assert(format);
  result.format = *format;
  result.purpose = numberings.names(asked.purpose);
  result.travel_minutes = small(asked.travel_minutes);
  result.area = numberings.names(asked.area);
  result.employer = numberings.names(form.employer);
  result.team = numberings.names(form.team);
  result.nation = numberings.names(form.nation);
  return result;
}

}  // namespace pairwell::six_parts
