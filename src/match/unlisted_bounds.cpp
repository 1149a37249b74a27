#include "match/unlisted_bounds.hpp"

#include <algorithm>
#include <utility>

#include "match/bytes.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/stage.hpp"

namespace pairwell {
namespace {

/// The first bytes: those of another version are not read.
constexpr std::uint64_t form_of_bounds = 0x7061697277656b02;

template <class Number>
bool has_size(const std::vector<Number>& numbers, std::int64_t size) {
  return std::ssize(numbers) == size;
}

}  // namespace

std::string to_bytes(const UnlistedBounds& bounds) {
  ByteWriter writer;
  writer.add(form_of_bounds).add(static_cast<std::uint64_t>(bounds.stages.size()));
  for (const PricedStage& stage : bounds.stages) {
    writer.add(stage.kind).add(stage.number).add_list(stage.mentee).add_list(stage.mentor);
  }
  std::vector<std::int32_t> sizes;
  std::vector<NearMentor> near;
  for (const std::vector<NearMentor>& of_row : bounds.near) {
    sizes.push_back(static_cast<std::int32_t>(of_row.size()));
    near.insert(near.end(), of_row.begin(), of_row.end());
  }
  writer.add_list(bounds.margins).add_list(bounds.knows_row).add_list(bounds.knows_column);
  writer.add_list(bounds.most_of_row).add_list(bounds.most_of_column);
  writer.add_list(sizes).add_list(near);
  return writer.take();
}

std::optional<UnlistedBounds> bounds_from_bytes(std::string_view bytes, std::int32_t mentees, std::int32_t mentors) {
  UnlistedBounds bounds;
  std::vector<std::int32_t> sizes;
  std::vector<NearMentor> near;
  try {
    ByteReader reader(bytes, "what was kept");
    if (reader.number<std::uint64_t>() != form_of_bounds) return {};
    const auto stages = reader.number<std::uint64_t>();
    if (stages > stage_kinds) return {};
    for (std::uint64_t k = 0; k < stages; ++k) {
      PricedStage& stage = bounds.stages.emplace_back();
      stage.kind = reader.number<PricedStage::Kind>();
      stage.number = reader.number<std::int64_t>();
      stage.mentee = reader.list<std::int64_t>();
      stage.mentor = reader.list<std::int64_t>();
      if (stage.kind > PricedStage::Kind::lottery) return {};
      if (!has_size(stage.mentee, mentees) || !has_size(stage.mentor, mentors)) return {};
      if (!stage.mentor.empty()) stage.least_of_mentors = std::ranges::min(stage.mentor);
    }
    bounds.margins = reader.list<std::int64_t>();
    bounds.knows_row = reader.list<std::uint8_t>();
    bounds.knows_column = reader.list<std::uint8_t>();
    bounds.most_of_row = reader.list<std::int32_t>();
    bounds.most_of_column = reader.list<std::int32_t>();
    sizes = reader.list<std::int32_t>();
    near = reader.list<NearMentor>();
    reader.end();
  } catch (const InvalidInput&) {
    return {};
  }
  if (!has_size(bounds.margins, std::int64_t{mentees} * std::ssize(bounds.stages)) ||
      !has_size(bounds.knows_row, mentees) || !has_size(bounds.knows_column, mentors) ||
      !has_size(bounds.most_of_row, mentees) || !has_size(bounds.most_of_column, mentors) ||
      !has_size(sizes, mentees)) {
    return {};
  }
  std::size_t first = 0;
  for (const std::int32_t size : sizes) {
    if (size < 0 || at(size) > near.size() - first) return {};
    bounds.near.emplace_back(near.begin() + static_cast<std::ptrdiff_t>(first),
                             near.begin() + static_cast<std::ptrdiff_t>(first + at(size)));
    first += at(size);
  }
  const bool are_of_them =
      std::ranges::all_of(near, [&](const NearMentor& one) { return one.mentor >= 0 && one.mentor < mentors; });
  if (first != near.size() || !are_of_them) return {};
  return bounds;
}

}  // namespace pairwell
