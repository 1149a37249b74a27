#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scheme/criterion_parameters.hpp"
#include "scheme/programme_toml_parts.hpp"
#include "scheme/programme_toml_words.hpp"

namespace pairwell {
namespace {

/// Where a criterion stands, which says what else it may have.
enum class Within { on_its_own, in_a_mean, in_a_rule };

class CriterionReader {
 public:
  CriterionReader(TomlSection& section, const std::vector<Question>& questions, Within within)
      : section_(section), questions_(questions), within_(within) {}

  Criterion run() {
    is_known_ = read_word(section_, "compare", Comparison::mean, criterion_.compare, true);
    if (!is_known_) section_.report().leave(section_.key());
    read_questions_compared();
    if (within_ != Within::in_a_rule) {
      section_.text("words", criterion_.words);
      section_.whole("weight", criterion_.weight, within_ == Within::on_its_own);
    }
    if (within_ == Within::on_its_own) {
      read_word(section_, "blank", Blank::zero, criterion_.blank);
      if (section_.has("neutral")) section_.whole("neutral", criterion_.neutral.emplace());
    } else {
      refuse_elsewhere();
    }
    for (int i = 0; i <= static_cast<int>(last_parameter); ++i) read(static_cast<Parameter>(i));
    return std::move(criterion_);
  }

 private:
  void read_questions_compared() {
    if (section_.has("question")) {
      std::string both;
      section_.text("question", both);
      for (const char* side : {"mentee", "mentor"}) {
        if (section_.has(side)) {
          section_.find(side, false);
          section_.report().unread(section_.key(side), "question",
                                   "Write question for both sides, or mentee and mentor; not both.", both);
        }
        section_.report().note_as(section_.key(side), section_.key("question"));
      }
      criterion_.mentee = both;
      criterion_.mentor = std::move(both);
    } else {
      section_.text("mentee", criterion_.mentee);
      section_.text("mentor", criterion_.mentor);
      section_.find("question", false);
    }
    // What a question is that could not be read is not known, so nothing is said of what is done with it.
    for (const auto& [side, id] : {std::pair("mentee", criterion_.mentee), std::pair("mentor", criterion_.mentor)}) {
      if (section_.report().is_left("questions." + id)) section_.report().leave(section_.key(side));
    }
  }

  void refuse_elsewhere() {
    const bool in_mean = within_ == Within::in_a_mean;
    for (const char* name : {"words", "weight", "blank", "neutral"}) {
      if (!section_.has(name) || (in_mean && (*name == 'w'))) continue;
      section_.find(name, false);
      section_.report().unread(section_.key(name), "parameter",
                               in_mean ? "A blank within a mean leaves it; say what a blank of the whole mean counts."
                                       : "A rule of a pair has no such key: what is blank forbids nothing.");
    }
  }

  void read(Parameter parameter) {
    const std::string name(to_string(parameter));
    if (!is_known_ || !section_.has(name)) {
      section_.find(name, false);
      return;
    }
    if (!uses(criterion_.compare, parameter)) {
      const toml::node* node = section_.find(name, false);
      section_.report().unread(
          section_.key(name), "parameter",
          "The comparison " + std::string(to_string(criterion_.compare)) + " does not use \"" + name + "\".",
          node == nullptr ? std::string() : value_text(*node));
      return;
    }
    read_used(parameter, name);
  }

  void read_used(Parameter parameter, const std::string& name) {
    switch (parameter) {
      case Parameter::needs_of:
        read_word(section_, name, Role::mentor, criterion_.needs_of);
        break;
      case Parameter::overlap:
        read_word(section_, name, Overlap::smaller, criterion_.overlap);
        break;
      case Parameter::low:
        read_number(name, criterion_.low);
        break;
      case Parameter::high:
        read_number(name, criterion_.high);
        break;
      case Parameter::fall:
        read_number(name, criterion_.fall);
        break;
      case Parameter::curve:
        read_word(section_, name, Curve::square, criterion_.curve);
        break;
      case Parameter::sides:
        read_word(section_, name, Sides::mentor, criterion_.sides);
        break;
      case Parameter::any:
        section_.texts(name, criterion_.any);
        break;
      case Parameter::table:
        read_shares(name, criterion_.table, "[\"remote\", \"in person\", 500]");
        break;
      case Parameter::otherwise:
        section_.whole(name, criterion_.otherwise);
        break;
      case Parameter::bands:
        read_bands(name);
        break;
      case Parameter::minutes:
        section_.text(name, criterion_.minutes);
        break;
      case Parameter::format:
        section_.text(name, criterion_.format);
        break;
      case Parameter::pairs:
        read_shares(name, criterion_.pairs, "[\"MM-001\", \"MR-007\", 800]");
        break;
      case Parameter::of:
        section_.sections(name, [&](const std::string& id, TomlSection& inner) {
          criterion_.of.push_back(CriterionReader(inner, questions_, Within::in_a_mean).run());
          criterion_.of.back().id = id;
        });
        break;
    }
  }

  /// A number as people write it; nothing is said of one whose question is not known.
  void read_number(const std::string& name, std::int64_t& number) {
    if (find_question(questions_, criterion_.mentee) != nullptr) {
      section_.units(name, decimals_of(questions_, criterion_.mentee), number);
    } else {
      section_.find(name, false);
      section_.report().leave(section_.key(name));
    }
  }

  /// Reads rows of two texts and a share.
  template <class Row>
  void read_shares(const std::string& name, std::vector<Row>& rows, const std::string& example) {
    section_.items(name, "a list of rows such as " + example + ",",
                   [&](const std::string& item, const toml::node& node) {
                     const toml::array* cells = node.as_array();
                     if (cells == nullptr || cells->size() != 3)
                       return section_.wrong_type(item, node, "a row such as " + example + ",");
                     Row row;
                     const bool is_read = section_.read(item, (*cells)[0], row.mentee) &&
                                          section_.read(item, (*cells)[1], row.mentor) &&
                                          section_.read(item, (*cells)[2], row.share);
                     if (is_read) rows.push_back(std::move(row));
                     if (!is_read) section_.report().leave(section_.key(name));
                   });
  }

  void read_bands(const std::string& name) {
    const std::string example = "[60, 500]";
    section_.items(name, "a list of bands such as " + example + ",",
                   [&](const std::string& item, const toml::node& node) {
                     const toml::array* cells = node.as_array();
                     if (cells == nullptr || cells->size() != 2)
                       return section_.wrong_type(item, node, "a band such as " + example + ",");
                     Band band;
                     const bool is_read =
                         section_.read(item, (*cells)[0], band.from) && section_.read(item, (*cells)[1], band.share);
                     if (is_read) criterion_.bands.push_back(band);
                     if (!is_read) section_.report().leave(section_.key(name));
                   });
  }

  TomlSection& section_;
  const std::vector<Question>& questions_;
  Within within_;
  Criterion criterion_;
  bool is_known_ = false;
};

PairRule read_pair_rule(const std::string& id, TomlSection& section, const std::vector<Question>& questions) {
  PairRule rule;
  rule.id = id;
  section.whole("version", rule.version, true);
  section.text("sentence", rule.sentence, true);
  section.text("reason", rule.reason, true);
  section.whole("share", rule.share);
  const bool both = section.has("forbid") && section.has("require");
  if (both || (!section.has("forbid") && !section.has("require"))) {
    section.report().unread(section.key(), "condition",
                            std::string("A rule of a pair forbids or requires one comparison; this one has ") +
                                (both ? "both." : "neither."),
                            id);
  }
  for (const char* name : {"forbid", "require"}) {
    if (!section.has(name)) {
      section.find(name, false);
      continue;
    }
    rule.forbids = std::string_view(name) == "forbid";
    TomlSection inner = section.section(name);
    if (section.report().is_left(section.key(name))) continue;
    rule.compare = CriterionReader(inner, questions, Within::in_a_rule).run();
    inner.finish();
  }
  return rule;
}

}  // namespace

void read_criteria(TomlSection& root, const std::vector<Question>& questions, std::vector<Criterion>& criteria) {
  root.sections("criteria", [&](const std::string& id, TomlSection& section) {
    criteria.push_back(CriterionReader(section, questions, Within::on_its_own).run());
    criteria.back().id = id;
  });
  if (root.has("criteria") && criteria.empty() && !root.report().is_left("criteria")) {
    root.report().unread("criteria", "blank", "There are no criteria here; leave [criteria] out for the usual ones.");
  }
}

void read_pair_rules(TomlSection& root, const std::vector<Question>& questions, std::vector<PairRule>& rules) {
  root.sections("pair_rules", [&](const std::string& id, TomlSection& section) {
    rules.push_back(read_pair_rule(id, section, questions));
  });
}

}  // namespace pairwell
