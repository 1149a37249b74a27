#include "scheme/made_references.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::size_t number_digits = 3;

std::string_view prefix_of(Role role) { return role == Role::mentee ? "MM-" : "MR-"; }

/// How somebody of a role is known again; empty where by nothing.
std::string known_key(const std::string& email, const std::string& name) {
  if (is_address(email)) return "e-mail " + words::key(email);
  return name.empty() ? std::string() : "name " + words::loose_key(name);
}

class Numbers {
 public:
  /// Takes note of a reference that is in use.
  void add(const std::string& reference) {
    taken_.insert(words::key(reference));
    for (const Role role : {Role::mentee, Role::mentor}) {
      const std::string_view prefix = prefix_of(role);
      if (!reference.starts_with(prefix)) continue;
      const char* end = reference.data() + reference.size();
      std::int32_t number = 0;
      const auto [rest, error] = std::from_chars(reference.data() + prefix.size(), end, number);
      if (error == std::errc() && rest == end) greatest(role) = std::max(greatest(role), number);
    }
  }

  std::string next(Role role) {
    while (true) {
      std::string number = std::to_string(++greatest(role));
      number.insert(0, number_digits - std::min(number_digits, number.size()), '0');
      std::string reference = std::string(prefix_of(role)) + number;
      if (taken_.insert(words::key(reference)).second) return reference;
    }
  }

 private:
  std::int32_t& greatest(Role role) { return greatest_[static_cast<std::size_t>(role)]; }

  std::set<std::string> taken_{};
  std::array<std::int32_t, 2> greatest_{};
};

class Making {
 public:
  Making(const std::vector<KnownApplicant>& known, const std::vector<SheetApplicants>& sheets,
         std::vector<SheetApplicant>& applicants, Findings& findings)
      : sheets_(sheets), applicants_(applicants), findings_(findings) {
    for (const KnownApplicant& each : known) {
      numbers_.add(each.reference);
      for (const std::string& key : {known_key(each.email, {}), known_key({}, each.name)}) {
        if (!key.empty()) known_[{each.role, key}].insert(each.reference);
      }
    }
    for (const SheetApplicant& each : applicants) {
      if (!each.reference.empty()) numbers_.add(each.reference);
      if (each.reference.empty() && !each.answers.has_error)
        ++with_key_[{each.role(), known_key(each.email, each.name)}];
    }
  }

  void run() {
    part_both_roles();
    std::vector<std::size_t> order(applicants_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
      const auto& one = applicants_[a].submitted_at;
      const auto& other = applicants_[b].submitted_at;
      if (one && other) return one->seconds < other->seconds;
      return one.has_value() && !other.has_value();
    });
    for (const std::size_t place : order) {
      SheetApplicant& each = applicants_[place];
      if (!each.reference.empty() || each.answers.has_error) continue;
      each.reference = reference_of(each);
    }
  }

 private:
  void part_both_roles() {
    for (SheetApplicant& each : applicants_) {
      if (!each.both_roles || each.role() != Role::mentor || each.reference.empty()) continue;
      each.given_reference = each.reference;
      each.reference += "-mentor";
    }
  }

  std::string reference_of(SheetApplicant& applicant) {
    const std::string key = known_key(applicant.email, applicant.name);
    const bool is_told = !key.empty() && with_key_[{applicant.role(), key}] == 1;
    if (!is_told) {
      tell(applicant, findings_,
           {.severity = Severity::warning,
            .column = sheets_[applicant.sheet].headings.email,
            .rule = "no-reference",
            .message =
                "The row has neither a reference nor an e-mail address, and no full name of its own: when the sheet is "
                "read again, nobody can say that it is the same person."});
      return numbers_.next(applicant.role());
    }
    const auto found = known_.find({applicant.role(), key});
    if (found != known_.end() && found->second.size() == 1) return *found->second.begin();
    return numbers_.next(applicant.role());
  }

  const std::vector<SheetApplicants>& sheets_;
  std::vector<SheetApplicant>& applicants_;
  Findings& findings_;
  Numbers numbers_{};
  std::map<std::pair<Role, std::string>, std::set<std::string>> known_{};
  std::map<std::pair<Role, std::string>, int> with_key_{};
};

}  // namespace

void make_references(const std::vector<KnownApplicant>& known, const std::vector<SheetApplicants>& sheets,
                     std::vector<SheetApplicant>& applicants, Findings& findings) {
  Making(known, sheets, applicants, findings).run();
}

}  // namespace pairwell
