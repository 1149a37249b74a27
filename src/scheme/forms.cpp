#include "pairwell/scheme/forms.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <type_traits>
#include <utility>

#include "core/unicode.hpp"
#include "pairwell/scheme/monitoring.hpp"
#include "scheme/answers.hpp"
#include "scheme/cells.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr int most_capacity = 20;

const std::vector<std::string>& states() {
  static const std::vector<std::string> words{"draft", "submitted", "withdrawn"};
  return words;
}

const std::vector<std::string>& purposes() {
  static const std::vector<std::string> words{"career", "skills", "confidence", "network", "leadership"};
  return words;
}

const std::vector<std::string>& weekly_slots() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> result;
    for (const char* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) {
      for (const char* part : {"-am", "-pm", "-eve"}) result.push_back(std::string(day) + part);
    }
    return result;
  }();
  return names;
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::ranges::find(list, item) != list.end();
}

std::string fit_column(std::size_t item) { return "fit_" + std::to_string(item + 1); }

/// Why a table of forms refuses a column that has its place elsewhere; empty for one that is just unknown.
std::string refusal(Role role, std::string_view column) {
  if (contains(monitoring_columns(), words::key(column))) {
    return "Monitoring answers may not be kept with a form; keep '" + words::key(column) +
           "' in a table of its own, with the reference, and read it with read_monitoring.";
  }
  if (role == Role::mentee && column == "capacity") {
    return "Only mentors have a capacity; take the column out of the table of mentees.";
  }
  return {};
}

/// Warns of an address that stands under an earlier reference. Its text stays out of findings: they may be shown to
/// people who see references only.
class Addresses {
 public:
  void add(Row& row, const std::string& reference, const std::string& email) {
    if (email.empty() || reference.empty()) return;
    const auto [first, is_new] = first_.emplace(words::key(email), std::pair(reference, row.number()));
    const auto& [earlier, number] = first->second;
    if (is_new || earlier == reference) return;
    row.warning("email", "same-person",
                words::quote(reference) + " has the e-mail of " + words::quote(earlier) + " (row " +
                    std::to_string(number) + ") and may be the same person; both are kept.",
                {});
  }

 private:
  std::map<std::string, std::pair<std::string, std::int64_t>> first_;
};

Identity read_identity(Row& row) {
  Identity identity{
      .reference = unicode::composed(row.text("reference")), .name = row.text("name"), .email = row.text("email")};
  const std::string& email = identity.email;
  const std::size_t at = email.find('@');
  const bool is_address = at != std::string::npos && at > 0 && at + 1 < email.size() && at == email.rfind('@') &&
                          email.find_first_of(" ;,") == std::string::npos;
  if (!email.empty() && !is_address) {
    row.warning("email", "email", "The e-mail is not of the form name@place; nobody can be reached by it.", {});
  }
  return identity;
}

void read_state(Row& row, Form& form, const Zone& zone) {
  form.submitted_at = row.instant("submitted_at", zone);
  const bool has_time = !row.text("submitted_at").empty();
  if (!row.has_column("state")) return;
  const std::string state = row.choice("state", states());
  if (row.text("state").empty()) {
    row.error("state", "blank", "The state is blank; write draft, submitted or withdrawn.", {});
  }
  if (state == "submitted") form.state = FormState::submitted;
  if (state == "withdrawn") form.state = FormState::withdrawn;
  if (state == "submitted" && !has_time) {
    row.error("submitted_at", "blank", "A submitted form needs the time at which it was submitted.", {});
  }
  if (state == "draft" && form.submitted_at) {
    row.warning("submitted_at", "draft", "The form has a time of submission and is a draft; it is kept as a draft.",
                row.raw("submitted_at"));
  }
}

void read_person(Row& row, Form& form, const Programme& programme) {
  // A nation that is not the programme's is kept: whether its people may take part is for the rules to say.
  form.nation = row.text("nation");
  if (auto spelling = words::spelling(form.nation, programme.nations)) form.nation = std::move(*spelling);
  form.works_as = row.text("works_as");
  form.sector = row.text("sector");
  form.employer = row.text("employer");
  form.team = row.text("team");
  form.line_manager = unicode::composed(row.text("line_manager"));
}

void read_learning(Row& row, Form& form, const Programme& programme) {
  form.offers = row.terms("offers", "term", programme.vocabulary);
  form.needs = row.needs("needs", programme.vocabulary);
  form.wishes = row.references("wishes");
  form.vetoes = row.references("vetoes");
  form.conflicts = row.references("conflicts");
  form.past_pairs = row.references("past_pairs");
  form.again = row.references("again");
  for (std::size_t i = 0; i < fit_items().size(); ++i) form.fit.push_back(row.whole(fit_column(i), 1, 5));
}

void read_practice(Row& row, Form& form) {
  form.meetings_a_month = row.whole("meetings_a_month", 1, 8);
  form.format = row.choice("format", meeting_formats());
  form.minutes = row.whole("minutes", 15, 240);
  form.purpose = row.choice("purpose", purposes());
  form.slots = row.terms("slots", "slot", weekly_slots());
  form.travel_minutes = row.whole("travel_minutes", 0, 600);
  form.area = row.text("area");
  form.access_pence = row.pence("access_cost");
  form.statement = row.text("statement");
  const std::string consent = row.text("consent");
  if (!consent.empty() && !words::is_yes(consent) && !words::is_no(consent)) {
    row.warning("consent", "choice", words::quote(consent) + " is neither yes nor no and does not count as yes.",
                consent);
  }
}

void keep_answers(const TableReader& reader, const Row& row, Form& form) {
  for (const auto& [column, position] : reader.columns()) {
    if (column != "name" && column != "email") form.answers.emplace_back(column, row.raw(column));
  }
}

template <class RoleForm>
constexpr Role role_of = std::is_same_v<RoleForm, MentorForm> ? Role::mentor : Role::mentee;

template <class RoleForm>
FormsRead<RoleForm> read_forms(const Table& table, const Programme& programme) {
  constexpr Role role = role_of<RoleForm>;
  const Zone zone = Zone::named(programme.timetable.zone);
  FormsRead<RoleForm> result;
  TableReader reader(table,
                     {.columns = form_columns(role),
                      .required = {"reference", "state"},
                      .refusal = [](std::string_view column) { return refusal(role, column); }},
                     result.findings);
  FirstRows first_rows;
  Addresses addresses;
  for (std::size_t i = 0; i < reader.row_count(); ++i) {
    Row row(reader, i);
    RoleForm form;
    form.row = row.number();
    form.reference = row.reference("reference");
    if (!form.reference.empty()) first_rows.add(row, form.reference);
    Identity identity = read_identity(row);
    addresses.add(row, identity.reference, identity.email);
    read_state(row, form, zone);
    read_person(row, form, programme);
    read_learning(row, form, programme);
    read_practice(row, form);
    if constexpr (role == Role::mentor) form.capacity = row.whole("capacity", 0, most_capacity).value_or(1);
    if (row.has_error() || !reader.usable()) continue;
    keep_answers(reader, row, form);
    result.forms.push_back(std::move(form));
    result.identities.push_back(std::move(identity));
  }
  return result;
}

}  // namespace

std::string_view to_string(FormState state) { return states()[static_cast<std::size_t>(state)]; }

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

std::vector<std::string> form_columns(Role role) {
  std::vector<std::string> columns{"reference", "state",  "submitted_at", "name",      "email",        "nation",
                                   "works_as",  "sector", "employer",     "team",      "line_manager", "offers",
                                   "needs",     "wishes", "vetoes",       "conflicts", "past_pairs",   "again"};
  for (std::size_t i = 0; i < fit_items().size(); ++i) columns.push_back(fit_column(i));
  for (const char* column : {"meetings_a_month", "format", "minutes", "purpose", "slots", "travel_minutes", "area",
                             "access_cost", "statement", "consent"}) {
    columns.emplace_back(column);
  }
  if (role == Role::mentor) columns.emplace_back("capacity");
  return columns;
}

FormsRead<MenteeForm> read_mentee_forms(const Table& table, const Programme& programme) {
  return read_forms<MenteeForm>(table, programme);
}

FormsRead<MentorForm> read_mentor_forms(const Table& table, const Programme& programme) {
  return read_forms<MentorForm>(table, programme);
}

}  // namespace pairwell
