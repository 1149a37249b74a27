#include "score/scoring_check.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/core/error.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

using enum QuestionKind;
using Kinds = std::vector<QuestionKind>;

/// What no bound of a comparison leaves, so that its square fits.
constexpr std::int64_t most_bound = 1'000'000'000'000'000;
constexpr std::int64_t most_weights = 1'000'000;
constexpr std::int32_t most_share = 1000;

Kinds kinds_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::covers:
      return {ranked, choices, choice, languages};
    case Comparison::overlap:
      return {choices, ranked, choice, languages, availability, people};
    case Comparison::same:
    case Comparison::different:
      return {choice, choices, ranked, level, scale, number, yes_no, date, instant, place, languages, people};
    case Comparison::near:
    case Comparison::at_least:
    case Comparison::gap:
      return {level, scale, number, date};
    case Comparison::ratio:
      return {level, scale, number};
    case Comparison::wish:
      return {people};
    case Comparison::table:
      return {choice, level, scale, number, yes_no, place};
    case Comparison::distance:
      return {place};
    case Comparison::travel:
      return {place, choice};
    case Comparison::common_time:
      return {availability, choices};
    case Comparison::common_language:
      return {languages};
    case Comparison::dot:
      return {vector};
    case Comparison::given:
    case Comparison::mean:
      break;
  }
  return {};
}

std::string listed(const Kinds& kinds) {
  std::vector<std::string> names;
  for (const QuestionKind kind : kinds) names.emplace_back(to_string(kind));
  return words::join(names, " or ");
}

bool compares_numbers(Comparison comparison) {
  return comparison == Comparison::near || comparison == Comparison::at_least || comparison == Comparison::gap ||
         comparison == Comparison::ratio;
}

class Check {
 public:
  explicit Check(const Scoring& scoring) : scoring_(scoring) {}

  Findings findings() {
    check_questions();
    std::int64_t weights = 0;
    std::set<std::string> ids;
    const auto once = [&](const std::string& id, const std::string& key) {
      if (id.empty()) add("id", "A criterion must have an id.", key, id);
      if (!ids.insert(id).second) add("duplicate", "Each id may be used once.", key, id);
    };
    for (const Criterion& criterion : scoring_.criteria) {
      const std::string key = "criteria." + criterion.id;
      once(criterion.id, key);
      check_weight(criterion.weight, key);
      check_criterion(criterion, key);
      weights += criterion.weight;
    }
    for (const OwnCriterion& own : scoring_.own) {
      const std::string key = "criteria." + own.id;
      once(own.id, key);
      check_weight(own.weight, key);
      check_share(own.neutral, key + ".neutral");
      if (!own.share) add("compare", "A criterion of one's own must have a function.", key, "");
      weights += own.weight;
    }
    if (findings_.empty() && weights == 0) {
      add("weights", "At least one criterion must have a weight above 0.", "criteria", "");
    }
    if (weights > most_weights) add("weights", "Weights sum to 1000000 at most.", "criteria", std::to_string(weights));
    ids.clear();
    for (const PairRule& rule : scoring_.pair_rules) {
      const std::string key = "pair_rules." + rule.id;
      once(rule.id, key);
      check_share(rule.share, key + ".share");
      check_criterion(rule.compare, key);
    }
    return std::move(findings_);
  }

 private:
  void add(std::string rule, std::string message, std::string key, std::string value) {
    findings_.push_back({.rule = std::move(rule),
                         .message = std::move(message),
                         .column = std::move(key),
                         .value = words::shortened(std::move(value))});
  }

  void check_questions() {
    for (const Question& question : scoring_.questions) {
      if (!questions_.emplace(question.id, &question).second) {
        add("duplicate", "Each question may stand once.", "questions." + question.id, question.id);
      }
    }
  }

  void check_range(std::int64_t value, std::int64_t least, std::int64_t most, const std::string& key) {
    if (value >= least && value <= most) return;
    add("range", "This must be from " + std::to_string(least) + " to " + std::to_string(most) + ".", key,
        std::to_string(value));
  }
  void check_share(std::int32_t share, const std::string& key) { check_range(share, 0, most_share, key); }
  void check_weight(std::int32_t weight, const std::string& key) {
    check_range(weight, 0, most_weight, key + ".weight");
  }

  /// The question that a criterion names, where it may be compared.
  const Question* find(const std::string& id, Role role, const std::string& key, const Kinds& kinds) {
    const auto found = questions_.find(id);
    if (found == questions_.end()) {
      std::vector<std::string> known;
      for (const Question& question : scoring_.questions) {
        if (question.keep == Keep::application) known.push_back(question.id);
      }
      const std::string nearest = words::nearest(id, known);
      add("question",
          id.empty() ? "This comparison must name a question for both roles."
                     : "There is no such question" +
                           (nearest.empty() ? std::string(".") : "; the nearest is '" + nearest + "'."),
          key, id);
      return nullptr;
    }
    const Question& question = *found->second;
    if (question.keep != Keep::application) {
      add("keep",
          "Answers to this question are kept with " + std::string(to_string(question.keep)) +
              ", and no criterion or rule may look at them.",
          key, id);
      return nullptr;
    }
    if (!question.asked.empty() && std::ranges::find(question.asked, role) == question.asked.end()) {
      add("asked", "This question is not asked of a " + std::string(to_string(role)) + ".", key, id);
      return nullptr;
    }
    if (std::ranges::find(kinds, question.kind) == kinds.end()) {
      add("kind",
          "This compares questions of the kind " + listed(kinds) + ", and this one is of the kind " +
              std::string(to_string(question.kind)) + ".",
          key, id);
      return nullptr;
    }
    return &question;
  }

  void check_criterion(const Criterion& criterion, const std::string& key) {
    check_weight(criterion.weight, key);
    if (criterion.neutral) check_share(*criterion.neutral, key + ".neutral");
    check_unused(criterion, key);
    check_named(criterion, key);
    check_parameters(criterion, key);
    std::set<std::string> ids;
    for (const Criterion& part : criterion.of) {
      const std::string within = key + ".of." + part.id;
      if (part.compare == Comparison::mean) add("compare", "A mean may not be within a mean.", within, part.id);
      if (!ids.insert(part.id).second) add("duplicate", "Each id may be used once within a mean.", within, part.id);
      check_criterion(part, within);
    }
  }

  void check_named(const Criterion& criterion, const std::string& key) {
    if (criterion.compare == Comparison::given || criterion.compare == Comparison::mean) return;
    const Kinds kinds = kinds_of(criterion.compare);
    if (criterion.compare == Comparison::wish) {
      if (!criterion.mentee.empty()) find(criterion.mentee, Role::mentee, key + ".mentee", kinds);
      if (!criterion.mentor.empty()) find(criterion.mentor, Role::mentor, key + ".mentor", kinds);
      return;
    }
    const Question* mentee = find(criterion.mentee, Role::mentee, key + ".mentee", kinds);
    const Question* mentor = find(criterion.mentor, Role::mentor, key + ".mentor", kinds);
    if (mentee != nullptr && mentor != nullptr && compares_numbers(criterion.compare)) {
      if ((mentee->kind == date) != (mentor->kind == date)) {
        add("kind", "A date can only be compared with a date.", key, criterion.mentee + " and " + criterion.mentor);
      }
      if (mentee->decimals != mentor->decimals) {
        add("decimals", "Numbers that are compared must have as many decimals.", key,
            criterion.mentee + " and " + criterion.mentor);
      }
    }
    if (criterion.compare != Comparison::travel) return;
    for (const Role role : {Role::mentee, Role::mentor}) {
      find(criterion.minutes, role, key + ".minutes", {number, scale});
      if (!criterion.format.empty()) find(criterion.format, role, key + ".format", {choice, level, choices});
    }
  }

  /// Parameters that the comparison does not look at.
  void check_unused(const Criterion& criterion, const std::string& key) {
    using enum Comparison;
    static const Criterion plain;
    const auto unused = [&](std::string_view name, bool is_set, std::initializer_list<Comparison> users) {
      if (!is_set || std::ranges::find(users, criterion.compare) != users.end()) return;
      add("unused",
          "The comparison '" + std::string(to_string(criterion.compare)) + "' does not use '" + std::string(name) +
              "'.",
          key + "." + std::string(name), "");
    };
    unused("needs_of", criterion.needs_of != plain.needs_of, {covers});
    unused("overlap", criterion.overlap != plain.overlap, {overlap});
    unused("low", criterion.low != 0, {near, gap, common_time, dot});
    unused("high", criterion.high != 0, {near, gap, common_time, common_language, dot});
    unused("fall", criterion.fall != 0, {gap, at_least});
    unused("curve", criterion.curve != plain.curve, {near, gap, at_least});
    unused("sides", criterion.sides != plain.sides, {wish});
    unused("any", !criterion.any.empty(), {same, travel});
    unused("table", !criterion.table.empty(), {table});
    unused("otherwise", criterion.otherwise != 0, {table, given});
    unused("bands", !criterion.bands.empty(), {distance, travel, dot});
    unused("minutes", !criterion.minutes.empty(), {travel});
    unused("format", !criterion.format.empty(), {travel});
    unused("pairs", !criterion.pairs.empty(), {given});
    unused("of", !criterion.of.empty(), {mean});
    unused("mentee", !criterion.mentee.empty() && (criterion.compare == given || criterion.compare == mean), {});
    unused("mentor", !criterion.mentor.empty() && (criterion.compare == given || criterion.compare == mean), {});
  }

  void check_parameters(const Criterion& criterion, const std::string& key) {
    for (const auto& [name, bound] :
         {std::pair("low", criterion.low), {"high", criterion.high}, {"fall", criterion.fall}}) {
      check_range(bound, -most_bound, most_bound, key + "." + name);
    }
    check_share(criterion.otherwise, key + ".otherwise");
    check_bands(criterion, key);
    switch (criterion.compare) {
      case Comparison::near:
        check_range(criterion.low, 0, most_bound, key + ".low");
        check_above(criterion, key);
        break;
      case Comparison::gap:
        if (criterion.low > criterion.high)
          add("range", "low must be at most high.", key + ".low", std::to_string(criterion.low));
        check_range(criterion.fall, 0, most_bound, key + ".fall");
        break;
      case Comparison::at_least:
        check_range(criterion.fall, 0, most_bound, key + ".fall");
        break;
      case Comparison::common_time:
        check_range(criterion.low, 0, most_bound, key + ".low");
        check_range(criterion.high, 1, most_bound, key + ".high");
        break;
      case Comparison::common_language:
        check_range(criterion.high, 0, 7, key + ".high");
        break;
      case Comparison::dot:
        if (criterion.low != 0 || criterion.high != 0) check_above(criterion, key);
        break;
      case Comparison::mean:
        if (criterion.of.empty()) add("of", "A mean must be of at least one criterion.", key + ".of", "");
        break;
      case Comparison::table:
        check_table(criterion, key);
        break;
      case Comparison::given:
        check_pairs(criterion, key);
        break;
      case Comparison::distance:
        if (criterion.bands.empty()) add("bands", "A distance must have bands.", key + ".bands", "");
        break;
      default:
        break;
    }
  }

  void check_above(const Criterion& criterion, const std::string& key) {
    if (criterion.high > criterion.low) return;
    add("range", "high must be above low.", key + ".high", std::to_string(criterion.high));
  }

  void check_bands(const Criterion& criterion, const std::string& key) {
    const std::int64_t least = criterion.compare == Comparison::dot ? -most_bound : 0;
    for (std::size_t k = 0; k < criterion.bands.size(); ++k) {
      const Band& band = criterion.bands[k];
      check_range(band.from, least, most_bound, key + ".bands");
      check_share(band.share, key + ".bands");
      if (k > 0 && band.from <= criterion.bands[k - 1].from) {
        add("range", "Bands must begin at rising numbers.", key + ".bands", std::to_string(band.from));
      }
    }
  }

  void check_table(const Criterion& criterion, const std::string& key) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const TableShare& row : criterion.table) {
      check_share(row.share, key + ".table");
      if (!seen.emplace(words::key(row.mentee), words::key(row.mentor)).second) {
        add("duplicate", "Each pair of answers may stand once.", key + ".table", row.mentee + ", " + row.mentor);
      }
    }
  }

  void check_pairs(const Criterion& criterion, const std::string& key) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const GivenShare& pair : criterion.pairs) {
      check_share(pair.share, key + ".pairs");
      if (!seen.emplace(pair.mentee, pair.mentor).second) {
        add("duplicate", "Each pair may stand once.", key + ".pairs", pair.mentee + ", " + pair.mentor);
      }
    }
  }

  const Scoring& scoring_;
  std::map<std::string, const Question*> questions_;
  Findings findings_;
};

}  // namespace

Findings check(const Scoring& scoring) { return Check(scoring).findings(); }

}  // namespace pairwell
