#include "scheme/resubmissions.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "pairwell/scheme/timetable.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

class Settlement {
 public:
  Settlement(const Programme& programme, const std::vector<Resubmissions>& rules,
             const std::vector<SheetApplicants>& sheets, std::vector<SheetApplicant>& applicants, Findings& findings)
      : rules_(rules), sheets_(sheets), applicants_(applicants), findings_(findings) {
    const auto is_deadline = [](const Event& event) { return event.kind == EventKind::deadline; };
    const auto event = std::ranges::find_if(programme.timetable.events, is_deadline);
    if (event != programme.timetable.events.end() && event->at) {
      deadline_ = start(programme.timetable, *event);
    }
  }

  void run() {
    std::map<std::pair<Role, std::string>, std::vector<std::size_t>> by_person;
    for (std::size_t i = 0; i < applicants_.size(); ++i) {
      const SheetApplicant& each = applicants_[i];
      if (sheets_[each.sheet].has_references || !is_address(each.email)) continue;
      by_person[{each.role(), words::key(each.email)}].push_back(i);
    }
    leaves_.resize(applicants_.size());
    for (auto& [person, forms] : by_person) {
      if (forms.size() > 1) settle(forms);
    }
    std::size_t place = 0;
    std::erase_if(applicants_, [&](const SheetApplicant&) { return leaves_[place++]; });
  }

 private:
  /// In the order of submission; a form without a time comes after those with one, in the order of the rows.
  bool is_earlier(std::size_t a, std::size_t b) const {
    const std::optional<Instant>& one = applicants_[a].submitted_at;
    const std::optional<Instant>& other = applicants_[b].submitted_at;
    if (one && other && one->seconds != other->seconds) return one->seconds < other->seconds;
    if (one.has_value() != other.has_value()) return one.has_value();
    return a < b;
  }

  bool is_in_time(std::size_t form) const {
    const std::optional<Instant>& time = applicants_[form].submitted_at;
    return !deadline_ || !time || time->seconds <= deadline_->seconds;
  }

  bool is_draft(std::size_t form) const { return applicants_[form].state == FormState::draft; }

  void settle(std::vector<std::size_t>& forms) {
    std::ranges::sort(forms, [&](std::size_t a, std::size_t b) { return is_earlier(a, b); });
    const Resubmissions rule = rules_[applicants_[forms.front()].sheet];
    // A draft stands for nothing beside a form that was submitted or withdrawn.
    std::vector<std::size_t> firm = forms;
    std::erase_if(firm, [&](std::size_t form) { return is_draft(form); });
    if (firm.empty()) firm = forms;
    std::size_t counts = firm.front();
    if (rule == Resubmissions::last) {
      for (const std::size_t form : firm) {
        if (is_in_time(form)) counts = form;
      }
    }
    for (const std::size_t form : forms) {
      if (form == counts) continue;
      leaves_[form] = true;
      tell_of(form, counts, rule);
    }
  }

  void tell_of(std::size_t form, std::size_t counts, Resubmissions rule) {
    const SheetApplicant& kept = applicants_[counts];
    SheetApplicant& left = applicants_[form];
    const std::string where =
        "row " + std::to_string(kept.answers.number) + (kept.table == left.table ? std::string() : " of " + kept.table);
    std::string message;
    if (rule == Resubmissions::refused) {
      message = "The person has a form in " + where + " already; a further one is not taken.";
    } else if (is_draft(form) && !is_draft(counts)) {
      message = "A draft of the person whose form in " + where + " counts.";
    } else if (!is_in_time(form) && is_in_time(counts)) {
      message = "A form of the person whose form in " + where + " counts: this one came after the deadline.";
    } else {
      message = std::string(is_earlier(form, counts) ? "An earlier" : "A later") +
                " form of the person whose form in " + where + " counts.";
    }
    tell(left, findings_,
         {.severity = rule == Resubmissions::refused ? Severity::error : Severity::warning,
          .column = sheets_[left.sheet].headings.email,
          .rule = "resubmission",
          .message = std::move(message)});
  }

  const std::vector<Resubmissions>& rules_;
  const std::vector<SheetApplicants>& sheets_;
  std::vector<SheetApplicant>& applicants_;
  Findings& findings_;
  std::optional<Instant> deadline_{};
  std::vector<bool> leaves_{};
};

}  // namespace

void settle_resubmissions(const Programme& programme, const std::vector<Resubmissions>& rules,
                          const std::vector<SheetApplicants>& sheets, std::vector<SheetApplicant>& applicants,
                          Findings& findings) {
  Settlement(programme, rules, sheets, applicants, findings).run();
}

}  // namespace pairwell
