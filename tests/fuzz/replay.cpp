/// A fuzz target without a fuzzer: gives it every file of a corpus, then seeded changes of them.
///
///   fuzz_forms CHANGES FILE_OR_FOLDER...
///
/// A crash leaves the input that caused it in last-input, to be given to the target as a file.
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/random.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_input = 20000;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The files of the arguments in the order of their names, which is the same everywhere.
std::vector<std::string> read_corpus(const std::vector<fs::path>& arguments) {
  std::vector<fs::path> paths;
  for (const fs::path& argument : arguments) {
    if (!fs::is_directory(argument)) {
      paths.push_back(argument);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argument)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  std::vector<std::string> corpus;
  for (const fs::path& path : paths) corpus.push_back(bytes_of(path));
  return corpus;
}

/// The target gets a copy of the exact size, so that a sanitizer sees any reading past the end.
void give(std::string_view input) {
  const std::vector<std::uint8_t> copy(input.begin(), input.end());
  LLVMFuzzerTestOneInput(copy.data(), copy.size());
}

class Changer {
 public:
  explicit Changer(const std::vector<std::string>& corpus) : corpus_(corpus), random_(1) {}

  std::string next() {
    std::string input = corpus_[below(corpus_.size())];
    for (std::size_t steps = 1 + below(4); steps > 0; --steps) change(input);
    input.resize(std::min(input.size(), largest_input));
    return input;
  }

 private:
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_.below(end)); }

  std::string piece() {
    const std::string& other = corpus_[below(corpus_.size())];
    const std::size_t start = below(other.size() + 1);
    return other.substr(start, below(40));
  }

  void change(std::string& input) {
    const std::size_t place = below(input.size() + 1);
    switch (below(5)) {
      case 0:
        input.insert(place, 1, static_cast<char>(below(256)));
        break;
      case 1:
        input.erase(place, 1 + below(8));
        break;
      case 2:
        input.insert(place, piece());
        break;
      case 3:
        input.resize(place);
        break;
      default:
        if (place < input.size()) input[place] = static_cast<char>(input[place] ^ (1 << below(8)));
    }
  }

  const std::vector<std::string>& corpus_;
  pairwell::Random random_;
};

}  // namespace

int main(int count, char** arguments) {
  const std::string_view number = count > 1 ? arguments[1] : "";
  int changes = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), changes);
  const std::vector<std::string> corpus = read_corpus({arguments + std::min(count, 2), arguments + count});
  if (number.empty() || read.ptr != number.data() + number.size() || corpus.empty()) {
    std::cerr << "usage: " << arguments[0] << " CHANGES FILE_OR_FOLDER...\n";
    return 2;
  }
  for (const std::string& input : corpus) give(input);
  Changer changer(corpus);
  for (int done = 0; done < changes; ++done) {
    const std::string input = changer.next();
    std::ofstream("last-input", std::ios::binary) << input;
    give(input);
  }
  fs::remove("last-input");
  std::cout << corpus.size() << " files and " << changes << " changes of them\n";
}
