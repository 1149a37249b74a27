/// Where zones are found: the folders of zone data that the machine has, and then the library's own.
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <ios>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "pairwell/core/error.hpp"
#include "scheme/words.hpp"
#include "scheme/zone.hpp"

namespace pairwell {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 64;
constexpr std::size_t most_parts = 4;
constexpr std::size_t largest_file = 65'536;

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; (end = text.find(separator)) != std::string_view::npos; text.remove_prefix(end + 1)) {
    parts.push_back(text.substr(0, end));
  }
  parts.push_back(text);
  return parts;
}

bool is_sign_of_name(char sign) {
  return (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || sign == '_' ||
         sign == '+' || sign == '-';
}

/// Files beside the zones that are no zone of everywhere: the zone of the machine, and data with leap seconds.
bool is_no_zone(std::string_view name) {
  const std::string_view first = name.substr(0, name.find('/'));
  return first == "posix" || first == "right" || name == "localtime" || name == "posixrules";
}

/// The folders of the variable TZDIR, then those where systems keep their zones.
std::vector<std::string> folders_of_the_system() {
#ifdef _WIN32
  constexpr char separator = ';';
#else
  constexpr char separator = ':';
#endif
  std::vector<std::string> result;
  if (const char* given = std::getenv("TZDIR"); given != nullptr) {
    for (const std::string_view part : parts_of(given, separator)) {
      if (!part.empty()) result.emplace_back(part);
    }
  }
  for (const char* usual : {"/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"}) {
    result.emplace_back(usual);
  }
  return result;
}

bool is_folder(const fs::path& path) {
  std::error_code failed;
  return fs::is_directory(path, failed);
}

/// The content of a file if it can be one of zone data, by its size.
std::optional<std::string> content_of(const fs::path& path) {
  std::error_code failed;
  if (!fs::is_regular_file(path, failed)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string bytes(largest_file + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

bool is_tzif(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  char magic[4] = {};
  return file.read(magic, sizeof magic) && std::string_view(magic, sizeof magic) == "TZif";
}

/// Whether a folder has an entry of exactly that name: some file systems find names in any case.
bool has_entry(const fs::path& folder, std::string_view name) {
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    if (entry->path().filename().string() == name) return true;
  }
  return false;
}

std::optional<std::string> content_of_zone(const fs::path& folder, std::string_view name) {
  std::error_code failed;
  if (!fs::is_regular_file(folder / name, failed)) return std::nullopt;
  fs::path within = folder;
  for (const std::string_view part : parts_of(name, '/')) {
    if (!has_entry(within, part)) return std::nullopt;
    within /= part;
  }
  return content_of(within);
}

void add_names(const fs::path& folder, std::set<std::string>& names) {
  std::error_code failed;
  for (fs::recursive_directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    const std::string name = entry->path().lexically_relative(folder).generic_string();
    std::error_code unseen;
    if (entry->is_directory(unseen)) {
      const bool is_deep = entry.depth() + 1 >= static_cast<int>(most_parts);
      if (is_deep || !is_zone_name(name) || is_no_zone(name)) entry.disable_recursion_pending();
    } else if (is_zone_name(name) && !is_no_zone(name) && entry->is_regular_file(unseen) && is_tzif(entry->path())) {
      names.insert(name);
    }
  }
}

/// What has been found is kept: answers do not change while a program runs, whatever becomes of the files.
class Finder {
 public:
  std::vector<std::string> folders() const {
    const std::scoped_lock lock(mutex_);
    return folders_;
  }

  void set_folders(std::vector<std::string> folders) {
    const std::scoped_lock lock(mutex_);
    folders_ = std::move(folders);
    found_.clear();
    names_.reset();
  }

  std::shared_ptr<const Zone::Clock> find(std::string_view name) {
    const std::scoped_lock lock(mutex_);
    if (const auto known = found_.find(name); known != found_.end()) return known->second;
    auto clock = load(name);
    if (clock) found_.emplace(name, clock);
    return clock;
  }

  std::vector<std::string> names() {
    const std::scoped_lock lock(mutex_);
    if (!names_) {
      const std::vector<std::string> own = built_in_zone_names();
      std::set<std::string> names(own.begin(), own.end());
      for (const std::string& folder : folders_) add_names(folder, names);
      names_.emplace(names.begin(), names.end());
    }
    return *names_;
  }

 private:
  std::shared_ptr<const Zone::Clock> load(std::string_view name) const {
    for (const std::string& folder : folders_) {
      const std::optional<std::string> bytes = content_of_zone(folder, name);
      if (!bytes) continue;
      if (bytes->size() > largest_file) {
        throw InvalidInput("Zone::named", "zone-data", "The file in " + folder + " is too long for zone data.", name);
      }
      try {
        return Zone::Clock::of_file("Zone::named", name, folder, *bytes);
      } catch (const InvalidInput& error) {
        throw InvalidInput("Zone::named", "zone-data",
                           "The file in " + folder + " cannot be used: " + error.findings().front().message, name);
      }
    }
    return built_in_zone(name);
  }

  mutable std::mutex mutex_;
  std::vector<std::string> folders_ = folders_of_the_system();
  std::map<std::string, std::shared_ptr<const Zone::Clock>, std::less<>> found_;
  std::optional<std::vector<std::string>> names_;
};

Finder& finder() {
  static Finder only;
  return only;
}

/// The known name that the fewest changes of letters lead to, from the whole of it or from its last part.
std::string nearest_zone(std::string_view text, const std::vector<std::string>& names) {
  std::string given = words::key(words::as_text(text.substr(0, longest_name)));
  std::ranges::replace(given, ' ', '_');
  std::string nearest;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  const auto compare = [&](std::string_view part, const std::string& name) {
    // Texts whose lengths differ by so much are no nearer, and most need no closer look.
    if (std::max(part.size(), given.size()) - std::min(part.size(), given.size()) >= fewest) return;
    const std::size_t changes = words::changes(given, part);
    if (changes >= fewest) return;
    nearest = name;
    fewest = changes;
  };
  for (const std::string& name : names) {
    const std::string_view last = std::string_view(name).substr(name.rfind('/') + 1);
    compare(last, name);
    if (last.size() < name.size()) compare(name, name);
  }
  return nearest;
}

[[noreturn]] void refuse_unknown(std::string_view name) {
  std::vector<std::string> looked;
  for (const std::string& folder : finder().folders()) {
    if (is_folder(folder)) looked.push_back(folder);
  }
  looked.push_back("the " + std::to_string(built_in_zone_names().size()) + " that are built in");
  throw InvalidInput("Zone::named", "zone",
                     "No such zone is known; the nearest name is " + nearest_zone(name, finder().names()) +
                         ". Zones were looked for in " + words::join(looked) + ".",
                     words::shortened(words::as_text(name)));
}

}  // namespace

bool is_zone_name(std::string_view text) {
  if (text.size() > longest_name) return false;
  const std::vector<std::string_view> parts = parts_of(text, '/');
  return parts.size() <= most_parts && std::ranges::all_of(parts, [](std::string_view part) {
           return !part.empty() && std::ranges::all_of(part, is_sign_of_name);
         });
}

Zone Zone::named(std::string_view name) {
  static const std::shared_ptr<const Clock> utc = built_in_zone("UTC");
  if (name == "UTC") return Zone(utc);
  for (const std::string_view spelling : {anywhere_on_earth, std::string_view("AoE"), std::string_view("UTC-12")}) {
    if (words::same(name, spelling)) return Zone(built_in_zone(anywhere_on_earth));
  }
  if (!is_zone_name(name) || is_no_zone(name)) refuse_unknown(name);
  if (auto found = finder().find(name)) return Zone(std::move(found));
  refuse_unknown(name);
}

std::vector<std::string> Zone::names() { return finder().names(); }

std::vector<std::string> Zone::folders() { return finder().folders(); }

void Zone::set_folders(std::vector<std::string> folders) { finder().set_folders(std::move(folders)); }

}  // namespace pairwell
