/// Writes the parts of a programme that are about answers; the other way round from programme_toml_parts.hpp.
#pragma once

#include <string>
#include <vector>

#include "pairwell/scheme/programme.hpp"
#include "scheme/toml_writer.hpp"

namespace pairwell {

/// Options that are those of an earlier question, or the vocabulary, are written by its name.
void write_questions(TomlWriter& writer, const std::vector<Question>& questions,
                     const std::vector<std::string>& vocabulary);
void write_sheet(TomlWriter& writer, const Sheet& sheet);
void write_rules(TomlWriter& writer, const std::vector<EligibilityRule>& rules, const std::vector<Question>& questions);
void write_criteria(TomlWriter& writer, const std::vector<Criterion>& criteria, const std::vector<Question>& questions);
void write_pair_rules(TomlWriter& writer, const std::vector<PairRule>& rules, const std::vector<Question>& questions);

}  // namespace pairwell
