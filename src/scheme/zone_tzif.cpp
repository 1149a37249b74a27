/// TZif files: RFC 9636. Only their second part counts, which has 64 bits a time.
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "pairwell/core/error.hpp"
#include "scheme/zone_data.hpp"

namespace pairwell {
namespace {

constexpr std::size_t header_bytes = 44;
constexpr std::size_t most_states = 256;

/// The counts of a header, in its order.
struct Counts {
  std::uint64_t utc_flags;
  std::uint64_t standard_flags;
  std::uint64_t leap_seconds;
  std::uint64_t changes;
  std::uint64_t states;
  std::uint64_t letters;
};

class TzifReader {
 public:
  TzifReader(std::string_view function, std::string_view bytes) : function_(function), bytes_(bytes), rest_(bytes) {}

  ZoneData read() {
    const Counts first = header();
    skip(block_bytes(first, 4));
    const Counts counts = header();
    require(counts.leap_seconds == 0, "It counts leap seconds, which instants here do not.");
    require(counts.states >= 1 && counts.states <= most_states, "It has no state of the clocks, or over 256.");
    require(counts.utc_flags == 0 || counts.utc_flags == counts.states, "Its count of flags fits no file.");
    require(counts.standard_flags == 0 || counts.standard_flags == counts.states, "Its count of flags fits no file.");
    std::string_view block = take(block_bytes(counts, 8));
    const std::string_view times = cut(block, counts.changes * 8);
    const std::string_view indices = cut(block, counts.changes);
    const std::string_view states = cut(block, counts.states * 6);
    const std::string_view letters = cut(block, counts.letters);
    return data_of(times, indices, states, letters);
  }

 private:
  void require(bool claim, std::string_view message) const {
    if (!claim) {
      throw InvalidInput(function_, "zone-data", message, std::to_string(bytes_.size()) + " bytes of zone data");
    }
  }

  /// The next bytes of the file.
  std::string_view take(std::uint64_t count) {
    require(count <= rest_.size(), "It ends too early.");
    return cut(rest_, count);
  }

  void skip(std::uint64_t count) { take(count); }

  static std::string_view cut(std::string_view& from, std::uint64_t count) {
    const std::string_view result = from.substr(0, static_cast<std::size_t>(count));
    from.remove_prefix(result.size());
    return result;
  }

  /// A whole number of 4 or 8 bytes, the highest first.
  static std::uint64_t number(std::string_view bytes) {
    std::uint64_t result = 0;
    for (const char byte : bytes) result = result << 8U | static_cast<unsigned char>(byte);
    return result;
  }

  Counts header() {
    const std::string_view bytes = take(header_bytes);
    require(bytes.substr(0, 4) == "TZif", "It is no TZif file.");
    require(bytes[4] >= '2' && bytes[4] <= '4',
            "Its version is not 2, 3 or 4; the first version knows no years after 2037.");
    std::array<std::uint64_t, 6> counts{};
    for (std::size_t i = 0; i < counts.size(); ++i) counts.at(i) = number(bytes.substr(20 + 4 * i, 4));
    return {counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]};
  }

  static std::uint64_t block_bytes(const Counts& counts, std::uint64_t time_bytes) {
    return counts.changes * (time_bytes + 1) + counts.states * 6 + counts.letters +
           counts.leap_seconds * (time_bytes + 4) + counts.standard_flags + counts.utc_flags;
  }

  ClockState state(std::string_view states, std::size_t index, std::string_view letters) const {
    require(index < states.size() / 6, "A change leads to a state that the file does not have.");
    const std::string_view bytes = states.substr(index * 6, 6);
    const auto offset = static_cast<std::int32_t>(static_cast<std::uint32_t>(number(bytes.substr(0, 4))));
    require(offset > -25 * 3600 && offset < 26 * 3600, "A state is further from UTC than any zone.");
    require(bytes[4] == 0 || bytes[4] == 1, "A state is neither summer time nor standard time.");
    const auto start = static_cast<std::size_t>(static_cast<unsigned char>(bytes[5]));
    const std::size_t end = letters.find('\0', start);
    require(start < letters.size() && end != std::string_view::npos, "An abbreviation has no end.");
    const std::string_view abbreviation = letters.substr(start, end - start);
    require(!abbreviation.empty() && abbreviation.size() <= 16, "An abbreviation is blank, or over 16 letters long.");
    for (const char sign : abbreviation) {
      const bool fits = (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') ||
                        sign == '+' || sign == '-';
      require(fits, "An abbreviation is of letters, digits, + and -.");
    }
    return {offset, bytes[4] == 1, std::string(abbreviation)};
  }

  ZoneData data_of(std::string_view times, std::string_view indices, std::string_view states,
                   std::string_view letters) {
    ZoneData data;
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    data.add(last, state(states, 0, letters));
    for (std::size_t i = 0; i < indices.size(); ++i) {
      const auto at = static_cast<std::int64_t>(number(times.substr(i * 8, 8)));
      require(i == 0 || at > last, "Its changes are not in order of time.");
      last = at;
      data.add(at, state(states, static_cast<unsigned char>(indices[i]), letters));
    }
    require(take(1) == "\n", "The rule for later years does not begin on a line of its own.");
    const std::size_t end = rest_.find('\n');
    require(end != std::string_view::npos && end + 1 == rest_.size(), "The rule for later years has no end.");
    const std::string_view rule = rest_.substr(0, end);
    if (rule.empty()) return data;
    if (indices.empty()) return zone_of_rule(function_, rule);
    add_rule(function_, rule, last, data);
    return data;
  }

  std::string_view function_;
  std::string_view bytes_;
  std::string_view rest_;
};

}  // namespace

ZoneData read_tzif(std::string_view function, std::string_view bytes) { return TzifReader(function, bytes).read(); }

}  // namespace pairwell
