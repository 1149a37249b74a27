#include "scheme/programme_toml_timetable.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "scheme/programme_toml_words.hpp"

namespace pairwell {
namespace {

/// Reads a text by one of the parse functions, whose refusal becomes a finding of the key.
template <class Parse>
void read_parsed(TomlSection& section, std::string_view name, const std::string& text, Parse parse) {
  try {
    parse(text);
  } catch (const InvalidInput& error) {
    const Finding& finding = error.findings().front();
    section.report().unread(section.key(name), finding.rule, finding.message, text);
  }
}

void add_day(TomlSection& section, std::string_view name, const toml::node& node, Event& event) {
  section.report().note(section.key(name), node);
  if (const auto* date = node.as_date()) {
    event.days.push_back({{date->get().year, date->get().month, date->get().day}, std::nullopt});
  } else if (node.is_string()) {
    read_parsed(section, name, value_text(node), [&](const std::string& text) {
      const auto date_or_month = parse_event_date(text);
      if (const Month* month = std::get_if<Month>(&date_or_month)) {
        if (event.month) throw InvalidInput("read_programme", "when", "An event has one month at most.", text);
        event.month = *month;
      } else {
        event.days.push_back(std::get<EventDay>(date_or_month));
      }
    });
  } else {
    section.wrong_type(name, node, "a day, as \"Monday 24 April 2017\" or 2017-04-24,");
  }
}

void read_days(TomlSection& section, Event& event) {
  const toml::node* node = section.find("on", true);
  if (node == nullptr) return;
  const toml::array* list = node->as_array();
  if (list == nullptr) return add_day(section, "on", *node, event);
  for (std::size_t i = 0; i < list->size(); ++i) {
    add_day(section, "on[" + std::to_string(i + 1) + "]", (*list)[i], event);
  }
}

void read_time_of_day(TomlSection& section, Event& event) {
  const toml::node* node = section.find("at", false);
  if (node == nullptr) return;
  const Date date = event.days.empty() ? Date{} : event.days.front().date;
  if (const auto* time = node->as_time()) {
    event.at = LocalTime{date, time->get().hour, time->get().minute, time->get().second};
    if (time->get().nanosecond != 0) {
      section.report().unread(section.key("at"), "format", "A time of day has whole seconds.", value_text(*node));
    }
  } else if (const auto* text = node->as_string()) {
    try {
      event.at = parse_local_time("2000-01-01T" + text->get());
      event.at->date = date;
    } catch (const InvalidInput&) {
      section.report().unread(section.key("at"), "format", "Write a time of day as \"10:00\" or \"10:00:30\".",
                              text->get());
    }
  } else {
    section.wrong_type("at", *node, "a time of day, as \"10:00\",");
  }
}

void read_event(const std::string& id, TomlSection& section, Timetable& timetable) {
  Event event;
  event.id = id;
  // An event whose id is the name of a kind need not say it twice.
  constexpr EventKind last = EventKind::other;
  bool is_kind = false;
  for (int i = 0; i <= static_cast<int>(last); ++i) is_kind |= to_string(static_cast<EventKind>(i)) == id;
  std::string kind = is_kind ? id : "";
  section.text("kind", kind, !is_kind);
  if (!kind.empty()) read_word(section, "kind", kind, last, event.kind);
  section.text("title", event.title, true);
  read_days(section, event);
  read_time_of_day(section, event);
  section.text("for_whom", event.for_whom);
  section.text("note", event.note);
  section.text("zone", event.zone);
  timetable.events.push_back(std::move(event));
}

}  // namespace

void read_month(TomlSection& section, std::string_view name, Month& target) {
  const toml::node* node = section.find(name, true);
  if (node == nullptr) return;
  if (!node->is_string()) {
    return section.wrong_type(name, *node, "a month in quotes, as \"June 2017\" or \"2017-06\",");
  }
  read_parsed(section, name, value_text(*node), [&](const std::string& text) {
    const auto date = parse_event_date(text);
    if (const Month* month = std::get_if<Month>(&date)) {
      target = *month;
    } else {
      throw InvalidInput("read_programme", "date", "Write a month, as \"June 2017\" or \"2017-06\".", text);
    }
  });
}

void read_timetable(TomlSection& root, Timetable& timetable) {
  TomlSection section = root.section("timetable");
  section.text("zone", timetable.zone);
  section.other_sections([&](const std::string& id, TomlSection& event) { read_event(id, event, timetable); });
}

}  // namespace pairwell
