#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scheme/programme_toml_parts.hpp"
#include "scheme/programme_toml_words.hpp"

namespace pairwell {
namespace {

void read_decimal(TomlSection& section, char& decimal) {
  std::string text(1, decimal);
  section.text("decimal", text);
  if (text == "." || text == ",") {
    decimal = text.front();
  } else {
    section.report().unread(section.key("decimal"), "word", "Write \".\" or \",\".", text);
  }
}

Sheet read_sheet(const std::string& id, TomlSection& section) {
  Sheet sheet;
  sheet.id = id;
  // A sheet that is called by its role need not say it twice.
  if (id == "mentees") sheet.role = Role::mentee;
  if (id == "mentors") sheet.role = Role::mentor;
  Role role = Role::mentee;
  if (!read_word(section, "role", Role::mentor, role)) {
    section.report().leave(section.key());
  } else if (section.has("role")) {
    sheet.role = role;
  }
  section.text("encoding", sheet.encoding);
  section.text("separator", sheet.separator);
  section.text("worksheet", sheet.worksheet);
  section.whole("header_rows", sheet.header_rows);
  section.whole("skipped_rows", sheet.skipped_rows);
  read_decimal(section, sheet.decimal);
  read_word(section, "dates", DateOrder::month_first, sheet.dates);
  section.text("zone", sheet.zone);
  read_word(section, "resubmissions", Resubmissions::refused, sheet.resubmissions);
  TomlSection columns = section.section("columns");
  columns.other_entries([&](const std::string& heading, const toml::node& node) {
    SheetColumn column{.heading = heading};
    columns.read(heading, node, column.question);
    sheet.columns.push_back(std::move(column));
  });
  section.texts("ignore", sheet.ignored);
  TomlSection roles = section.section("roles");
  roles.other_entries([&](const std::string& word, const toml::node&) {
    RoleWord meaning{.word = word};
    read_roles(roles, word, meaning.roles);
    sheet.roles.push_back(std::move(meaning));
  });
  return sheet;
}

}  // namespace

void read_sheets(TomlSection& root, std::vector<Sheet>& sheets) {
  root.sections("sheets",
                [&](const std::string& id, TomlSection& section) { sheets.push_back(read_sheet(id, section)); });
}

}  // namespace pairwell
