#include "scheme/people.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "scheme/findings.hpp"
#include "scheme/references.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// A text that may stand in a finding: a code, and neither a name nor an address.
bool is_code(std::string_view text) {
  return text.find('@') == std::string_view::npos && text.find_first_of("0123456789") != std::string_view::npos;
}

std::string ordinal(std::size_t place) {
  const std::string number = std::to_string(place);
  const bool is_teen = place % 100 >= 11 && place % 100 <= 13;
  if (!is_teen && place % 10 == 1) return number + "st";
  if (!is_teen && place % 10 == 2) return number + "nd";
  if (!is_teen && place % 10 == 3) return number + "rd";
  return number + "th";
}

/// The people of one role by all that they can be named by.
class PeopleDirectory {
 public:
  explicit PeopleDirectory(Role role) : references_(role) {}

  void add(const SheetApplicant& applicant) {
    if (!applicant.given_reference.empty()) by_text_[applicant.given_reference].insert(applicant.reference);
    add(applicant.reference, applicant.email, applicant.name, applicant.answers.number);
  }

  /// Somebody who applied before, unless they did again.
  void add(const KnownApplicant& known) {
    if (!references_.contains(known.reference)) add(known.reference, known.email, known.name, 0);
  }

  /// Who goes by a text: a reference by the letter, an address and a name in any case.
  std::set<std::string> find(const std::string& text) const {
    for (const std::string& key : {text, words::key(text), words::loose_key(text)}) {
      if (const auto found = by_text_.find(key); found != by_text_.end()) return found->second;
    }
    return {};
  }

  /// The reference of whom a text most likely means; empty where there is none.
  std::string likely(const std::string& text) {
    std::string reference = references_.likely(text);
    if (!reference.empty() || is_code(text)) return reference;
    const auto name = names_.find(likely_.of(text, spellings_));
    return name == names_.end() ? std::string() : name->second;
  }

  const std::string& word() const { return references_.word(); }

 private:
  void add(const std::string& reference, const std::string& email, const std::string& name, std::int64_t row) {
    references_.add(reference, row);
    by_text_[reference].insert(reference);
    if (!email.empty()) by_text_[words::key(email)].insert(reference);
    if (name.empty()) return;
    by_text_[words::loose_key(name)].insert(reference);
    if (names_.emplace(name, reference).second) spellings_.push_back(name);
  }

  References references_;
  std::map<std::string, std::set<std::string>> by_text_;
  std::map<std::string, std::string> names_;
  std::vector<std::string> spellings_;
  LikelyWords likely_{2'000'000};
};

class Resolution {
 public:
  Resolution(const Programme& programme, const std::vector<SheetApplicants>& sheets, Findings& findings)
      : programme_(programme), sheets_(sheets), findings_(findings) {}

  void run(const std::vector<KnownApplicant>& known, std::vector<SheetApplicant>& applicants) {
    for (const SheetApplicant& applicant : applicants) of(applicant.role()).add(applicant);
    for (const KnownApplicant& each : known) of(each.role).add(each);
    for (SheetApplicant& applicant : applicants) {
      for (Answer& answer : applicant.answers.application) {
        const auto question = std::ranges::find(programme_.questions, answer.question, &Question::id);
        auto* named = std::get_if<std::vector<std::string>>(&answer.value);
        if (named == nullptr || question->kind != QuestionKind::people) continue;
        resolve(applicant, *question, *named);
        answer.given.clear();
        for (const std::string& one : *named) answer.given.append(answer.given.empty() ? "" : ";").append(one);
      }
    }
  }

 private:
  PeopleDirectory& of(Role role) { return directories_[static_cast<std::size_t>(role)]; }

  void resolve(SheetApplicant& applicant, const Question& question, std::vector<std::string>& named) {
    const Role other = applicant.role() == Role::mentee ? Role::mentor : Role::mentee;
    std::vector<std::string> result;
    for (std::size_t i = 0; i < named.size(); ++i) {
      std::set<std::string> found = of(other).find(named[i]);
      if (found.empty() && question.plays == Plays::nothing) found = of(applicant.role()).find(named[i]);
      std::string kept = found.size() == 1 ? *found.begin() : named[i];
      if (found.size() != 1 && question.plays != Plays::line_manager) {
        const char* rule = found.empty() ? "names-nobody" : "names-several";
        warn(applicant, question, named, i, rule, message(applicant, question, named, i, found));
      }
      if (std::ranges::find(result, kept) == result.end()) {
        result.push_back(std::move(kept));
      } else {
        warn(applicant, question, named, i, "twice", entry(named, i) + " stands before in the list and counts once.");
      }
    }
    named = std::move(result);
  }

  /// "The 2nd of the list", and the text where it is a code.
  static std::string entry(const std::vector<std::string>& named, std::size_t place) {
    if (is_code(named[place])) return words::quote(named[place]);
    return named.size() == 1 ? std::string("The person named") : "The " + ordinal(place + 1) + " of the list";
  }

  std::string message(const SheetApplicant& applicant, const Question& question, const std::vector<std::string>& named,
                      std::size_t place, const std::set<std::string>& found) {
    const Role other = applicant.role() == Role::mentee ? Role::mentor : Role::mentee;
    const std::string who = entry(named, place);
    if (found.size() > 1) {
      std::vector<std::string> references;
      for (const std::string& reference : found) references.push_back(words::quote(reference));
      return who + " may be " + words::join(references, " or ") + "; write the reference of the one that is meant.";
    }
    if (question.plays == Plays::nothing) {
      std::string near = of(other).likely(named[place]);
      if (near.empty()) near = of(applicant.role()).likely(named[place]);
      return who + " names nobody with a form." + suggestion(near);
    }
    const std::string& word = of(other).word();
    if (!of(applicant.role()).find(named[place]).empty()) {
      return who + " is a " + of(applicant.role()).word() + " too; only a " + word + " can be named here.";
    }
    return who + " names no " + word + " with a form." + suggestion(of(other).likely(named[place]));
  }

  void warn(SheetApplicant& applicant, const Question& question, const std::vector<std::string>& named,
            std::size_t place, const char* rule, std::string message) {
    const auto& headings = sheets_[applicant.sheet].heading_of;
    const auto heading = headings.find(question.id);
    tell(applicant, findings_,
         {.severity = Severity::warning,
          .column = heading == headings.end() ? question.id : heading->second,
          .rule = rule,
          .message = std::move(message),
          .value = is_code(named[place]) ? named[place] : std::string()});
  }

  const Programme& programme_;
  const std::vector<SheetApplicants>& sheets_;
  Findings& findings_;
  std::array<PeopleDirectory, 2> directories_{PeopleDirectory(Role::mentee), PeopleDirectory(Role::mentor)};
};

}  // namespace

void resolve_people(const Programme& programme, const std::vector<KnownApplicant>& known,
                    const std::vector<SheetApplicants>& sheets, std::vector<SheetApplicant>& applicants,
                    Findings& findings) {
  Resolution(programme, sheets, findings).run(known, applicants);
}

}  // namespace pairwell
