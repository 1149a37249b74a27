#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scheme/findings.hpp"
#include "scheme/programme_toml_parts.hpp"
#include "scheme/programme_toml_words.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::string_view vocabulary_name = "vocabulary";

/// Reads [questions]. Options that stand elsewhere are filled in when every question is known.
class QuestionReader {
 public:
  QuestionReader(TomlSection& root, const std::vector<std::string>& vocabulary, std::vector<Question>& questions)
      : root_(root), vocabulary_(vocabulary), questions_(questions) {}

  void run() {
    root_.sections("questions",
                   [&](const std::string& id, TomlSection& section) { questions_.push_back(read(id, section)); });
    for (const Shared& each : shared_) fill_in(each);
    for (const Question& question : questions_) {
      const std::string key = "questions." + question.id;
      if (root_.report().is_left(key + ".options")) root_.report().leave(key + ".only_options");
    }
    if (root_.has("questions") && questions_.empty() && !root_.report().is_left("questions")) {
      root_.report().unread("questions", "blank", "There are no questions here; leave [questions] out for the usual.");
    }
  }

 private:
  /// A question whose options are those of another, or the vocabulary.
  struct Shared {
    std::size_t question = 0;
    std::string source;
  };

  Question read(const std::string& id, TomlSection& section) {
    Question question;
    question.id = id;
    if (!read_word(section, "kind", QuestionKind::text, question.kind, true)) section.report().leave(section.key());
    read_roles(section, "asked", question.asked);
    section.text("words", question.words);
    section.text("mentor_words", question.mentor_words);
    section.texts("headings", question.headings);
    read_word(section, "keep", Keep::monitoring, question.keep);
    read_word(section, "plays", Plays::access_cost, question.plays);
    read_options(section, question);
    section.flag("only_options", question.only_options);
    section.text("separator", question.separator);
    section.whole("decimals", question.decimals);
    read_range(section, question);
    section.text("unit", question.unit);
    TomlSection numbers = section.section("numbers");
    numbers.other_entries([&](const std::string& word, const toml::node& node) {
      WordValue value{.word = word};
      if (numbers.read_units(word, node, question.decimals, value.value)) question.numbers.push_back(std::move(value));
    });
    section.flag("private", question.is_private);
    return question;
  }

  void read_options(TomlSection& section, Question& question) {
    const toml::node* node = section.find("options", false);
    if (node == nullptr) return;
    if (const auto* source = node->as_string()) {
      shared_.push_back({questions_.size(), source->get()});
    } else if (node->is_array()) {
      section.texts("options", question.options);
    } else {
      section.wrong_type("options", *node, "a list of texts, the id of another question, or \"vocabulary\",");
    }
  }

  static void read_range(TomlSection& section, Question& question) {
    if (!section.has("range")) {
      section.find("range", false);
      return;
    }
    TomlSection range = section.section("range");
    if (section.report().is_left(section.key("range"))) return;
    range.units("least", question.decimals, question.least, true);
    range.units("most", question.decimals, question.most, true);
    range.finish();
  }

  /// Takes over the options of another question, which may have them from another in its turn.
  void fill_in(const Shared& shared) {
    std::string source = shared.source;
    const std::string key = "questions." + questions_[shared.question].id + ".options";
    for (std::size_t steps = 0; steps <= shared_.size(); ++steps) {
      const Question* other = find_question(questions_, source);
      if (other == nullptr) {
        if (source != vocabulary_name) return refuse(key, shared);
        questions_[shared.question].options = vocabulary_;
        if (vocabulary_.empty()) {
          root_.report().unread(key, "reference", "The programme has no vocabulary to take options from.", source);
        }
        return;
      }
      const auto position = static_cast<std::size_t>(other - questions_.data());
      const auto next = std::ranges::find(shared_, position, &Shared::question);
      if (next == shared_.end()) {
        questions_[shared.question].options = other->options;
        if (other->options.empty()) {
          root_.report().unread(key, "reference", "The question \"" + source + "\" has no options.", source);
        }
        return;
      }
      source = next->source;
    }
    root_.report().unread(key, "reference", "These questions take their options from each other.", shared.source);
  }

  void refuse(const std::string& key, const Shared& shared) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      if (i != shared.question && !questions_[i].options.empty()) known.push_back(questions_[i].id);
    }
    known.emplace_back(vocabulary_name);
    const std::string near = likely_word(shared.source, known);
    root_.report().unread(
        key, "reference",
        "There is no question \"" + shared.source + "\" with options; " +
            (near.empty() ? "known are " + words::join(known) + "." : "did you mean \"" + near + "\"?"),
        shared.source);
  }

  TomlSection& root_;
  const std::vector<std::string>& vocabulary_;
  std::vector<Question>& questions_;
  std::vector<Shared> shared_;
};

}  // namespace

void read_questions(TomlSection& root, const std::vector<std::string>& vocabulary, std::vector<Question>& questions) {
  QuestionReader(root, vocabulary, questions).run();
}

void read_roles(TomlSection& section, std::string_view name, std::vector<Role>& roles) {
  const toml::node* node = section.find(name, false);
  if (node == nullptr) return;
  const auto add = [&](const std::string& item_name, const toml::node& item) {
    std::string text;
    Role role = Role::mentee;
    if (section.read(item_name, item, text) && read_word(section, item_name, text, Role::mentor, role)) {
      roles.push_back(role);
    }
  };
  if (node->is_string()) {
    add(std::string(name), *node);
  } else {
    section.items(name, "\"mentee\", \"mentor\" or a list of both", add);
  }
}

}  // namespace pairwell
