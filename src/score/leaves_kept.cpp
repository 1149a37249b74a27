#include "score/leaves_kept.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <span>
#include <utility>

namespace pairwell {
namespace {

std::uint64_t next_kept_id() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

/// The row of a number in a strip: made once where the strip before was asked for often enough for that to pay, else
/// null.
template <class Make>
const ShareCell* kept_row(KeptRows& kept, const MenteeCodes& codes, std::int32_t mentee, Strip strip,
                          std::int32_t width, const Make& make) {
  const auto row_size = static_cast<std::size_t>(strip.size) * static_cast<std::size_t>(width);
  if (kept.strip.first != strip.first || kept.strip.size != strip.size) {
    kept.is_kept = kept.asked >= 2 * std::int64_t{codes.count};
    kept.asked = 0;
    kept.strip = strip;
    kept.is_made.assign(kept.is_kept ? static_cast<std::size_t>(codes.count) : 0, 0);
    if (kept.is_kept) kept.rows.resize(std::max(kept.rows.size(), row_size * static_cast<std::size_t>(codes.count)));
  }
  ++kept.asked;
  if (!kept.is_kept) return nullptr;
  const auto code = static_cast<std::size_t>(codes.of[static_cast<std::size_t>(mentee)]);
  ShareCell* const row = kept.rows.data() + code * row_size;
  if (kept.is_made[code] == 0) {
    make(row);
    kept.is_made[code] = 1;
  }
  return row;
}

class KeptLeaf : public Leaf {
 public:
  KeptLeaf(std::unique_ptr<Leaf> leaf, MenteeCodes codes)
      : leaf_(std::move(leaf)), codes_(std::move(codes)), id_(next_kept_id()) {}

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch& scratch) const override {
    const ShareCell* const row = kept_row(scratch.kept(id_), codes_, mentee, strip, 1, [&](ShareCell* into) {
      const ShareCell* const made = leaf_->shares(mentee, strip, into, scratch);
      if (made != into) std::copy_n(made, strip.size, into);
    });
    return row != nullptr ? row : leaf_->shares(mentee, strip, room, scratch);
  }

  MenteeCodes codes() const override { return codes_; }
  bool prepare_ranges(std::int32_t strip) override { return leaf_->prepare_ranges(strip); }
  ShareRange range(std::int32_t mentee, std::size_t strip) const override { return leaf_->range(mentee, strip); }
  std::vector<std::int32_t> likeness(Role role) const override { return leaf_->likeness(role); }
  std::int64_t work() const override { return leaf_->work(); }

 private:
  std::unique_ptr<Leaf> leaf_;
  MenteeCodes codes_;
  std::uint64_t id_;
};

}  // namespace

std::unique_ptr<Leaf> keep_rows(std::unique_ptr<Leaf> leaf) {
  MenteeCodes codes = leaf->codes();
  if (leaf->work() <= 1 || codes.count == 0 || codes.count > most_kept_codes) return leaf;
  return std::make_unique<KeptLeaf>(std::move(leaf), std::move(codes));
}

MenteeCodes joined(const MenteeCodes& one, const MenteeCodes& other) {
  if (one.count == 0 || other.count == 0) return {};
  std::vector<std::int64_t> keys;
  keys.reserve(one.of.size());
  for (std::size_t mentee = 0; mentee < one.of.size(); ++mentee) {
    keys.push_back(std::int64_t{one.of[mentee]} * other.count + other.of[mentee]);
  }
  return codes_of(keys);
}

SummedLeaves::SummedLeaves(std::vector<Part> parts, MenteeCodes codes, const rows::Kernels& kernels)
    : parts_(std::move(parts)), codes_(std::move(codes)), kernels_(kernels), id_(next_kept_id()) {}

void SummedLeaves::make(std::int32_t mentee, Strip strip, ShareCell* sums, ShareCell* weights, Scratch& scratch) const {
  Scratch::Rooms rooms(scratch);
  for (const Part& part : parts_) {
    rooms.add({.shares = part.leaf->shares(mentee, strip, rooms.next(), scratch), .weight = part.weight});
  }
  kernels_.sums(rooms.gathered(), strip.size, sums, weights);
}

rows::Weighed SummedLeaves::row(std::int32_t mentee, Strip strip, Scratch::Rooms& rooms, Scratch& scratch) const {
  const ShareCell* const kept = kept_row(scratch.kept(id_), codes_, mentee, strip, 2, [&](ShareCell* into) {
    make(mentee, strip, into, into + strip.size, scratch);
  });
  if (kept != nullptr) return {.shares = kept, .weights = kept + strip.size};
  ShareCell* const sums = rooms.next();
  ShareCell* const weights = rooms.next();
  make(mentee, strip, sums, weights, scratch);
  return {.shares = sums, .weights = weights};
}

}  // namespace pairwell
