#include "scheme/form_cells.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "pairwell/scheme/standard_questions.hpp"

namespace pairwell {
namespace {

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text.append(text.empty() ? "" : ";").append(item);
  return text;
}

std::string listed(const std::vector<Need>& needs) {
  std::vector<std::string> items;
  for (const Need& need : needs) items.push_back(need.term + ":" + std::to_string(need.priority));
  return listed(items);
}

std::string number(std::optional<int> value) { return value ? std::to_string(*value) : std::string(); }

std::string pounds(std::optional<std::int64_t> pence) {
  if (!pence) return {};
  const std::string decimals = std::to_string(100 + *pence % 100).substr(1);
  return std::to_string(*pence / 100) + "." + decimals;
}

std::string time(std::optional<Instant> instant) { return instant ? to_string(*instant) : std::string(); }

using Field = std::function<std::string(const Form&)>;

const std::map<std::string, Field, std::less<>>& fields() {
  static const std::map<std::string, Field, std::less<>> result = [] {
    std::map<std::string, Field, std::less<>> all{
        {"reference", [](const Form& form) { return form.reference; }},
        {"state", [](const Form& form) { return std::string(to_string(form.state)); }},
        {"submitted_at", [](const Form& form) { return time(form.submitted_at); }},
        {"nation", [](const Form& form) { return form.nation; }},
        {"works_as", [](const Form& form) { return form.works_as; }},
        {"sector", [](const Form& form) { return form.sector; }},
        {"employer", [](const Form& form) { return form.employer; }},
        {"team", [](const Form& form) { return form.team; }},
        {"line_manager", [](const Form& form) { return form.line_manager; }},
        {"offers", [](const Form& form) { return listed(form.offers); }},
        {"needs", [](const Form& form) { return listed(form.needs); }},
        {"wishes", [](const Form& form) { return listed(form.wishes); }},
        {"vetoes", [](const Form& form) { return listed(form.vetoes); }},
        {"conflicts", [](const Form& form) { return listed(form.conflicts); }},
        {"past_pairs", [](const Form& form) { return listed(form.past_pairs); }},
        {"again", [](const Form& form) { return listed(form.again); }},
        {"meetings_a_month", [](const Form& form) { return number(form.meetings_a_month); }},
        {"format", [](const Form& form) { return form.format; }},
        {"minutes", [](const Form& form) { return number(form.minutes); }},
        {"purpose", [](const Form& form) { return form.purpose; }},
        {"slots", [](const Form& form) { return listed(form.slots); }},
        {"travel_minutes", [](const Form& form) { return number(form.travel_minutes); }},
        {"area", [](const Form& form) { return form.area; }},
        {"access_cost", [](const Form& form) { return pounds(form.access_pence); }},
        {"statement", [](const Form& form) { return form.statement; }},
    };
    for (std::size_t item = 0; item < fit_items().size(); ++item) {
      all.emplace("fit_" + std::to_string(item + 1),
                  [item](const Form& form) { return item < form.fit.size() ? number(form.fit[item]) : std::string(); });
    }
    return all;
  }();
  return result;
}

std::optional<std::string> given(const Form& form, std::string_view column) {
  const Answer* answer = find_answer(form, column);
  return answer == nullptr ? std::nullopt : std::optional(answer->given);
}

std::string field(const Form& form, std::string_view column) {
  const auto found = fields().find(column);
  return found == fields().end() ? std::string() : found->second(form);
}

}  // namespace

std::string answer(const MenteeForm& form, std::string_view column) {
  return given(form, column).value_or(field(form, column));
}

std::string answer(const MentorForm& form, std::string_view column) {
  const std::optional<std::string> cell = given(form, column);
  if (column == "capacity" && cell.value_or("").empty()) return std::to_string(form.capacity);
  return cell.value_or(field(form, column));
}

const std::vector<std::string>& meeting_formats() {
  static const std::vector<std::string> words{"in person", "remote", "either"};
  return words;
}

}  // namespace pairwell
