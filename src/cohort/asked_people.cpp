#include "cohort/asked_people.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cohort/answer_draws.hpp"
#include "cohort/lists.hpp"

namespace pairwell {
namespace {

enum AskedStream : std::uint64_t { person_stream = 8, both_stream = 9, answer_stream = 10, people_stream = 11 };

enum AskedKind : std::size_t { of_mentee, of_mentor, of_both };

AskedKind kind_of(const AskedPerson& person) {
  if (person.roles.size() > 1) return of_both;
  return person.roles[0] == Role::mentor ? of_mentor : of_mentee;
}

bool names_both(const RoleWord& word) { return word.roles.size() > 1; }

/// Whether somebody may apply for both roles in one row.
bool takes_both(const Sheet& sheet) {
  return !sheet.role && (sheet.roles.empty() || std::ranges::any_of(sheet.roles, names_both));
}

std::string role_word(const Sheet& sheet, const std::vector<Role>& roles) {
  for (const RoleWord& word : sheet.roles) {
    if (word.roles.size() == roles.size() && (roles.size() > 1 || word.roles[0] == roles[0])) return word.word;
  }
  return roles.size() > 1 ? "both" : std::string(to_string(roles[0]));
}

/// How many in a hundred answer a question that no rule wants answered.
int percent_of(const Question& question) {
  switch (question.plays) {
    case Plays::reference:
    case Plays::name:
    case Plays::email:
    case Plays::role:
    case Plays::state:
    case Plays::submitted_at:
    case Plays::consent:
    case Plays::region:
      return 100;
    case Plays::access_cost:
      return 12;
    case Plays::wishes:
      return 40;
    case Plays::vetoes:
      return 4;
    case Plays::conflicts:
    case Plays::past_pairs:
      return 12;
    case Plays::again:
      return 3;
    case Plays::line_manager:
      return 60;
    default:
      break;
  }
  if (question.kind == QuestionKind::text) return 40;
  if (question.kind == QuestionKind::people) return 25;
  return question.is_private || question.keep == Keep::monitoring ? 85 : 92;
}

class Asking {
 public:
  Asking(const Setting& setting, const std::vector<Sheet>& sheets) : setting_(setting), sheets_(sheets) {
    for (const Sheet& sheet : sheets) draws_.emplace_back(setting, sheet);
    for (const std::vector<Role>& roles : {std::vector{Role::mentee}, {Role::mentor}, {Role::mentee, Role::mentor}}) {
      wants_.push_back(wants_of_rules(setting.programme, roles));
    }
  }

  std::vector<AskedPerson> ask(std::int32_t mentees, std::int32_t mentors) {
    std::vector<bool> is_both(static_cast<std::size_t>(mentors), false);
    std::vector<AskedPerson> people;
    for (std::int32_t i = 0; i < mentees; ++i) {
      std::vector<Role> roles{Role::mentee};
      if (i < mentors && takes_both(sheets_[0])) {
        Draw draw(ticket(setting_.seed, both_stream, static_cast<std::uint64_t>(i)));
        is_both[static_cast<std::size_t>(i)] = draw.chance(60);
        if (is_both[static_cast<std::size_t>(i)]) roles.push_back(Role::mentor);
      }
      people.push_back(person(std::move(roles), i));
    }
    for (std::int32_t i = 0; i < mentors; ++i) {
      if (!is_both[static_cast<std::size_t>(i)]) people.push_back(person({Role::mentor}, i));
    }
    for (AskedPerson& each : people) answer(each);
    find_pools(people);
    for (AskedPerson& each : people) name_others(each, people);
    return people;
  }

 private:
  AskedPerson person(std::vector<Role> roles, std::int32_t position) const {
    AskedPerson result{.roles = std::move(roles), .position = position};
    const Role role = result.roles[0];
    result.sheet = sheets_.size() > 1 && role == Role::mentor ? 1 : 0;
    Draw draw(stream(person_stream, result));
    result.known_by = drawn_name(role, position, draw);
    result.submitted = drawn_submission(setting_, draw);
    return result;
  }

  /// Of the draws about somebody: others who apply do not change them.
  std::uint64_t stream(std::uint64_t which, const AskedPerson& person, std::string_view question = {}) const {
    const std::uint64_t who = 2 * static_cast<std::uint64_t>(person.position) + (person.roles[0] == Role::mentor);
    return ticket(ticket(setting_.seed, which, who), lottery_key(question));
  }

  const AnswerWants& wants_of(const AskedPerson& person, const Question& question) const {
    static const AnswerWants nothing;
    const auto& all = wants_[kind_of(person)];
    const auto found = all.find(question.id);
    return found == all.end() ? nothing : found->second;
  }

  bool is_answered(const AskedPerson& person, const Question& question, Draw& draw) const {
    const AnswerWants& wants = wants_of(person, question);
    // A tenth are in a hurry.
    const bool hurries = Draw(stream(person_stream, person, "hurry")).chance(10);
    const bool answers = draw.chance(percent_of(question));
    const bool skips = hurries && percent_of(question) < 100 && draw.chance(40);
    return !wants.blank && (wants.answered || (answers && !skips));
  }

  std::optional<std::string> part(const AskedPerson& person, const Question& question) const {
    switch (question.plays) {
      case Plays::reference:
        return numbered_reference(person.roles[0], person.position + 1);
      case Plays::name:
        return person.known_by.name;
      case Plays::email:
        return person.known_by.email;
      case Plays::role:
        return role_word(sheets_[person.sheet], person.roles);
      case Plays::state:
        return "submitted";
      case Plays::region:
        return nation_of(setting_.programme, person.position);
      case Plays::zone:
        return setting_.programme.timetable.zone;
      default:
        return std::nullopt;
    }
  }

  void answer(AskedPerson& person) {
    for (const Question& question : setting_.programme.questions) {
      std::vector<std::vector<std::string>> written;
      for (const Role role : person.roles) {
        const std::vector<std::string> headings = headings_of(sheets_[person.sheet], question, role);
        if (!is_asked(question, role) || std::ranges::find(written, headings) != written.end()) continue;
        written.push_back(headings);
        Draw draw(stream(answer_stream + (role == Role::mentor ? 1000 : 0), person, question.id));
        if (!is_answered(person, question, draw) || question.plays == Plays::submitted_at) continue;
        write(person, question, headings, answer_of(person, question, role, draw));
      }
    }
  }

  std::vector<AnswerItem> answer_of(const AskedPerson& person, const Question& question, Role role, Draw& draw) const {
    if (const auto text = part(person, question)) return {{*text, {}}};
    AnswerWants wants = wants_of(person, question);
    if (question.plays == Plays::consent) wants.yes = true;
    if (question.plays == Plays::line_manager && question.kind == QuestionKind::text) {
      return {{draw.pick(lists::first_names()).shown + " " + draw.pick(lists::last_names()).shown, {}}};
    }
    return draws_[person.sheet].draw(question, role, wants, draw);
  }

  void write(AskedPerson& person, const Question& question, const std::vector<std::string>& headings,
             const std::vector<AnswerItem>& items) const {
    const std::vector<std::string> cells = draws_[person.sheet].cells(question, headings, items);
    auto& row = question.keep == Keep::monitoring ? person.monitoring : person.cells;
    for (std::size_t i = 0; i < headings.size(); ++i) row[headings[i]] = cells[i];
  }

  /// Answers about other people: of those who could be paired with the person, some are named often.
  void name_others(AskedPerson& person, const std::vector<AskedPerson>& people) {
    for (const Question& question : setting_.programme.questions) {
      if (question.kind != QuestionKind::people) continue;
      for (const Role role : person.roles) {
        if (!is_asked(question, role)) continue;
        Draw draw(stream(people_stream, person, question.id));
        if (!is_answered(person, question, draw)) continue;
        const int most = question.plays == Plays::wishes ? 3 : question.plays == Plays::line_manager ? 1 : 2;
        std::vector<AnswerItem> items = drawn_others(person, people, most, draw);
        if (question.plays == Plays::line_manager && !draw.chance(25)) {
          const std::string& first = draw.pick(lists::first_names()).shown;
          items = {{first + " " + draw.pick(lists::last_names()).shown, {}}};  // Most managers do not apply.
        }
        write(person, question, headings_of(sheets_[person.sheet], question, role), items);
      }
    }
  }

  /// Some of the people who could be paired with somebody in each of their roles, the earlier ones more often.
  std::vector<AnswerItem> drawn_others(const AskedPerson& person, const std::vector<AskedPerson>& people, int most,
                                       Draw& draw) const {
    constexpr int looks = 8;
    const std::vector<std::size_t>& pool = pools_[kind_of(person)];
    const int count = draw.between(1, most);
    std::vector<std::size_t> drawn;
    for (int look = 0; look < looks && std::ssize(drawn) < count && !pool.empty(); ++look) {
      const std::size_t one = draw.below(pool.size());
      const std::size_t other = pool[std::min(one, draw.below(pool.size()))];
      if (&people[other] != &person && std::ranges::find(drawn, other) == drawn.end()) drawn.push_back(other);
    }
    std::vector<AnswerItem> items;
    for (const std::size_t other : drawn) items.push_back({named_by(setting_.programme, people[other]), {}});
    return items;
  }

  void find_pools(const std::vector<AskedPerson>& people) {
    for (std::size_t i = 0; i < people.size(); ++i) {
      const std::size_t kind = kind_of(people[i]);
      if (kind != of_mentor) pools_[of_mentor].push_back(i);
      if (kind != of_mentee) pools_[of_mentee].push_back(i);
      if (kind == of_both) pools_[of_both].push_back(i);
    }
  }

  const Setting& setting_;
  const std::vector<Sheet>& sheets_;
  std::vector<AnswerDraws> draws_{};
  std::vector<std::map<std::string, AnswerWants>> wants_{};  ///< By kind.
  std::array<std::vector<std::size_t>, 3> pools_{};          ///< By kind, who could be paired with such a person.
};

}  // namespace

std::vector<Sheet> sheets_of(const Programme& programme) {
  const auto of = [&](std::optional<Role> role) { return std::ranges::find(programme.sheets, role, &Sheet::role); };
  if (const auto both = of(std::nullopt); both != programme.sheets.end()) return {*both};
  std::vector<Sheet> sheets;
  for (const Role role : {Role::mentee, Role::mentor}) {
    const auto found = of(role);
    sheets.push_back(found != programme.sheets.end() ? *found
                                                     : Sheet{.id = std::string(to_string(role)) + "s", .role = role});
  }
  return sheets;
}

std::vector<std::string> headings_of(const Sheet& sheet, const Question& question, Role role) {
  std::vector<std::string> mapped;
  for (const SheetColumn& column : sheet.columns) {
    if (column.question == question.id) mapped.push_back(column.heading);
  }
  const bool has_several = question.headings.size() > 1;
  if (!mapped.empty() && !has_several) return {mapped[0]};
  if (!mapped.empty() && mapped.size() == question.headings.size()) return mapped;
  if (has_several) return question.headings;
  return {std::string(words_for(question, role))};
}

const Question* question_of(const Programme& programme, Plays part) {
  const auto found = std::ranges::find(programme.questions, part, &Question::plays);
  return found == programme.questions.end() ? nullptr : &*found;
}

std::string named_by(const Programme& programme, const AskedPerson& person) {
  if (question_of(programme, Plays::reference) != nullptr) {
    return numbered_reference(person.roles[0], person.position + 1);
  }
  return question_of(programme, Plays::email) != nullptr ? person.known_by.email : person.known_by.name;
}

std::vector<AskedPerson> ask_people(const Setting& setting, const std::vector<Sheet>& sheets, std::int32_t mentees,
                                    std::int32_t mentors) {
  return Asking(setting, sheets).ask(mentees, mentors);
}

}  // namespace pairwell
