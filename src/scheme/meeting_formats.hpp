/// Meeting formats: how people meet, in the words of a form, an agreement and a meeting.
#pragma once

#include <string>
#include <vector>

namespace pairwell {

/// How people meet.
inline const std::vector<std::string>& meeting_formats() {
  static const std::vector<std::string> words{"in person", "remote", "either"};
  return words;
}

}  // namespace pairwell
