#include "scheme/kept_forms.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/findings.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::brief;
using testing::small_programme;
using testing::table_of;
using Texts = std::vector<std::string>;

/// A programme whose sheet is written in other ways than kept forms are.
Programme with_a_sheet() {
  Programme programme = small_programme();
  programme.rules.clear();
  programme.questions = {
      {.id = "help", .kind = QuestionKind::choices, .words = "Help?", .separator = ","},
      {.id = "hours", .kind = QuestionKind::number, .decimals = 1},
      {.id = "born", .kind = QuestionKind::date},
  };
  programme.sheets = {{.id = "mentees",
                       .role = Role::mentee,
                       .decimal = ',',
                       .dates = DateOrder::day_first,
                       .columns = {{.heading = "How many?", .question = "hours"}}}};
  return programme;
}

TEST(KeptForms, AreReadOneWayWhateverTheSheetIs) {
  const Table table = table_of(
      {"help", "hours", "born", "@reference", "@state", "@submitted_at", "@same_person"},
      {{"Crafts, sewing\nWork; paid", "1.5", "1990-02-03", "MM-007", "draft", "2017-04-20T10:00:00Z", "MR-1\nMR-2"},
       {"", "", "", "MM-003", "withdrawn", "", ""}});
  const auto read = read_kept_mentee_forms(table, with_a_sheet());
  EXPECT_EQ(read.findings.size(), 1U) << "a draft with a time";
  ASSERT_EQ(read.forms.size(), 2U);
  const MenteeForm& form = read.forms[0];
  EXPECT_EQ(form.reference, "MM-007");
  EXPECT_EQ(form.state, FormState::draft);
  EXPECT_TRUE(form.submitted_at.has_value());
  EXPECT_EQ(form.same_person, (Texts{"MR-1", "MR-2"}));
  ASSERT_EQ(form.answers.size(), 3U) << "and none to what the programme does not ask";
  EXPECT_EQ(form.answers[0].value, Value(Texts{"Crafts, sewing", "Work; paid"}));
  EXPECT_EQ(form.answers[0].given, "Crafts, sewing; Work; paid");
  EXPECT_EQ(form.answers[1].value, Value(std::int64_t{15}));
  EXPECT_EQ(form.answers[2].value, Value(Date{1990, 2, 3}));
  EXPECT_EQ(read.forms[1].reference, "MM-003") << "though nothing else is answered";
  EXPECT_EQ(read.forms[1].state, FormState::withdrawn);
  EXPECT_EQ(read.forms[1].same_person, Texts{});
}

TEST(KeptForms, HaveTheirReferenceUnderTheQuestionThatPlaysIt) {
  const Table table = table_of({"reference", "state", "submitted_at", "capacity", "@same_person"},
                               {{"MR-1", "submitted", "2017-04-20T10:00:00Z", "3", ""}});
  const auto read = read_kept_mentor_forms(table, small_programme());
  EXPECT_EQ(brief(read.findings), Texts{});
  ASSERT_EQ(read.forms.size(), 1U);
  EXPECT_EQ(read.forms[0].reference, "MR-1");
  EXPECT_EQ(read.forms[0].capacity, 3);
}

}  // namespace
}  // namespace pairwell
