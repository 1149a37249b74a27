/// Table: text cells under named columns, as a file or a data frame gives them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pairwell {

/// Text cells under named columns, as a CSV file or data frame gives them.
struct Table {
  std::string name{};  ///< "mentees.csv": named in findings.
  std::vector<std::string> columns{};
  std::vector<std::vector<std::optional<std::string>>> rows{};  ///< A cell is none where it was empty.
  std::vector<std::int64_t> row_numbers{};                      ///< For findings; empty: counted from 1.
};

}  // namespace pairwell
