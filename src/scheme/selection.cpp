#include "pairwell/scheme/selection.hpp"

#include <algorithm>
#include <cassert>
#include <compare>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "pairwell/core/random.hpp"
#include "scheme/panel.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// One form of the shortlist, with what its rank is made of.
struct Candidate {
  std::string reference;
  std::string region;
  Marks marks;
  std::uint64_t ticket = 0;
};

std::string people(Role role, std::size_t number) {
  return words::count(static_cast<std::int64_t>(number), to_string(role));
}

std::string in_region(const std::string& region) { return region.empty() ? " without a region" : " in " + region; }

/// How one candidate ranks against another, and what told them apart.
class Ranking {
 public:
  Ranking(const Programme& programme) : selection_(programme.selection), seed_(programme.objective.seed) {}

  bool before(const Candidate& a, const Candidate& b) const {
    if (const auto order = compare_totals(a.marks, b.marks); order != 0) return order > 0;
    if (const auto [line, order] = tie_line(a, b); order != 0) return order > 0;
    if (a.ticket != b.ticket) return a.ticket < b.ticket;
    return a.reference <
           b.reference;  // Two texts of one lottery key: not seen in practice, but never the order of rows.
  }

  bool tied(const Candidate& a, const Candidate& b) const { return compare_totals(a.marks, b.marks) == 0; }

  /// "the mean mark for 'need'" or "the lottery with seed 7".
  std::string what_told_apart(const Candidate& a, const Candidate& b) const {
    const auto [line, order] = tie_line(a, b);
    if (order != 0) return "the mean mark for " + words::quote(line);
    return "the lottery with seed " + std::to_string(seed_);
  }

 private:
  std::pair<std::string, std::strong_ordering> tie_line(const Candidate& a, const Candidate& b) const {
    for (const std::string& id : selection_.tie_rule) {
      const auto line = std::ranges::find(selection_.rubric, id, &RubricLine::id);
      assert(line != selection_.rubric.end());  // check_rubric saw to it.
      const auto position = static_cast<std::size_t>(line - selection_.rubric.begin());
      if (const auto order = compare_lines(a.marks, b.marks, position); order != 0) return {id, order};
    }
    return {{}, std::strong_ordering::equal};
  }

  const SelectionRules& selection_;
  std::uint64_t seed_;
};

/// "The mean mark ties with B and C; the form stands above B by ... and below C by ...": empty where nothing ties.
std::string tie_in_words(const Ranking& ranking, const std::vector<Candidate>& ranked, std::size_t place) {
  const Candidate& own = ranked[place];
  std::vector<std::string> ties;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    if (i != place && ranking.tied(own, ranked[i])) ties.push_back(ranked[i].reference);
  }
  if (ties.empty()) return {};
  std::vector<std::string> sides;
  if (place > 0 && ranking.tied(own, ranked[place - 1])) {
    const Candidate& above = ranked[place - 1];
    sides.push_back("below " + above.reference + " by " + ranking.what_told_apart(own, above));
  }
  if (place + 1 < ranked.size() && ranking.tied(own, ranked[place + 1])) {
    const Candidate& below = ranked[place + 1];
    sides.push_back("above " + below.reference + " by " + ranking.what_told_apart(own, below));
  }
  assert(!sides.empty());  // Those whose marks tie are ranked side by side.
  return "The mean mark ties with " + words::join(ties) + "; the form stands " + words::join(sides) + ".";
}

/// "83.3%".
std::string percent(std::int64_t thousandths) {
  return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + "%";
}

/// The most people that a region and role takes part with; no limit where the programme sets none.
std::int32_t places_of(const Programme& programme, Role role, const std::string& region) {
  for (const Place& place : programme.places) {
    if (place.role == role && place.region == region) return place.people.most;
  }
  return Range::no_limit;
}

std::string standing_in_words(Selected outcome, std::int32_t places, std::int32_t reserves) {
  const std::string all = words::count(places, "place");
  switch (outcome) {
    case Selected::shortlisted:
      return places == Range::no_limit ? "no limit of places is set" : "within the " + all;
    case Selected::reserve:
      return "behind the " + all + " and within the " + words::count(reserves, "reserve");
    default:
      return "behind the " + all + " and the " + words::count(reserves, "reserve");
  }
}

Selected outcome_of(std::size_t place, std::int32_t places, std::int32_t reserves) {
  const auto position = static_cast<std::int64_t>(place);
  if (position < places) return Selected::shortlisted;
  return position < std::int64_t{places} + reserves ? Selected::reserve : Selected::not_selected;
}

/// Ranks the scored candidates of one region.
void rank_region(const Programme& programme, Role role, std::vector<Candidate>& candidates,
                 std::vector<Selection>& result) {
  const Ranking ranking(programme);
  std::ranges::sort(candidates, [&](const Candidate& a, const Candidate& b) { return ranking.before(a, b); });
  const std::int64_t most = most_total(programme.selection);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& own = candidates[i];
    const std::int32_t places = places_of(programme, role, own.region);
    const std::int64_t mean = mean_thousandths(own.marks, most);
    const Selected outcome = outcome_of(i, places, programme.selection.reserves);
    std::string reason = "Ranked " + std::to_string(i + 1) + " of " + people(role, candidates.size()) +
                         in_region(own.region) + " with " + percent(mean) + " of all marks from " +
                         words::count(own.marks.members, "panel member") + ": " +
                         standing_in_words(outcome, places, programme.selection.reserves) + ".";
    result.push_back({.reference = own.reference,
                      .role = role,
                      .region = own.region,
                      .outcome = outcome,
                      .rank = static_cast<std::int32_t>(i + 1),
                      .mean_thousandths = mean,
                      .reason = std::move(reason),
                      .detail = tie_in_words(ranking, candidates, i)});
  }
}

Selection not_scored(const SelectionRules& rules, Role role, const Candidate& candidate, std::int64_t most) {
  const std::int32_t members = candidate.marks.members;
  return {.reference = candidate.reference,
          .role = role,
          .region = candidate.region,
          .outcome = Selected::not_scored,
          .rank = 0,
          .mean_thousandths = members == 0 ? 0 : mean_thousandths(candidate.marks, most),
          .reason = "Scored by " +
                    (members == 0 ? std::string("no panel member") : words::count(members, "panel member")) +
                    " where the programme asks for " + std::to_string(rules.panel_members) +
                    "; it is not ranked until the others have scored it."};
}

/// Whether a programme has no marks to give: everybody who is eligible goes on then.
bool has_no_panel(const Programme& programme) { return programme.selection.rubric.empty(); }

Selection goes_on(Role role, const Candidate& candidate) {
  return {.reference = candidate.reference,
          .role = role,
          .region = candidate.region,
          .outcome = Selected::shortlisted,
          .reason = "The programme has no panel: every eligible form goes on."};
}

/// The programme's regions in their order, then any other in alphabetical order.
std::vector<std::string> regions_in_order(const Programme& programme, const std::vector<Candidate>& candidates) {
  std::vector<std::string> regions = programme.nations;
  std::set<std::string> others;
  for (const Candidate& candidate : candidates) {
    if (std::ranges::find(regions, candidate.region) == regions.end()) others.insert(candidate.region);
  }
  regions.insert(regions.end(), others.begin(), others.end());
  return regions;
}

/// The eligible forms of the role with their marks, in the order of their references.
std::vector<Candidate> candidates_of(const Programme& programme, Role role, const std::vector<Decision>& decisions,
                                     const std::vector<Form>& forms, const std::vector<PanelScore>& scores,
                                     const std::vector<PanelConflict>& conflicts) {
  Findings findings;
  if (!has_no_panel(programme) || !scores.empty()) findings = check_rubric(programme.selection);
  for (Finding& finding : check(scores, conflicts)) findings.push_back(std::move(finding));
  const auto fault = [&](const char* rule, const std::string& message, const std::string& value) {
    findings.push_back({.rule = rule, .message = message, .value = value});
  };
  std::map<std::string, const Form*> form_of;
  for (const Form& form : forms) {
    if (!form_of.emplace(form.reference, &form).second) fault("duplicate", "A form appears twice.", form.reference);
  }
  std::map<std::string, Candidate> eligible;
  for (const Decision& decision : decisions) {
    if (decision.role != role || decision.outcome != Outcome::eligible) continue;
    const auto form = form_of.find(decision.reference);
    if (form == form_of.end()) {
      fault("decision", "A decision names no form of the call.", decision.reference);
      continue;
    }
    Candidate candidate{.reference = decision.reference, .region = form->second->nation, .marks = {}, .ticket = 0};
    candidate.ticket = ticket(programme.objective.seed, lottery_key(decision.reference));
    if (!eligible.emplace(decision.reference, std::move(candidate)).second) {
      fault("duplicate", "An eligible form has two decisions.", decision.reference);
    }
  }
  const auto marks = scores.empty() ? std::map<std::string, Marks>() : add_up(programme.selection, scores, findings);
  throw_if_errors("shortlist", findings);
  std::vector<Candidate> result;
  for (auto& [reference, candidate] : eligible) {
    if (const auto found = marks.find(reference); found != marks.end()) candidate.marks = found->second;
    result.push_back(std::move(candidate));
  }
  return result;
}

}  // namespace

std::string_view to_string(Selected selected) {
  switch (selected) {
    case Selected::shortlisted:
      return "shortlisted";
    case Selected::reserve:
      return "reserve";
    case Selected::not_selected:
      return "not_selected";
    case Selected::not_scored:
      return "not_scored";
  }
  return "unknown";
}

std::vector<Selection> shortlist(const Programme& programme, Role role, const std::vector<Decision>& decisions,
                                 const std::vector<Form>& forms, const std::vector<PanelScore>& scores,
                                 const std::vector<PanelConflict>& conflicts) {
  const std::vector<Candidate> all = candidates_of(programme, role, decisions, forms, scores, conflicts);
  const std::int32_t least_members = std::max(programme.selection.panel_members, 1);
  std::vector<Selection> result;
  for (const std::string& region : regions_in_order(programme, all)) {
    std::vector<Candidate> scored;
    std::vector<Selection> unscored;
    for (const Candidate& candidate : all) {
      if (candidate.region != region) continue;
      if (has_no_panel(programme)) {
        result.push_back(goes_on(role, candidate));
      } else if (candidate.marks.members >= least_members) {
        scored.push_back(candidate);
      } else {
        unscored.push_back(not_scored(programme.selection, role, candidate, most_total(programme.selection)));
      }
    }
    rank_region(programme, role, scored, result);
    std::ranges::move(unscored, std::back_inserter(result));
  }
  assert(result.size() == all.size());
  return result;
}

}  // namespace pairwell
