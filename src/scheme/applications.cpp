#include "pairwell/scheme/applications.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>

#include "scheme/applicants.hpp"
#include "scheme/findings.hpp"
#include "scheme/made_references.hpp"
#include "scheme/people.hpp"
#include "scheme/references.hpp"
#include "scheme/resubmissions.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

class ApplicationsReading {
 public:
  ApplicationsReading(const Programme& programme, const std::vector<SheetTable>& sheets) : programme_(programme) {
    for (std::size_t i = 0; i < sheets.size(); ++i) read_sheet(i, sheets[i]);
  }

  Applications run(const std::vector<KnownApplicant>& known) {
    settle_resubmissions(programme_, rules_, sheets_, applicants_, result_.findings);
    make_references(known, sheets_, applicants_, result_.findings);
    check_references();
    check_roles();
    std::erase_if(applicants_, [](const SheetApplicant& each) { return each.answers.has_error; });
    resolve_people(programme_, known, sheets_, applicants_, result_.findings);
    give(Role::mentee);
    give(Role::mentor);
    link(known);
    return std::move(result_);
  }

 private:
  void read_sheet(std::size_t place, const SheetTable& sheet) {
    rules_.push_back(sheet.sheet.resubmissions);
    const ColumnWants wants{.monitoring = true, .reference = false};
    SheetApplicants read = read_applicants(programme_, sheet.sheet, sheet.table, wants, result_.findings);
    if (read.usable) {
      for (SheetApplicant& each : read.people) {
        each.sheet = place;
        applicants_.push_back(std::move(each));
      }
      tell_of_times(sheet.table, read);
    }
    read.people.clear();
    sheets_.push_back(std::move(read));
  }

  void tell_of_times(const Table& table, const SheetApplicants& read) {
    if (!read.headings.submitted_at.empty() || read.people.empty()) return;
    result_.findings.push_back({.severity = Severity::warning,
                                .rule = "no-time",
                                .message = "No question says when a form was submitted; every form counts as in time.",
                                .file = words::as_text(table.name)});
  }

  void check_references() {
    FirstReferences references;
    FirstAddresses addresses;
    for (SheetApplicant& each : applicants_) {
      references.add(each, sheets_[each.sheet].headings, result_.findings);
      if (sheets_[each.sheet].has_references) addresses.add(each, sheets_[each.sheet].headings, result_.findings);
    }
  }

  /// Finds references that a mentee and a mentor have who are not one person.
  void check_roles() {
    References mentees(Role::mentee);
    for (const SheetApplicant& each : applicants_) {
      if (each.role() == Role::mentee && !each.reference.empty()) mentees.add(each.reference, each.answers.number);
    }
    for (SheetApplicant& each : applicants_) {
      if (each.role() == Role::mentee) continue;
      const auto row = mentees.row_of(each.reference);
      if (!row) continue;
      const bool is_same = mentees.contains(each.reference);
      tell(each, result_.findings,
           {.column = sheets_[each.sheet].headings.reference,
            .rule = "duplicate",
            .message = words::quote(each.reference) + (is_same ? " is also" : " can hardly be told from") +
                       " the reference of a mentee (row " + std::to_string(*row) +
                       "); a reference must be unique in the programme.",
            .value = each.reference});
    }
  }

  void give(Role role) {
    for (const SheetApplicant& each : applicants_) {
      if (each.role() != role) continue;
      if (role == Role::mentee) result_.mentees.push_back(mentee_form_of(programme_, each));
      if (role == Role::mentor) result_.mentors.push_back(mentor_form_of(programme_, each));
      result_.identities.push_back(identity_of(programme_, each));
      if (!each.answers.monitoring.empty()) result_.monitoring.push_back({each.reference, each.answers.monitoring});
    }
  }

  /// Tells the two forms of one person of each other: those of one row, and those of one e-mail.
  void link(const std::vector<KnownApplicant>& known) {
    std::map<std::string, std::vector<std::string>> mentees_of;
    std::map<std::string, std::vector<std::string>> mentors_of;
    for (const SheetApplicant& each : applicants_) {
      auto& people = each.role() == Role::mentee ? mentees_of : mentors_of;
      for (const std::string& key : keys_of(each)) people[key].push_back(each.reference);
    }
    for (const KnownApplicant& each : known) {
      auto& people = each.role == Role::mentee ? mentees_of : mentors_of;
      if (is_address(each.email)) people[email_key(each.email)].push_back(each.reference);
    }
    std::map<std::string, const SheetApplicant*> by_reference;
    for (const SheetApplicant& each : applicants_) by_reference.emplace(each.reference, &each);
    const auto fill = [&](Form& form, const auto& others) {
      for (const std::string& key : keys_of(*by_reference.at(form.reference))) {
        const auto found = others.find(key);
        if (found == others.end()) continue;
        for (const std::string& reference : found->second) {
          if (std::ranges::find(form.same_person, reference) == form.same_person.end()) {
            form.same_person.push_back(reference);
          }
        }
      }
    };
    for (MenteeForm& form : result_.mentees) fill(form, mentors_of);
    for (MentorForm& form : result_.mentors) fill(form, mentees_of);
  }

  static std::string email_key(const std::string& email) { return "e-mail " + words::key(email); }

  static std::vector<std::string> keys_of(const SheetApplicant& applicant) {
    std::vector<std::string> keys;
    if (is_address(applicant.email)) keys.push_back(email_key(applicant.email));
    if (applicant.both_roles) {
      keys.push_back("row " + std::to_string(applicant.sheet) + " " + std::to_string(applicant.answers.row));
    }
    return keys;
  }

  const Programme& programme_;
  std::vector<Resubmissions> rules_{};
  std::vector<SheetApplicants> sheets_{};
  std::vector<SheetApplicant> applicants_{};
  Applications result_{};
};

}  // namespace

Sheet sheet_of(const Programme& programme, std::string_view id) {
  const auto found = std::ranges::find(programme.sheets, id, &Sheet::id);
  if (found != programme.sheets.end()) return *found;
  std::vector<std::string> known;
  for (const Sheet& sheet : programme.sheets) known.push_back(sheet.id);
  for (const Role role : {Role::mentee, Role::mentor}) {
    const std::string usual = std::string(to_string(role)) + "s";
    if (id == usual) return {.id = usual, .role = role};
    known.push_back(usual);
  }
  throw InvalidInput("sheet_of", "sheet",
                     "There is no sheet " + words::quote(id) + "." + suggestion(likely_word(id, known)),
                     std::string(id));
}

Applications read_applications(const Programme& programme, const std::vector<SheetTable>& sheets,
                               const std::vector<KnownApplicant>& known) {
  return ApplicationsReading(programme, sheets).run(known);
}

}  // namespace pairwell
