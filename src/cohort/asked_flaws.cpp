#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cohort/answer_draws.hpp"
#include "cohort/asked_people.hpp"
#include "cohort/lists.hpp"

namespace pairwell {
namespace {

constexpr std::uint64_t asked_flaw_stream = 12;
constexpr std::uint64_t cell_stream = 13;

using RowFlaw = std::function<void(AskedPerson&)>;

std::string in_capitals(std::string text) {
  for (char& letter : text) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return text;
}

class Spoiling {
 public:
  Spoiling(const Setting& setting, const std::vector<Sheet>& sheets) : setting_(setting), sheets_(sheets) {}

  void spoil(std::vector<AskedPerson>& people) {
    std::vector<std::size_t> order(people.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    Random random(ticket(setting_.seed, asked_flaw_stream));
    random.shuffle(std::span(order));
    const std::size_t most = people.size() / 3;
    const std::vector<RowFlaw> all = flaws();
    std::size_t spoilt = 0;
    for (; spoilt < std::min(most, all.size()); ++spoilt) all[spoilt](people[order[spoilt]]);
    for (std::size_t i = spoilt; i < people.size(); ++i) {
      if (i % 5 == 0) leave_messy(people[order[i]], i);
    }
    const std::size_t again = spoilt < most ? 2 : 0;
    for (std::size_t i = spoilt; i < std::min(spoilt + again, people.size()); ++i) send_again(people, order, i);
  }

 private:
  RowFlaw after_deadline(std::int64_t seconds) const {
    return [this, seconds](AskedPerson& person) { person.submitted = Instant{setting_.deadline.seconds + seconds}; };
  }

  std::vector<RowFlaw> flaws() const {
    std::vector<RowFlaw> result{after_deadline(1), after_deadline(0), after_deadline(3 * 3600 + 25 * 60 + 12)};
    if (const Question* state = question_of(setting_.programme, Plays::state)) {
      const auto set_state = [this, state](FormState value) {
        return [this, state, value](AskedPerson& person) {
          person.state = value;
          set(person, *state, std::string(to_string(value)));
        };
      };
      result.emplace_back(set_state(FormState::draft));
      result.emplace_back(set_state(FormState::withdrawn));
    }
    const Question* region = question_of(setting_.programme, Plays::region);
    if (region != nullptr && !region->only_options) {
      result.emplace_back([this, region](AskedPerson& person) {
        const auto is_inside = [&](const std::string& nation) {
          return std::ranges::find(setting_.programme.nations, nation) != setting_.programme.nations.end();
        };
        const auto outside = std::ranges::find_if_not(lists::other_nations(), is_inside);
        if (outside != lists::other_nations().end()) set(person, *region, *outside);
      });
    }
    for (const EligibilityRule& rule : setting_.programme.rules) {
      for (const auto& [id, wants] : wants_of_rules({.rules = {rule}}, {Role::mentee, Role::mentor})) {
        if (!wants.answered) continue;
        const auto question = std::ranges::find(setting_.programme.questions, id, &Question::id);
        if (question == setting_.programme.questions.end()) continue;
        result.emplace_back([this, question](AskedPerson& person) { set(person, *question, {}); });
        break;
      }
    }
    return result;
  }

  void set(AskedPerson& person, const Question& question, const std::string& text) const {
    for (const Role role : person.roles) {
      for (const std::string& heading : headings_of(sheets_[person.sheet], question, role)) {
        const auto cell = person.cells.find(heading);
        if (cell != person.cells.end()) cell->second = text;
      }
    }
  }

  /// A cell as people leave it: blanks around it, capitals, a comma or semicolon at its end, words of their own.
  void leave_messy(AskedPerson& person, std::size_t turn) const {
    std::vector<const Question*> fit;
    for (const Question& question : setting_.programme.questions) {
      const bool is_listed = question.kind == QuestionKind::choice || question.kind == QuestionKind::choices ||
                             (question.kind == QuestionKind::ranked && question.least == question.most);
      if (is_listed && question.plays == Plays::nothing && question.headings.size() < 2 &&
          question.keep == Keep::application && is_asked(question, person.roles[0])) {
        fit.push_back(&question);
      }
    }
    if (fit.empty()) return;
    Draw draw(ticket(setting_.seed, cell_stream, turn));
    const Question& question = *draw.pick(fit);
    const auto cell = person.cells.find(headings_of(sheets_[person.sheet], question, person.roles[0])[0]);
    if (cell == person.cells.end() || cell->second.empty()) return;
    const std::string separator =
        question.separator.empty() ? question.options.empty() ? ";" : "," : question.separator;
    const bool is_list = question.kind != QuestionKind::choice;
    const std::size_t manner = turn % 4;
    if (manner == 0) cell->second = "  " + cell->second + " ";
    if (manner == 1) cell->second = in_capitals(cell->second);
    if (manner == 2) cell->second += is_list ? separator : " ";
    if (manner == 3 && is_list && !question.only_options) cell->second += separator + " Other: whatever is needed";
  }

  /// The same person again, a while later: a further row, or where the sheet has references, in the place of the last
  /// in order of the same role.
  void send_again(std::vector<AskedPerson>& people, const std::vector<std::size_t>& order, std::size_t place) const {
    const std::size_t first = order[place];
    AskedPerson further = people[first];
    const bool is_early = further.submitted.seconds + 1260 <= setting_.deadline.seconds;
    further.submitted = Instant{further.submitted.seconds + (is_early ? 1260 : -1260)};
    if (const Question* reference = question_of(setting_.programme, Plays::reference)) {
      for (std::size_t i = order.size() - 1; i > place; --i) {
        AskedPerson& other = people[order[i]];
        if (other.roles != further.roles || other.known_by.email == further.known_by.email) continue;
        further.position = other.position;
        set(further, *reference, numbered_reference(other.roles[0], other.position + 1));
        other = std::move(further);
        return;
      }
      return;
    }
    const Resubmissions rule = sheets_[further.sheet].resubmissions;
    // Without an address nobody could tell that it is the same person.
    if (question_of(setting_.programme, Plays::email) == nullptr || rule == Resubmissions::refused) return;
    const bool last_counts = rule == Resubmissions::last;
    (last_counts == is_early ? people[first] : further).is_replaced = true;
    people.push_back(std::move(further));
  }

  const Setting& setting_;
  const std::vector<Sheet>& sheets_;
};

}  // namespace

void spoil_people(const Setting& setting, const std::vector<Sheet>& sheets, std::vector<AskedPerson>& people) {
  Spoiling(setting, sheets).spoil(people);
}

}  // namespace pairwell
