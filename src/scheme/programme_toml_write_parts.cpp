#include "scheme/programme_toml_write_parts.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "scheme/criterion_parameters.hpp"
#include "scheme/question_units.hpp"

namespace pairwell {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

std::string word(std::string_view text) { return toml_text(text); }

std::string roles_text(const std::vector<Role>& roles) {
  std::vector<std::string> words;
  for (const Role role : roles) words.push_back(toml_text(to_string(role)));
  return words.size() == 1 ? words.front() : toml_list(words);
}

std::string texts_text(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(toml_text(text));
  return toml_list(items);
}

/// Whose options these are that stood before: another question's, or the vocabulary; empty where they are its own.
std::string source_of_options(const Question& question, const std::vector<Question>& questions,
                              const std::vector<std::string>& vocabulary) {
  if (question.options == vocabulary) return "vocabulary";
  for (const Question& earlier : questions) {
    if (&earlier == &question) break;
    if (earlier.options == question.options) return earlier.id;
  }
  return {};
}

void write_options(TomlWriter& writer, const Question& question, const std::vector<Question>& questions,
                   const std::vector<std::string>& vocabulary) {
  if (question.options.empty()) return;
  // A question of that name goes before the vocabulary, so that it could not be named.
  const bool is_taken = find_question(questions, "vocabulary") != nullptr;
  const std::string source = source_of_options(question, questions, is_taken ? std::vector<std::string>{} : vocabulary);
  const bool is_shorter = question.options.size() > 2;
  if (source.empty() || !is_shorter) {
    writer.texts("options", question.options);
  } else {
    writer.text("options", source);
  }
}

void write_question(TomlWriter& writer, const Question& question, const std::vector<Question>& questions,
                    const std::vector<std::string>& vocabulary) {
  writer.table({"questions", question.id});
  writer.text("kind", to_string(question.kind));
  if (!question.asked.empty()) writer.value("asked", roles_text(question.asked));
  if (!question.words.empty()) writer.text("words", question.words);
  if (!question.mentor_words.empty()) writer.text("mentor_words", question.mentor_words);
  if (!question.headings.empty()) writer.texts("headings", question.headings);
  if (question.keep != Keep::application) writer.text("keep", to_string(question.keep));
  if (question.plays != Plays::nothing) writer.text("plays", to_string(question.plays));
  write_options(writer, question, questions, vocabulary);
  if (question.only_options) writer.flag("only_options", true);
  if (!question.separator.empty()) writer.text("separator", question.separator);
  if (question.decimals != 0) writer.whole("decimals", question.decimals);
  if (question.least != 0 || question.most != 0) {
    writer.value("range", toml_inline({{"least", toml_units(question.least, question.decimals)},
                                       {"most", toml_units(question.most, question.decimals)}}));
  }
  if (!question.unit.empty()) writer.text("unit", question.unit);
  if (question.is_private) writer.flag("private", true);
  if (question.numbers.empty()) return;
  Entries numbers;
  for (const WordValue& number : question.numbers) {
    numbers.emplace_back(number.word, toml_units(number.value, question.decimals));
  }
  const std::string line = toml_inline(numbers);
  if (TomlWriter::is_short("numbers", line)) return writer.value("numbers", line);
  writer.table({"questions", question.id, "numbers"});
  for (const auto& [text, number] : numbers) writer.value(text, number);
}

/// The keys of a criterion behind its words, weight and blank, in the order in which they are read.
class CriterionEntries {
 public:
  CriterionEntries(const Criterion& criterion, const std::vector<Question>& questions)
      : criterion_(criterion), decimals_(decimals_of(questions, criterion.mentee)) {}

  /// Which questions are compared.
  Entries questions() const {
    Entries entries{{"compare", word(to_string(criterion_.compare))}};
    if (!criterion_.mentee.empty() && criterion_.mentee == criterion_.mentor) {
      entries.emplace_back("question", word(criterion_.mentee));
      return entries;
    }
    if (!criterion_.mentee.empty()) entries.emplace_back("mentee", word(criterion_.mentee));
    if (!criterion_.mentor.empty()) entries.emplace_back("mentor", word(criterion_.mentor));
    return entries;
  }

  /// What else the comparison is told; all but what a mean is of.
  Entries parameters() const {
    Entries entries;
    for (int i = 0; i <= static_cast<int>(last_parameter); ++i) {
      const auto parameter = static_cast<Parameter>(i);
      if (parameter == Parameter::of || !is_set(criterion_, parameter)) continue;
      entries.emplace_back(to_string(parameter), value(parameter));
    }
    return entries;
  }

  /// The rows of a list that may be long; empty where a parameter is none such.
  std::vector<std::string> rows(std::string_view parameter) const {
    std::vector<std::string> items;
    if (parameter == "table") {
      for (const TableShare& row : criterion_.table) items.push_back(share_row(row));
    } else if (parameter == "pairs") {
      for (const GivenShare& row : criterion_.pairs) items.push_back(share_row(row));
    } else if (parameter == "any") {
      for (const std::string& answer : criterion_.any) items.push_back(word(answer));
    } else if (parameter == "bands") {
      for (const Band& band : criterion_.bands) {
        items.push_back(toml_list({std::to_string(band.from), std::to_string(band.share)}));
      }
    }
    return items;
  }

 private:
  template <class Row>
  static std::string share_row(const Row& row) {
    return toml_list({word(row.mentee), word(row.mentor), std::to_string(row.share)});
  }

  std::string value(Parameter parameter) const {
    switch (parameter) {
      case Parameter::needs_of:
        return word(to_string(criterion_.needs_of));
      case Parameter::overlap:
        return word(to_string(criterion_.overlap));
      case Parameter::low:
        return toml_units(criterion_.low, decimals_);
      case Parameter::high:
        return toml_units(criterion_.high, decimals_);
      case Parameter::fall:
        return toml_units(criterion_.fall, decimals_);
      case Parameter::curve:
        return word(to_string(criterion_.curve));
      case Parameter::sides:
        return word(to_string(criterion_.sides));
      case Parameter::otherwise:
        return std::to_string(criterion_.otherwise);
      case Parameter::minutes:
        return word(criterion_.minutes);
      case Parameter::format:
        return word(criterion_.format);
      case Parameter::any:
      case Parameter::table:
      case Parameter::bands:
      case Parameter::pairs:
      case Parameter::of:
        break;
    }
    return toml_list(rows(to_string(parameter)));
  }

  const Criterion& criterion_;
  int decimals_;
};

void write_entries(TomlWriter& writer, const Criterion& criterion, const std::vector<Question>& questions) {
  const CriterionEntries entries(criterion, questions);
  for (const auto& [key, value] : entries.parameters()) {
    const std::vector<std::string> rows = entries.rows(key);
    if (rows.empty()) {
      writer.value(key, value);
    } else {
      writer.list(key, rows);
    }
  }
}

void write_criterion(TomlWriter& writer, const Criterion& criterion, const std::vector<std::string>& path,
                     const std::vector<Question>& questions) {
  const bool is_in_mean = path.size() > 2;
  writer.table(path);
  for (const auto& [key, value] : CriterionEntries(criterion, questions).questions()) writer.value(key, value);
  if (!criterion.words.empty()) writer.text("words", criterion.words);
  if (!is_in_mean || criterion.weight != 0) writer.whole("weight", criterion.weight);
  if (criterion.blank != Blank::neutral) writer.text("blank", to_string(criterion.blank));
  if (criterion.neutral) writer.whole("neutral", *criterion.neutral);
  write_entries(writer, criterion, questions);
  for (const Criterion& child : criterion.of) {
    write_criterion(writer, child, {"criteria", criterion.id, "of", child.id}, questions);
  }
}

/// A number of a condition as its question's units read it.
std::string number_text(const Condition& condition, const std::vector<Question>& questions) {
  const Question* question = find_question(questions, condition.question);
  if (question != nullptr && question->kind == QuestionKind::level && condition.number >= 0 &&
      condition.number < std::ssize(question->options)) {
    return word(question->options[static_cast<std::size_t>(condition.number)]);
  }
  return toml_units(condition.number, decimals_of(questions, condition.question));
}

std::string conditions_text(const std::vector<Condition>& conditions, const std::vector<Question>& questions);

/// The keys of what a rule of a person asks.
Entries entries_of(const Condition& condition, const std::vector<Question>& questions) {
  Entries entries;
  if (!condition.question.empty()) entries.emplace_back("question", word(condition.question));
  const std::string name(to_string(condition.kind));
  switch (condition.kind) {
    case ConditionKind::all:
    case ConditionKind::any:
    case ConditionKind::none:
      entries.emplace_back(name, conditions_text(condition.of, questions));
      break;
    case ConditionKind::answered:
    case ConditionKind::confirmed:
      entries.emplace_back(name, "true");
      break;
    case ConditionKind::one_of:
    case ConditionKind::none_of:
    case ConditionKind::all_of:
      entries.emplace_back(name, texts_text(condition.values));
      break;
    case ConditionKind::at_least:
    case ConditionKind::at_most:
      entries.emplace_back(name, number_text(condition, questions));
      break;
    case ConditionKind::from:
    case ConditionKind::until:
      entries.emplace_back(name, word(to_string(condition.day)));
      break;
    case ConditionKind::age_from:
    case ConditionKind::age_until:
      entries.emplace_back(name, std::to_string(condition.number));
      entries.emplace_back("day", word(to_string(condition.day)));
      break;
  }
  return entries;
}

std::string conditions_text(const std::vector<Condition>& conditions, const std::vector<Question>& questions) {
  std::string text;
  for (const Condition& condition : conditions) {
    std::string inner;
    for (const auto& [key, value] : entries_of(condition, questions)) {
      inner += (inner.empty() ? "" : ", ") + key + " = " + value;
    }
    text += (text.empty() ? "{ " : ", { ") + inner + " }";
  }
  return "[" + text + "]";
}

template <class Rule>
void write_heading(TomlWriter& writer, const std::string& section, const Rule& rule) {
  writer.table({section, rule.id});
  writer.whole("version", rule.version);
  writer.text("sentence", rule.sentence);
  writer.text("reason", rule.reason);
}

}  // namespace

void write_questions(TomlWriter& writer, const std::vector<Question>& questions,
                     const std::vector<std::string>& vocabulary) {
  for (const Question& question : questions) write_question(writer, question, questions, vocabulary);
}

void write_sheet(TomlWriter& writer, const Sheet& sheet) {
  static const Sheet usual;
  writer.table({"sheets", sheet.id});
  if (sheet.role) writer.text("role", to_string(*sheet.role));
  if (!sheet.encoding.empty()) writer.text("encoding", sheet.encoding);
  if (!sheet.separator.empty()) writer.text("separator", sheet.separator);
  if (!sheet.worksheet.empty()) writer.text("worksheet", sheet.worksheet);
  if (sheet.header_rows != usual.header_rows) writer.whole("header_rows", sheet.header_rows);
  if (sheet.skipped_rows != usual.skipped_rows) writer.whole("skipped_rows", sheet.skipped_rows);
  if (sheet.decimal != usual.decimal) writer.text("decimal", std::string(1, sheet.decimal));
  if (sheet.dates != usual.dates) writer.text("dates", to_string(sheet.dates));
  if (!sheet.zone.empty()) writer.text("zone", sheet.zone);
  if (sheet.resubmissions != usual.resubmissions) writer.text("resubmissions", to_string(sheet.resubmissions));
  if (!sheet.ignored.empty()) writer.texts("ignore", sheet.ignored);
  if (!sheet.columns.empty()) writer.table({"sheets", sheet.id, "columns"});
  for (const SheetColumn& column : sheet.columns) writer.text(column.heading, column.question);
  if (!sheet.roles.empty()) writer.table({"sheets", sheet.id, "roles"});
  for (const RoleWord& meaning : sheet.roles) writer.value(meaning.word, roles_text(meaning.roles));
}

void write_rules(TomlWriter& writer, const std::vector<EligibilityRule>& rules,
                 const std::vector<Question>& questions) {
  for (const EligibilityRule& rule : rules) {
    write_heading(writer, "rules", rule);
    if (!rule.roles.empty()) writer.value("roles", roles_text(rule.roles));
    for (const auto& [key, value] : entries_of(rule.condition, questions)) writer.value(key, value);
  }
}

void write_criteria(TomlWriter& writer, const std::vector<Criterion>& criteria,
                    const std::vector<Question>& questions) {
  for (const Criterion& criterion : criteria) {
    write_criterion(writer, criterion, {"criteria", criterion.id}, questions);
  }
}

void write_pair_rules(TomlWriter& writer, const std::vector<PairRule>& rules, const std::vector<Question>& questions) {
  static const PairRule usual;
  for (const PairRule& rule : rules) {
    write_heading(writer, "pair_rules", rule);
    if (rule.share != usual.share) writer.whole("share", rule.share);
    const std::string key = rule.forbids ? "forbid" : "require";
    const CriterionEntries entries(rule.compare, questions);
    Entries all = entries.questions();
    for (auto& entry : entries.parameters()) all.push_back(std::move(entry));
    const std::string line = toml_inline(all);
    if (TomlWriter::is_short(key, line) && rule.compare.of.empty()) {
      writer.value(key, line);
      continue;
    }
    writer.table({"pair_rules", rule.id, key});
    for (const auto& [name, value] : entries.questions()) writer.value(name, value);
    write_entries(writer, rule.compare, questions);
    for (const Criterion& child : rule.compare.of) {
      write_criterion(writer, child, {"pair_rules", rule.id, key, "of", child.id}, questions);
    }
  }
}

}  // namespace pairwell
