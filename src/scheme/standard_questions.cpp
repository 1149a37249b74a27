#include "pairwell/scheme/standard_questions.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "scheme/meeting_formats.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t most_access_pence = 100'000'000;

std::vector<std::string> weekly_slots() {
  std::vector<std::string> names;
  for (const char* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) {
    for (const char* part : {"-am", "-pm", "-eve"}) names.push_back(std::string(day) + part);
  }
  return names;
}

Question question(std::string id, QuestionKind kind, std::string words, Plays plays = Plays::nothing) {
  return {.id = std::move(id), .kind = kind, .words = std::move(words), .plays = plays};
}

/// What a panel has no use for, or what would tell it who somebody is.
Question not_for_a_panel(Question question) {
  question.is_private = true;
  return question;
}

Question kept(Question question, Keep keep) {
  question.keep = keep;
  return question;
}

Question one_of(Question question, std::vector<std::string> options) {
  question.options = std::move(options);
  question.only_options = !question.options.empty();
  return question;
}

Question between(Question question, std::int64_t least, std::int64_t most, std::string unit = {}) {
  question.least = least;
  question.most = most;
  question.unit = std::move(unit);
  return question;
}

Question listed(Question question) {
  question.separator = ";";
  return question;
}

Question other_people(std::string id, std::string words, Plays plays) {
  return not_for_a_panel(listed(question(std::move(id), QuestionKind::people, std::move(words), plays)));
}

class Asked {
 public:
  Asked(const std::vector<std::string>& nations, const std::vector<std::string>& vocabulary)
      : nations_(nations), vocabulary_(vocabulary) {}

  std::vector<Question> all() {
    add_person();
    add_learning();
    add_practice();
    add_monitoring();
    return std::move(questions_);
  }

 private:
  using enum QuestionKind;

  void add(Question question) { questions_.push_back(std::move(question)); }

  void add_person() {
    add(question("reference", text, "Reference", Plays::reference));
    add(not_for_a_panel(
        one_of(question("state", choice, "State of the form", Plays::state), {"draft", "submitted", "withdrawn"})));
    add(not_for_a_panel(question("submitted_at", instant, "Time of submission", Plays::submitted_at)));
    add(kept(question("name", text, "Name", Plays::name), Keep::identity));
    add(kept(question("email", text, "E-mail", Plays::email), Keep::identity));
    Question nation = question("nation", choice, "Nation of work", Plays::region);
    nation.options = nations_;
    add(std::move(nation));
    add(question("works_as", choice, "Works as"));
    add(question("sector", choice, "Sector"));
    add(not_for_a_panel(question("employer", choice, "Employer", Plays::employer)));
    add(not_for_a_panel(question("team", choice, "Team", Plays::team)));
    add(other_people("line_manager", "Line manager", Plays::line_manager));
  }

  void add_learning() {
    add(listed(one_of(question("offers", choices, "Can help with"), vocabulary_)));
    add(between(listed(one_of(question("needs", ranked, "Wants to learn"), vocabulary_)), 1, 3));
    add(other_people("wishes", "Wishes to be paired with", Plays::wishes));
    add(other_people("vetoes", "Asks not to be paired with", Plays::vetoes));
    add(other_people("conflicts", "Has a conflict of interest with", Plays::conflicts));
    add(other_people("past_pairs", "Was paired before with", Plays::past_pairs));
    add(other_people("again", "Asks to be paired again with", Plays::again));
    for (std::size_t item = 0; item < fit_items().size(); ++item) {
      add(between(question("fit_" + std::to_string(item + 1), scale, fit_items()[item]), 1, 5));
    }
  }

  void add_practice() {
    add(between(question("meetings_a_month", number, "Meetings a month"), 1, 8, "meetings"));
    add(one_of(question("format", choice, "Format of meetings"), meeting_formats()));
    add(between(question("minutes", number, "Length of a meeting"), 15, 240, "minutes"));
    add(one_of(question("purpose", choice, "Purpose"), {"career", "skills", "confidence", "network", "leadership"}));
    add(listed(one_of(question("slots", availability, "Free times of the week", Plays::slots), weekly_slots())));
    add(between(question("travel_minutes", number, "Would travel"), 0, 600, "minutes"));
    add(question("area", place, "Area"));
    Question cost =
        between(question("access_cost", number, "Cost of access needs", Plays::access_cost), 0, most_access_pence);
    cost.decimals = 2;
    add(not_for_a_panel(std::move(cost)));
    add(question("statement", text, "Statement"));
    add(not_for_a_panel(question("consent", yes_no, "Agrees that the form is used", Plays::consent)));
    Question capacity = between(question("capacity", number, "Would take", Plays::capacity), 0, 20, "mentees");
    capacity.asked = {Role::mentor};
    add(std::move(capacity));
  }

  void add_monitoring() {
    for (const auto& [id, words] : {std::pair("age_band", "Age"),
                                    {"disability", "Disability"},
                                    {"ethnicity", "Ethnicity"},
                                    {"gender", "Gender"},
                                    {"religion", "Religion or belief"},
                                    {"sexual_orientation", "Sexual orientation"}}) {
      add(kept(question(id, choice, words), Keep::monitoring));
    }
  }

  const std::vector<std::string>& nations_;
  const std::vector<std::string>& vocabulary_;
  std::vector<Question> questions_;
};

}  // namespace

std::vector<Question> standard_questions(const std::vector<std::string>& nations,
                                         const std::vector<std::string>& vocabulary) {
  return Asked(nations, vocabulary).all();
}

const std::vector<std::string>& fit_items() {
  static const std::vector<std::string> items{
      "I would rather help many people a little than a few people a lot.",
      "I speak up when something at work goes against what I believe in.",
      "I like to settle on a plan before I begin.",
      "I think best by talking a question through with somebody.",
      "I want to be told plainly where I could do better.",
      "I need encouragement before I try something that I may fail at.",
  };
  return items;
}

}  // namespace pairwell
