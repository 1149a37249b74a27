/// Option index: finds the options of a question by their words, whatever their case, accents and blanks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pairwell {

/// The options of one question by words::loose_key().
class OptionIndex {
 public:
  explicit OptionIndex(const std::vector<std::string>& options);

  bool empty() const { return options_.empty(); }
  const std::vector<std::string>& options() const { return options_; }

  /// The position of the option with these words; none where there is none.
  std::optional<std::size_t> find(std::string_view text) const;

  /// For the end of a message: " Did you mean 'Archives'?", or else what is known.
  std::string hint(std::string_view likely) const;

 private:
  std::vector<std::string> options_;
  std::unordered_map<std::string, std::size_t> positions_;
  std::size_t longest_ = 0;  ///< In bytes, with room for what a loose key leaves out.
};

}  // namespace pairwell
