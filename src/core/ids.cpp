#include "pairwell/core/ids.hpp"

namespace pairwell {

std::string to_string(MenteeId id) { return "mentee " + std::to_string(id.value); }

std::string to_string(MentorId id) { return "mentor " + std::to_string(id.value); }

std::string to_string(MenteeGroupId id) { return "mentee group " + std::to_string(id.value); }

std::string to_string(MentorGroupId id) { return "mentor group " + std::to_string(id.value); }

std::string to_string(const Pair& pair) { return to_string(pair.mentee) + " with " + to_string(pair.mentor); }

}  // namespace pairwell
