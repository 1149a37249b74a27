#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/core/digest.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/standard_questions.hpp"
#include "scheme/programme_toml_scan.hpp"
#include "scheme/programme_toml_section.hpp"
#include "scheme/programme_toml_timetable.hpp"
#include "scheme/programme_toml_words.hpp"

namespace pairwell {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 18;

[[noreturn]] void refuse_text(std::string_view file, const char* rule, std::string message, std::int64_t line) {
  Finding finding;
  finding.rule = rule;
  finding.message = std::move(message);
  finding.file = file;
  finding.row = line;
  throw InvalidInput("read_programme", Findings{std::move(finding)});
}

/// The end of the line with a number, counted from 1.
std::size_t end_of_line(std::string_view text, std::int64_t line) {
  std::size_t end = 0;
  for (; line > 0 && end < text.size(); --line) end = std::min(text.find('\n', end), text.size() - 1) + 1;
  return end;
}

bool breaks_parser(std::string_view text) {
  try {
    static_cast<void>(toml::parse(text));
  } catch (const BrokenAssertion&) {
    return true;
  } catch (const toml::parse_error&) {
    return false;
  }
  return false;
}

/// The line on which the parser broke, which it cannot say itself: the last of the fewest lines that break it.
std::int64_t line_of_break(std::string_view text) {
  assert(breaks_parser(text));
  std::int64_t sound = 0;
  std::int64_t broken = 1 + std::count(text.begin(), text.end(), '\n');
  while (sound + 1 < broken) {
    const std::int64_t middle = sound + (broken - sound) / 2;
    (breaks_parser(text.substr(0, end_of_line(text, middle))) ? broken : sound) = middle;
  }
  return broken;
}

toml::table parse(std::string_view text, std::string_view file) {
  if (text.size() > most_bytes) refuse_text(file, "size", "A programme's text may be at most 256 KiB long.", 0);
  const TomlScan scan = scan_toml(text);
  if (!scan.fault.empty()) refuse_text(file, "syntax", scan.fault, scan.line);
  try {
    return toml::parse(scan.text, file);
  } catch (const toml::parse_error& error) {
    refuse_text(file, "syntax", "This is not TOML: " + std::string(error.description()) + ".",
                static_cast<std::int64_t>(error.source().begin.line));
  } catch (const BrokenAssertion&) {
    refuse_text(file, "syntax", "This is not TOML: a key or a value cannot begin or end like this.",
                line_of_break(scan.text));
  }
}

/// A number of places is an upper limit; a table gives both ends.
std::optional<Range> read_range(TomlSection& section, std::string_view name) {
  if (!section.has(name)) {
    section.find(name, false);
    return std::nullopt;
  }
  Range range{0, Range::no_limit};
  const toml::node* node = section.find(name, false);
  assert(node != nullptr);
  if (node->is_integer()) {
    section.whole(name, range.most);
  } else if (node->is_table()) {
    TomlSection ends = section.section(name);
    ends.whole("least", range.least);
    if (ends.has("most")) {
      range.most = 0;
      ends.whole("most", range.most);
    } else {
      ends.find("most", false);
    }
    ends.finish();
  } else {
    section.wrong_type(name, *node, "a number, or a table as { least = 1, most = 4 },");
  }
  return range;
}

void read_places(const std::string& region, TomlSection& section, std::vector<Place>& places) {
  bool any = false;
  for (const auto& [name, role] : {std::pair("mentees", Role::mentee), std::pair("mentors", Role::mentor)}) {
    if (const std::optional<Range> people = read_range(section, name)) {
      places.push_back({role, region, *people});
      any = true;
    }
  }
  if (!any) section.report().unread(section.key(), "missing", "A region needs places for mentees, mentors or both.");
}

void read_fund(const std::string& id, TomlSection& section, std::vector<Fund>& funds) {
  Fund fund;
  fund.id = id;
  fund.pence = -1;  // Where it cannot be read, nothing is compared with it.
  section.text("purpose", fund.purpose, true);
  section.whole("pence", fund.pence, true);
  funds.push_back(std::move(fund));
}

void read_condition(TomlSection& section, EligibilityRule& rule) {
  Condition& condition = rule.condition;
  const std::pair<const char*, ConditionKind> kinds[] = {{"one_of", ConditionKind::one_of},
                                                         {"not_blank", ConditionKind::answered},
                                                         {"at_least", ConditionKind::at_least},
                                                         {"confirmed", ConditionKind::confirmed}};
  int count = 0;
  for (const auto& [name, kind] : kinds) {
    if (!section.has(name)) continue;
    condition.kind = kind;
    ++count;
  }
  section.texts("one_of", condition.values);
  section.whole("at_least", condition.number);
  for (const char* name : {"not_blank", "confirmed"}) {
    bool is_on = true;
    section.flag(name, is_on);
    if (!is_on) {
      section.report().unread(section.key(name), "condition",
                              "A condition can only be true; leave it out to switch it off.", "false");
    }
  }
  if (count != 1) {
    section.report().unread(section.key(), "condition",
                            "A rule has one condition: one_of, not_blank, at_least or confirmed; this one has " +
                                std::string(count == 0 ? "none." : "several."),
                            rule.id);
  }
}

void read_rule(const std::string& id, TomlSection& section, std::vector<EligibilityRule>& rules) {
  EligibilityRule rule;
  rule.id = id;
  section.whole("version", rule.version, true);
  section.text("sentence", rule.sentence, true);
  section.text("reason", rule.reason, true);
  section.text("field", rule.condition.question, true);
  std::vector<std::string> roles;
  section.texts("roles", roles);
  for (std::size_t i = 0; i < roles.size(); ++i) {
    Role role = Role::mentee;
    read_word(section, "roles[" + std::to_string(i + 1) + "]", roles[i], Role::mentor, role);
    rule.roles.push_back(role);
  }
  read_condition(section, rule);
  rules.push_back(std::move(rule));
}

void read_selection(TomlSection& root, SelectionRules& selection) {
  TomlSection section = root.section("selection");
  section.whole("panel_members", selection.panel_members);
  section.whole("reserves", selection.reserves);
  section.texts("tie_rule", selection.tie_rule);
  section.sections("rubric", [&](const std::string& id, TomlSection& inner) {
    RubricLine line;
    line.id = id;
    inner.text("sentence", line.sentence, true);
    inner.whole("most", line.most);
    inner.whole("weight", line.weight);
    selection.rubric.push_back(std::move(line));
  });
  section.finish();
}

void read_pairing(TomlSection& root, PairRules& pairing) {
  TomlSection section = root.section("pairing");
  section.whole("common_slots", pairing.common_slots);
  std::string across(to_string(pairing.regions));
  section.text("regions", across);
  read_word(section, "regions", across, Across::forbidden, pairing.regions);
  section.flag("same_employer", pairing.same_employer);
  section.whole("most_access_pence", pairing.most_access_pence);
  section.finish();
}

void read_weights(TomlSection& root, Weights& weights) {
  TomlSection section = root.section("weights");
  section.whole("needs", weights.needs);
  section.whole("preference", weights.preference);
  section.whole("deep_fit", weights.deep_fit);
  section.whole("expectations", weights.expectations);
  section.whole("practicality", weights.practicality);
  section.whole("reciprocity", weights.reciprocity);
  section.finish();
}

void read_objective(TomlSection& root, ObjectiveRules& objective) {
  TomlSection section = root.section("objective");
  section.texts("stages", objective.stages);
  section.whole("floor", objective.floor);
  std::int64_t seed = 0;
  section.whole("seed", seed);
  if (seed < 0) {
    section.report().unread(section.key("seed"), "range", "A seed must be 0 or more.", std::to_string(seed));
  } else {
    objective.seed = static_cast<std::uint64_t>(seed);
  }
  section.finish();
}

Programme read_root(TomlSection& root) {
  Programme programme;
  programme.starts = programme.ends = {0, 0};  // Where they cannot be read, nothing is compared with them.
  root.text("id", programme.id, true);
  root.text("name", programme.name, true);
  root.text("organisation", programme.organisation);
  root.text("summary", programme.summary);
  read_month(root, "starts", programme.starts);
  read_month(root, "ends", programme.ends);
  root.texts("nations", programme.nations, true);
  root.texts("funders", programme.funders);
  root.texts("references", programme.references);
  root.texts("vocabulary", programme.vocabulary);
  read_timetable(root, programme.timetable);
  root.sections("places", [&](const std::string& id, TomlSection& each) { read_places(id, each, programme.places); });
  root.sections("funds", [&](const std::string& id, TomlSection& each) { read_fund(id, each, programme.funds); });
  root.sections("rules", [&](const std::string& id, TomlSection& each) { read_rule(id, each, programme.rules); });
  read_selection(root, programme.selection);
  read_pairing(root, programme.pairing);
  read_weights(root, programme.weights);
  read_objective(root, programme.objective);
  root.finish();
  return programme;
}

}  // namespace

ProgrammeFile read_programme(std::string_view text, std::string_view file) {
  const toml::table document = parse(text, file);
  TomlReport report(file);
  TomlSection root(report, &document, "");
  ProgrammeFile result;
  result.programme = read_root(root);
  Programme& programme = result.programme;
  if (programme.questions.empty()) programme.questions = standard_questions(programme.nations, programme.vocabulary);
  Findings checked = check(result.programme);
  for (Finding& finding : checked) {  // What it is called in these files.
    constexpr std::string_view end = ".question";
    if (!finding.column.starts_with("rules.") || !finding.column.ends_with(end)) continue;
    finding.column.replace(finding.column.size() - end.size(), end.size(), ".field");
  }
  report.add_check(std::move(checked));
  Findings findings = report.take();
  throw_if_errors("read_programme", findings);
  result.warnings = std::move(findings);
  result.digest = Digest().add(text).hex();
  return result;
}

}  // namespace pairwell
