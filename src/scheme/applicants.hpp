/// Applicants: the people of sheets on their way to forms, with who they are still beside what they answered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/sheet.hpp"
#include "scheme/sheet_columns.hpp"
#include "scheme/sheet_rows.hpp"

namespace pairwell {

/// Somebody's answers in one row for one role.
struct SheetApplicant {
  std::string table{};  ///< Its name: where findings say that the row is.
  std::size_t sheet = 0;
  RowAnswers answers{};
  std::string reference{};        ///< As given, composed; empty until one is made.
  std::string given_reference{};  ///< Where the reference was changed, since the person applies for both roles.
  std::string name{};
  std::string email{};
  FormState state = FormState::submitted;
  std::optional<Instant> submitted_at{};
  bool both_roles = false;  ///< Whether the row is of a person in both roles.

  Role role() const { return answers.role; }
};

/// What the headings of the columns are that the scheme itself looks at; findings are told under them.
struct PartHeadings {
  std::string reference{};
  std::string state{};
  std::string submitted_at{};
  std::string email{};
};

/// The people of one sheet.
struct SheetApplicants {
  std::vector<SheetApplicant> people{};  ///< In the order of the rows, those with errors included.
  PartHeadings headings{};
  std::map<std::string, std::string> heading_of{};  ///< By question: of its first column.
  bool has_references = false;                      ///< Whether the sheet gives them.
  bool usable = true;                               ///< Whether the rows can be trusted.
};

/// Where and how a fault of a row is told.
struct RowFault {
  Severity severity = Severity::error;
  std::string column{};
  std::string rule{};
  std::string message{};
  std::string value{};
};

/// Whether a text is of the form name@place: only by such a one is somebody known again, as "anonymous" is many.
bool is_address(std::string_view email);

/// Adds a finding of an applicant's row; an error marks the applicant.
void tell(SheetApplicant& applicant, Findings& findings, RowFault fault);

/// Reads one sheet; every fault is a finding.
SheetApplicants read_applicants(const Programme& programme, const Sheet& sheet, const Table& table, ColumnWants wants,
                                Findings& findings);

/// Finds references that stand twice for one role: the later row gets an error that names the first. Two that a person
/// can hardly tell apart, as "MM-1a" and "mm-1A", are one as well.
class FirstReferences {
 public:
  void add(SheetApplicant& applicant, const PartHeadings& headings, Findings& findings);

 private:
  struct Place {
    std::string reference{};
    std::string table{};
    std::int64_t row = 0;
  };
  std::map<std::pair<Role, std::string>, Place> first_;
};

/// Warns of an address that stands under an earlier reference of the role. Its text stays out of findings: they may be
/// shown to people who see references only.
class FirstAddresses {
 public:
  void add(SheetApplicant& applicant, const PartHeadings& headings, Findings& findings);

 private:
  std::map<std::pair<Role, std::string>, std::pair<std::string, std::int64_t>> first_;
};

/// The form of an applicant, and who that is.
MenteeForm mentee_form_of(const Programme& programme, const SheetApplicant& applicant);
MentorForm mentor_form_of(const Programme& programme, const SheetApplicant& applicant);
Identity identity_of(const Programme& programme, const SheetApplicant& applicant);

}  // namespace pairwell
