#include "pairwell/scheme/programme.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <utility>

#include "pairwell/core/stage.hpp"
#include "scheme/calendar_parts.hpp"
#include "scheme/findings.hpp"
#include "scheme/programme_answers_check.hpp"
#include "scheme/programme_checks.hpp"
#include "scheme/programme_relations.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t most_people = 1'000'000;
constexpr std::int32_t most_mark = 100;
constexpr std::int32_t most_slots = 100;
constexpr std::int64_t most_pence = 100'000'000'000;

std::string numbered_key(const std::string& key, std::size_t position) {
  return key + "[" + std::to_string(position + 1) + "]";
}

bool has(const std::vector<std::string>& items, const std::string& item) {
  return std::ranges::find(items, item) != items.end();
}

class ProgrammeCheck {
 public:
  explicit ProgrammeCheck(const Programme& programme) : programme_(programme) {}

  Findings run() {
    check_heading();
    check_period();
    check_names("nations", programme_.nations);
    check_names("funders", programme_.funders);
    check_names("references", programme_.references);
    check_vocabulary();
    found_.append(check(programme_.timetable));
    found_.append(check_relations(programme_));
    check_places();
    check_funds();
    found_.append(check(programme_.rules, programme_.questions));
    check_selection();
    check_pairing();
    check_objective();
    found_.append(check(programme_.questions));
    found_.append(check(programme_.criteria, programme_.questions));
    found_.append(check(programme_.pair_rules, programme_.questions));
    found_.append(check_answers_of(programme_));
    return found_.take();
  }

 private:
  void need_text(const std::string& key, const std::string& text, const std::string& what) {
    check_text(key, text, what, found_);
  }

  void need_range(const std::string& key, std::int64_t value, std::int64_t least, std::int64_t most) {
    check_range(key, value, least, most, found_);
  }

  void need_id(const std::string& key, const std::string& id, std::set<std::string>& ids) {
    check_id(key, id, ids, found_);
  }

  void need_one_of(const std::string& key, const std::string& text, const std::vector<std::string>& known,
                   const std::string& what) {
    if (has(known, text)) return;
    found_.error(key, "reference", "There is no " + what + " \"" + text + "\"; " + hint(text, known), text);
  }

  void check_heading() {
    std::set<std::string> ids;
    need_id("id", programme_.id, ids);
    need_text("name", programme_.name, "The programme's name");
  }

  void check_period() {
    for (const auto& [key, month] : {std::pair("starts", programme_.starts), std::pair("ends", programme_.ends)}) {
      if (!exists(month)) found_.error(key, "calendar", why_not(month), to_string(month));
    }
    if (programme_.ends < programme_.starts) {
      found_.error("ends", "period", "The programme ends before it starts.", to_string(programme_.ends));
    }
  }

  void check_names(const std::string& key, const std::vector<std::string>& names) {
    if (names.empty() && key == "nations") {
      found_.error(key, "blank", "A programme takes place in at least one nation or region.");
    }
    std::set<std::string> seen;
    for (std::size_t i = 0; i < names.size(); ++i) {
      need_text(numbered_key(key, i), names[i], "A name in this list");
      if (!seen.insert(words::key(names[i])).second) {
        found_.error(numbered_key(key, i), "duplicate", "This appears twice in the list.", names[i]);
      }
    }
  }

  void check_vocabulary() {
    check_names("vocabulary", programme_.vocabulary);
    for (std::size_t i = 0; i < programme_.vocabulary.size(); ++i) {
      const std::string& term = programme_.vocabulary[i];
      if (term.find_first_of(";:") != std::string::npos) {
        found_.error(numbered_key("vocabulary", i), "term",
                     "A term may not hold \";\" or \":\", which separate terms and priorities in a form.", term);
      }
    }
  }

  void check_places() {
    std::set<std::pair<Role, std::string>> seen;
    for (const Place& place : programme_.places) {
      const std::string region = "places." + place.region;
      const std::string key = region + "." + std::string(to_string(place.role)) + "s";
      if (!seen.emplace(place.role, place.region).second) {
        found_.error(key, "duplicate", "The places of this region and role appear twice.", place.region);
      }
      const bool is_said = place.role == Role::mentor && seen.contains({Role::mentee, place.region});
      if (!is_said && !programme_.nations.empty()) {
        need_one_of(region, place.region, programme_.nations, "nation");
      }
      need_range(key, place.people.least, 0, most_people);
      if (place.people.most != Range::no_limit) need_range(key, place.people.most, 0, most_people);
      if (place.people.most >= 0 && place.people.least > place.people.most) {
        found_.error(key, "range", "The least is more than the most.",
                     std::to_string(place.people.least) + " to " + std::to_string(place.people.most));
      }
    }
    if (programme_.places.empty()) {
      found_.warning("places", "places", "There are no places, so nobody can be shortlisted.");
    }
  }

  void check_funds() {
    std::set<std::string> ids;
    for (const Fund& fund : programme_.funds) {
      const std::string key = "funds." + fund.id;
      need_id(key, fund.id, ids);
      need_text(key + ".purpose", fund.purpose, "What a fund is for");
      need_range(key + ".pence", fund.pence, 0, most_pence);
    }
  }

  void check_selection() {
    const SelectionRules& selection = programme_.selection;
    need_range("selection.panel_members", selection.panel_members, 1, most_mark);
    need_range("selection.reserves", selection.reserves, 0, most_people);
    std::set<std::string> ids{"reference", "member"};  // The other columns of a table of panel scores.
    std::vector<std::string> lines;
    std::int64_t weight = 0;
    for (const RubricLine& line : selection.rubric) {
      const std::string key = "selection.rubric." + line.id;
      need_id(key, line.id, ids);
      need_text(key + ".sentence", line.sentence, "The sentence of a rubric line");
      need_range(key + ".most", line.most, 1, most_mark);
      need_range(key + ".weight", line.weight, 0, most_weight);
      weight += std::max(line.weight, 0);
      lines.push_back(line.id);
    }
    if (!lines.empty() && weight == 0) {
      found_.error("selection.rubric", "weights", "At least one line of the rubric needs a weight above 0.");
    }
    std::set<std::string> seen;
    for (std::size_t i = 0; i < selection.tie_rule.size(); ++i) {
      const std::string key = numbered_key("selection.tie_rule", i);
      need_one_of(key, selection.tie_rule[i], lines, "rubric line");
      if (!seen.insert(selection.tie_rule[i]).second) {
        found_.error(key, "duplicate", "This line appears twice in the tie rule.", selection.tie_rule[i]);
      }
    }
  }

  void check_pairing() {
    const PairRules& pairing = programme_.pairing;
    need_range("pairing.common_slots", pairing.common_slots, 0, most_slots);
    need_range("pairing.most_access_pence", pairing.most_access_pence, 0, most_pence);
    if (pairing.most_access_pence <= 0) return;
    const auto fund = std::ranges::find(programme_.funds, std::string("access"), &Fund::id);
    const std::string value = std::to_string(pairing.most_access_pence);
    if (fund == programme_.funds.end()) {
      found_.error("pairing.most_access_pence", "reference", "There is no fund \"access\" to pay access needs from.",
                   value);
    } else if (fund->pence >= 0 && fund->pence < pairing.most_access_pence) {
      found_.error("pairing.most_access_pence", "range", "One person's access needs may cost more than the whole fund.",
                   value);
    }
  }

  void check_objective() {
    const ObjectiveRules& objective = programme_.objective;
    const std::vector<std::string> known = stages_of_programmes();
    need_range("objective.floor", objective.floor, 0, 100);
    if (objective.stages.empty()) found_.error("objective.stages", "blank", "An objective needs at least one stage.");
    std::set<std::string> seen;
    std::vector<StageKind> before;
    for (std::size_t i = 0; i < objective.stages.size(); ++i) {
      const std::string& stage = objective.stages[i];
      const std::string key = numbered_key("objective.stages", i);
      need_one_of(key, stage, known, "stage");
      const std::optional<StageKind> kind = parse_stage(stage);
      if (kind == StageKind::lottery && i + 1 < objective.stages.size()) {
        found_.error(key, "order", "The lottery leaves no ties, so no stage can come after it.", stage);
      } else if (kind) {
        if (const std::string why = misplaced(*kind, before); !why.empty()) found_.warning(key, "order", why, stage);
        before.push_back(*kind);
      }
      if (!seen.insert(stage).second) found_.error(key, "duplicate", "This stage appears twice.", stage);
    }
  }

  const Programme& programme_;
  FindingList found_;
};

}  // namespace

std::string_view to_string(Across across) { return across == Across::allowed ? "allowed" : "forbidden"; }

Findings check(const Programme& programme) { return ProgrammeCheck(programme).run(); }

}  // namespace pairwell
