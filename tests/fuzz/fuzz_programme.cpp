/// Any bytes are a programme or an InvalidInput that says why not; what was read can be checked, said in words, and
/// written so that it reads back equal.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/programme.hpp"

namespace {

void require(bool claim) {
  if (!claim) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const pairwell::ProgrammeFile file = pairwell::read_programme(text, "fuzz.toml");
    require(!pairwell::has_errors(file.warnings));
    require(file.warnings.size() == pairwell::check(file.programme).size());
    for (const pairwell::Event& event : file.programme.timetable.events) {
      require(!pairwell::in_words(file.programme.timetable, event).empty());
    }
    require(pairwell::read_programme(pairwell::to_toml(file.programme)).programme == file.programme);
  } catch (const pairwell::InvalidInput& error) {
    require(pairwell::has_errors(error.findings()));
  }
  return 0;
}
