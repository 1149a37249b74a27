#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/scheme/programme.hpp"
#include "scheme/programme_toml_write_parts.hpp"
#include "scheme/toml_writer.hpp"

namespace pairwell {
namespace {

constexpr int decimals_of_degrees = 6;

/// Writes keys whose value is not what it is where they are left out.
class Optional {
 public:
  explicit Optional(TomlWriter& writer) : writer_(writer) {}

  void text(const std::string& key, const std::string& text, std::string_view usual = {}) {
    if (text != usual) writer_.text(key, text);
  }

  void texts(const std::string& key, const std::vector<std::string>& texts) {
    if (!texts.empty()) writer_.texts(key, texts);
  }

 private:
  TomlWriter& writer_;
};

void write_top(TomlWriter& writer, const Programme& programme) {
  Optional optional(writer);
  writer.text("id", programme.id);
  writer.text("name", programme.name);
  optional.text("organisation", programme.organisation);
  optional.text("summary", programme.summary);
  writer.text("starts", in_words(programme.starts));
  writer.text("ends", in_words(programme.ends));
  writer.texts("nations", programme.nations);
  optional.texts("funders", programme.funders);
  optional.texts("references", programme.references);
  optional.text("currency", programme.currency, "GBP");
  optional.text("language", programme.language, "en");
  if (programme.least_coverage != 0) writer.value("least_coverage", toml_units(programme.least_coverage, 1));
  optional.texts("vocabulary", programme.vocabulary);
  std::vector<std::string> times;
  for (const TravelTime& time : programme.travel_times) {
    times.push_back(toml_list({toml_text(time.from), toml_text(time.to), std::to_string(time.minutes)}));
  }
  if (!times.empty()) writer.list("travel_times", times);
}

/// The time of day of an instant on the wall: "10:00:30", without seconds where there are none.
std::string clock_time(const LocalTime& time) {
  std::string text = to_string(time).substr(std::string_view("2000-01-01T").size());
  if (time.second == 0) text.resize(5);
  return text;
}

void write_event(TomlWriter& writer, const Event& event) {
  Optional optional(writer);
  writer.table({"timetable", event.id});
  optional.text("kind", std::string(to_string(event.kind)), event.id);
  writer.text("title", event.title);
  std::vector<std::string> days;
  for (const EventDay& day : event.days) {
    const std::string date = to_string(day.date);
    if (!day.stated) {
      days.push_back(date);
      continue;
    }
    // The day of the week as its author gave it, which need not be that of the date.
    const std::string words = in_words(day.date);
    days.push_back(toml_text(to_string(*day.stated) + words.substr(words.find(' '))));
  }
  if (event.month) days.push_back(toml_text(in_words(*event.month)));
  writer.value("on", days.size() == 1 ? days.front() : toml_list(days));
  if (event.at) writer.text("at", clock_time(*event.at));
  optional.text("zone", event.zone);
  optional.text("for_whom", event.for_whom);
  optional.text("note", event.note);
}

void write_timetable(TomlWriter& writer, const Timetable& timetable) {
  writer.table({"timetable"});
  writer.text("zone", timetable.zone);
  for (const Event& event : timetable.events) write_event(writer, event);
}

void write_range(TomlWriter& writer, const std::string& key, const Range& range) {
  const bool is_open = range.most == Range::no_limit;
  if (!is_open && range.least == 0) return writer.whole(key, range.most);
  std::vector<std::pair<std::string, std::string>> ends{{"least", std::to_string(range.least)}};
  if (!is_open) ends.emplace_back("most", std::to_string(range.most));
  writer.value(key, toml_inline(ends));
}

void write_places(TomlWriter& writer, const std::vector<Place>& places) {
  std::vector<std::string> regions;
  for (const Place& place : places) {
    if (std::ranges::find(regions, place.region) == regions.end()) regions.push_back(place.region);
  }
  for (const std::string& region : regions) {
    writer.table({"places", region});
    for (const Place& place : places) {
      if (place.region == region) write_range(writer, std::string(to_string(place.role)) + "s", place.people);
    }
  }
}

void write_selection(TomlWriter& writer, const SelectionRules& selection) {
  writer.table({"selection"});
  writer.whole("panel_members", selection.panel_members);
  writer.whole("reserves", selection.reserves);
  Optional(writer).texts("tie_rule", selection.tie_rule);
  for (const RubricLine& line : selection.rubric) {
    writer.table({"selection", "rubric", line.id});
    writer.text("sentence", line.sentence);
    writer.whole("most", line.most);
    writer.whole("weight", line.weight);
  }
}

void write_pairing(TomlWriter& writer, const PairRules& pairing) {
  writer.table({"pairing"});
  writer.whole("common_slots", pairing.common_slots);
  writer.text("regions", to_string(pairing.regions));
  writer.flag("same_employer", pairing.same_employer);
  writer.whole("most_access_pence", pairing.most_access_pence);
}

void write_objective(TomlWriter& writer, const ObjectiveRules& objective) {
  writer.table({"objective"});
  writer.texts("stages", objective.stages);
  writer.whole("floor", objective.floor);
  writer.value("seed", std::to_string(objective.seed));
}

}  // namespace

std::string to_toml(const Programme& programme, const TomlComments& comments) {
  TomlWriter writer(comments);
  write_top(writer, programme);
  write_timetable(writer, programme.timetable);
  write_places(writer, programme.places);
  for (const Fund& fund : programme.funds) {
    writer.table({"funds", fund.id});
    writer.text("purpose", fund.purpose);
    writer.whole(programme.currency == "GBP" ? "pence" : "amount", fund.pence);
  }
  write_questions(writer, programme.questions, programme.vocabulary);
  for (const Sheet& sheet : programme.sheets) write_sheet(writer, sheet);
  write_rules(writer, programme.rules, programme.questions);
  write_criteria(writer, programme.criteria, programme.questions);
  write_pair_rules(writer, programme.pair_rules, programme.questions);
  write_selection(writer, programme.selection);
  write_pairing(writer, programme.pairing);
  write_objective(writer, programme.objective);
  for (const Location& location : programme.locations) {
    writer.table({"locations", location.name});
    writer.value("latitude", toml_units(location.latitude, decimals_of_degrees));
    writer.value("longitude", toml_units(location.longitude, decimals_of_degrees));
  }
  for (const EvaluationQuestion& question : programme.evaluation) {
    writer.table({"evaluation", question.id});
    writer.text("sentence", question.sentence);
  }
  return writer.take();
}

std::string to_toml(const std::vector<Question>& questions, const TomlComments& comments) {
  TomlWriter writer(comments);
  write_questions(writer, questions, {});
  return writer.take();
}

std::string to_toml(const std::vector<Criterion>& criteria, const std::vector<Question>& questions,
                    const TomlComments& comments) {
  TomlWriter writer(comments);
  write_criteria(writer, criteria, questions);
  return writer.take();
}

std::string to_toml(const std::vector<PairRule>& rules, const std::vector<Question>& questions,
                    const TomlComments& comments) {
  TomlWriter writer(comments);
  write_pair_rules(writer, rules, questions);
  return writer.take();
}

}  // namespace pairwell
