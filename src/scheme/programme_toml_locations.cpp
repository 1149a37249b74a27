#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scheme/coordinates.hpp"
#include "scheme/findings.hpp"
#include "scheme/programme_toml_parts.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr double most_degrees = 1000;

/// The rows of a table beside the programme, cell by cell; what is wrong is found by row and column.
class TableRows {
 public:
  TableRows(const Table& table, const std::vector<std::string>& columns, Findings& findings)
      : table_(table), columns_(columns), findings_(findings) {}

  /// Calls for each row with its cells in the order of the columns asked for, where all of them are there.
  template <class Call>
  void for_each(Call call) {
    std::vector<std::size_t> positions;
    for (const std::string& column : columns_) {
      const auto same = [&](const std::string& heading) { return words::same(heading, column); };
      const auto found = std::ranges::find_if(table_.columns, same);
      if (found == table_.columns.end()) {
        add(0, column, "missing", "The table has no column \"" + column + "\"; it needs " + words::join(columns_) + ".",
            words::join(table_.columns));
        return;
      }
      positions.push_back(static_cast<std::size_t>(found - table_.columns.begin()));
    }
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      row_ = i < table_.row_numbers.size() ? table_.row_numbers[i] : static_cast<std::int64_t>(i) + 1;
      std::vector<std::string> cells;
      for (const std::size_t position : positions) {
        const bool is_there = position < table_.rows[i].size() && table_.rows[i][position];
        cells.emplace_back(is_there ? std::string(words::trim(*table_.rows[i][position])) : std::string());
      }
      call(cells);
    }
  }

  void fault(const std::string& column, std::string rule, std::string message, const std::string& value) {
    add(row_, column, std::move(rule), std::move(message), value);
  }

 private:
  void add(std::int64_t row, const std::string& column, std::string rule, std::string message,
           const std::string& value) {
    Finding finding;
    finding.rule = std::move(rule);
    finding.message = std::move(message);
    finding.file = table_.name;
    finding.row = row;
    finding.column = column;
    finding.value = words::shortened(words::as_text(value));
    findings_.push_back(std::move(finding));
  }

  const Table& table_;
  std::vector<std::string> columns_;
  Findings& findings_;
  std::int64_t row_ = 0;
};

void read_location_rows(const Table& table, std::vector<Location>& locations, Findings& findings) {
  TableRows rows(table, {"name", "latitude", "longitude"}, findings);
  rows.for_each([&](const std::vector<std::string>& cells) {
    const auto latitude = coordinates_of(cells[1] + ", 0");
    const auto longitude = coordinates_of("0, " + cells[2]);
    if (!latitude) rows.fault("latitude", "number", "Write degrees from -90 to 90, as 53.800755.", cells[1]);
    if (!longitude) rows.fault("longitude", "number", "Write degrees from -180 to 180, as -1.549077.", cells[2]);
    if (latitude && longitude) locations.push_back({cells[0], latitude->latitude, longitude->longitude});
  });
}

void read_travel_rows(const Table& table, std::vector<TravelTime>& times, Findings& findings) {
  TableRows rows(table, {"from", "to", "minutes"}, findings);
  rows.for_each([&](const std::vector<std::string>& cells) {
    const auto minutes = words::whole_number(cells[2]);
    if (!minutes || *minutes < 0 || *minutes > 100'000) {
      rows.fault("minutes", "number", "Write whole minutes, 0 or more.", cells[2]);
    } else {
      times.push_back({cells[0], cells[1], static_cast<std::int32_t>(*minutes)});
    }
  });
}

/// The table that a text names; none, with a finding, where it was not given.
const Table* find_table(TomlSection& root, const std::string& name, const toml::node& node,
                        const std::vector<Table>& tables) {
  const std::string text = value_text(node);
  const auto table = std::ranges::find(tables, text, &Table::name);
  if (table != tables.end()) return &*table;
  const bool has_folder = text.find_first_of("/\\") != std::string::npos;
  root.report().unread(root.key(name), "table",
                       has_folder ? "A table lies beside the programme; write its name without a folder."
                                  : "The table \"" + text + "\" was not found beside the programme.",
                       text);
  return nullptr;
}

std::int32_t read_degrees(TomlSection& section, std::string_view name) {
  const toml::node* node = section.find(name, true);
  if (node == nullptr) return 0;
  const auto* whole = node->as_integer();
  const auto* real = node->as_floating_point();
  if (whole == nullptr && real == nullptr) {
    section.wrong_type(name, *node, "degrees, as 53.800755,");
    return 0;
  }
  const double degrees = whole != nullptr ? static_cast<double>(whole->get()) : real->get();
  if (std::abs(degrees) < most_degrees) return static_cast<std::int32_t>(std::llround(degrees * 1e6));
  section.report().unread(section.key(name), "range", "This number is out of range.", value_text(*node));
  return 0;
}

void read_location(const std::string& name, TomlSection& section, std::vector<Location>& locations) {
  const std::int32_t latitude = read_degrees(section, "latitude");
  locations.push_back({name, latitude, read_degrees(section, "longitude")});
}

void read_travel_list(TomlSection& root, std::vector<TravelTime>& times) {
  const std::string example = "[\"Leeds\", \"York\", 25]";
  root.items("travel_times", "the name of a table, or a list of rows such as " + example + ",",
             [&](const std::string& item, const toml::node& node) {
               const toml::array* cells = node.as_array();
               if (cells == nullptr || cells->size() != 3) {
                 return root.wrong_type(item, node, "a row such as " + example + ",");
               }
               TravelTime time;
               const bool is_read = root.read(item, (*cells)[0], time.from) && root.read(item, (*cells)[1], time.to) &&
                                    root.read(item, (*cells)[2], time.minutes);
               if (is_read) times.push_back(std::move(time));
             });
}

}  // namespace

void read_locations(TomlSection& root, const std::vector<Table>& tables, Programme& programme, Findings& in_tables) {
  const toml::node* locations = root.find("locations", false);
  if (locations != nullptr && locations->is_string()) {
    const Table* table = find_table(root, "locations", *locations, tables);
    if (table != nullptr) read_location_rows(*table, programme.locations, in_tables);
  } else {
    root.sections("locations", [&](const std::string& name, TomlSection& section) {
      read_location(name, section, programme.locations);
    });
  }
  const toml::node* times = root.find("travel_times", false);
  if (times != nullptr && times->is_string()) {
    const Table* table = find_table(root, "travel_times", *times, tables);
    if (table != nullptr) read_travel_rows(*table, programme.travel_times, in_tables);
  } else {
    read_travel_list(root, programme.travel_times);
  }
}

}  // namespace pairwell
