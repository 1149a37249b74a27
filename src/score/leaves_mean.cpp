#include "score/leaves_mean.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "score/leaves_kept.hpp"

namespace pairwell {
namespace {

class MeanLeaf : public Leaf {
 public:
  MeanLeaf(const Criterion& criterion, const Comparisons& comparisons, const rows::Kernels& kernels)
      : kernels_(kernels) {
    std::int32_t common = 0;
    for (const Criterion& part : criterion.of) {
      parts_.push_back({compile(part, comparisons, kernels), weight_within(part)});
      common = std::gcd(common, weight_within(part));
      work_ += parts_.back().leaf->work();
    }
    std::int64_t all = 0;
    for (SummedLeaves::Part& part : parts_) all += part.weight /= common;
    are_narrow_ = all <= rows::most_narrow_weight;
    are_short_ = all <= rows::most_short_denominator;
    if (are_narrow_) group();
  }

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch& scratch) const override {
    Scratch::Rooms rooms(scratch);
    if (are_short_) {
      for (const SummedLeaves& group : groups_) rooms.add(group.row(mentee, strip, rooms, scratch));
      for (const SummedLeaves::Part& part : parts_) {
        rooms.add({.shares = part.leaf->shares(mentee, strip, rooms.next(), scratch), .weight = part.weight});
      }
      kernels_.means(rooms.gathered(), strip.size, are_narrow_, room);
      return room;
    }
    std::vector<std::int32_t> sums(static_cast<std::size_t>(strip.size), 0);
    std::vector<std::int32_t> weights(static_cast<std::size_t>(strip.size), 0);
    for (const SummedLeaves::Part& part : parts_) {
      kernels_.add_leaving(part.leaf->shares(mentee, strip, rooms.next(), scratch), strip.size, part.weight,
                           sums.data(), weights.data());
    }
    kernels_.quotients(sums.data(), weights.data(), strip.size, false, room);
    return room;
  }

  MenteeCodes codes() const override { return codes_; }
  std::int64_t work() const override { return work_; }

 private:
  /// Puts parts together whose rows few numbers of mentees tell apart.
  void group() {
    std::vector<SummedLeaves::Part> left;
    std::vector<SummedLeaves::Part> together;
    MenteeCodes codes;
    const auto close = [&] {
      if (together.size() == 1) {
        left.push_back(std::move(together.front()));
      } else if (left.empty() && groups_.empty() && together.size() == parts_.size()) {
        left = std::move(together);  // All of them: the mean itself is kept.
        codes_ = std::move(codes);
      } else if (!together.empty()) {
        groups_.emplace_back(std::move(together), std::move(codes), kernels_);
      }
      together.clear();
      codes = {};
    };
    for (SummedLeaves::Part& part : parts_) {
      MenteeCodes of_part = part.leaf->codes();
      if (of_part.count == 0 || of_part.count > most_kept_codes) {
        left.push_back(std::move(part));
        continue;
      }
      MenteeCodes of_all = together.empty() ? of_part : joined(codes, of_part);
      if (of_all.count == 0) {
        close();
        of_all = std::move(of_part);
      }
      codes = std::move(of_all);
      together.push_back(std::move(part));
    }
    close();
    parts_ = std::move(left);
  }

  const rows::Kernels& kernels_;
  std::vector<SummedLeaves> groups_;
  std::vector<SummedLeaves::Part> parts_;
  MenteeCodes codes_;
  std::int64_t work_ = 1;
  bool are_narrow_ = false;
  bool are_short_ = false;
};

}  // namespace

std::unique_ptr<Leaf> compile_mean(const Criterion& criterion, const Comparisons& comparisons,
                                   const rows::Kernels& kernels) {
  return std::make_unique<MeanLeaf>(criterion, comparisons, kernels);
}

}  // namespace pairwell
