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
#include "scheme/findings.hpp"
#include "scheme/programme_checks.hpp"
#include "scheme/programme_toml_parts.hpp"
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
  // An amount is in the smallest part of the currency, which is pence where it is pounds.
  const bool is_amount = section.has("amount");
  section.find("pence", false);
  if (is_amount && section.has("pence")) {
    section.report().unread(section.key("pence"), "parameter", "Write amount or pence, not both.");
    section.report().leave(section.key("amount"));
  }
  section.find("amount", false);
  section.whole(is_amount ? "amount" : "pence", fund.pence, true);
  if (is_amount) section.report().note_as(section.key("pence"), section.key("amount"));
  funds.push_back(std::move(fund));
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

/// The weights of the usual criteria, with what is wrong with them.
Weights read_weights(TomlSection& root, Findings& wrong) {
  Weights weights;
  TomlSection section = root.section("weights");
  section.whole("needs", weights.needs);
  section.whole("preference", weights.preference);
  section.whole("deep_fit", weights.deep_fit);
  section.whole("expectations", weights.expectations);
  section.whole("practicality", weights.practicality);
  section.whole("reciprocity", weights.reciprocity);
  section.finish();
  FindingList found;
  std::int64_t sum = 0;
  for (const auto& [name, weight] :
       {std::pair("needs", weights.needs), std::pair("preference", weights.preference),
        std::pair("deep_fit", weights.deep_fit), std::pair("expectations", weights.expectations),
        std::pair("practicality", weights.practicality), std::pair("reciprocity", weights.reciprocity)}) {
    check_range(section.key(name), weight, 0, most_weight, found);
    sum += std::max(weight, 0);
  }
  if (sum == 0) found.error("weights", "weights", "At least one weight must be above 0.", "0");
  wrong = found.take();
  return weights;
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

/// Read in per cent, of which there may be tenths.
void read_least_coverage(TomlSection& root, std::int32_t& least) {
  std::int64_t tenths = 0;
  root.units("least_coverage", 1, tenths);
  if (tenths >= 0 && tenths <= 1000) {
    least = static_cast<std::int32_t>(tenths);
  } else {
    root.report().unread("least_coverage", "range", "Write per cent, from 0 to 100.",
                         value_text(*root.find("least_coverage", false)));
  }
}

void read_evaluation(TomlSection& root, std::vector<EvaluationQuestion>& questions) {
  root.sections("evaluation", [&](const std::string& id, TomlSection& section) {
    EvaluationQuestion& question = questions.emplace_back();
    question.id = id;
    section.text("sentence", question.sentence, true);
  });
}

/// Of the text and of the tables that it names.
std::string digest_of(std::string_view text, const std::vector<Table>& tables) {
  Digest digest;
  digest.add(text);
  for (const Table& table : tables) {
    digest.add(table.name).add(std::ssize(table.columns)).add(std::ssize(table.rows));
    for (const std::string& column : table.columns) digest.add(column);
    for (const auto& row : table.rows) {
      digest.add(std::ssize(row));
      for (const auto& cell : row) digest.add(cell.value_or(std::string()));
    }
  }
  return digest.hex();
}

/// What is asked and how answers are compared: the programme's own, and where it has none the usual.
void read_questions_and_criteria(TomlSection& root, const Weights& weights, Programme& programme) {
  read_questions(root, programme.vocabulary, programme.questions);
  if (!root.has("questions")) programme.questions = standard_questions(programme.nations, programme.vocabulary);
  read_sheets(root, programme.sheets);
  read_criteria(root, programme.questions, programme.criteria);
  if (!root.has("criteria")) {
    programme.criteria = standard_criteria(weights, programme.pairing.common_slots);
    if (!check(standard_criteria({}), programme.questions).empty() && !root.report().is_left("questions")) {
      root.report().unread("criteria", "missing",
                           "A programme with questions of its own needs [criteria]: the usual ones want others.");
    }
    root.report().leave("criteria");  // What is wrong with them is wrong with what they are made from.
  } else if (root.has("weights")) {
    root.report().unread(
        "weights", "parameter",
        "These are the weights of the usual criteria; a programme with [criteria] gives each its own.");
  }
  read_pair_rules(root, programme.questions, programme.pair_rules);
  read_rules(root, programme.questions, programme.rules);
  if (!root.has("questions")) root.report().leave("questions");
}

/// @param wrong_weights as the check of a programme would say it, which knows no weights but those of criteria.
Programme read_root(TomlSection& root, const std::vector<Table>& tables, Findings& in_tables, Findings& wrong_weights) {
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
  root.text("currency", programme.currency);
  root.text("language", programme.language);
  read_least_coverage(root, programme.least_coverage);
  read_timetable(root, programme.timetable);
  root.sections("places", [&](const std::string& id, TomlSection& each) { read_places(id, each, programme.places); });
  root.sections("funds", [&](const std::string& id, TomlSection& each) { read_fund(id, each, programme.funds); });
  read_selection(root, programme.selection);
  read_pairing(root, programme.pairing);
  const Weights weights = read_weights(root, wrong_weights);
  read_objective(root, programme.objective);
  read_questions_and_criteria(root, weights, programme);
  read_locations(root, tables, programme, in_tables);
  read_evaluation(root, programme.evaluation);
  root.finish();
  return programme;
}

}  // namespace

std::vector<std::string> tables_of_programme(std::string_view text) {
  try {
    const toml::table document = parse(text, {});
    std::vector<std::string> names;
    for (const char* key : {"locations", "travel_times"}) {
      if (const auto* name = document[key].as_string()) names.push_back(name->get());
    }
    return names;
  } catch (const InvalidInput&) {
    return {};
  }
}

ProgrammeFile read_programme(std::string_view text, std::string_view file, const std::vector<Table>& tables) {
  const toml::table document = parse(text, file);
  TomlReport report(file);
  TomlSection root(report, &document, "");
  ProgrammeFile result;
  Findings in_tables;
  Findings wrong_weights;
  result.programme = read_root(root, tables, in_tables, wrong_weights);
  report.add_check(std::move(wrong_weights));
  report.add_check(check(result.programme));
  Findings findings = report.take();
  for (Finding& finding : in_tables) findings.push_back(std::move(finding));
  throw_if_errors("read_programme", findings);
  result.warnings = std::move(findings);
  result.digest = digest_of(text, tables);
  return result;
}

}  // namespace pairwell
