// The processor's instructions and Boost.Hash2 give the same digests, however the bytes are split.
#include "core/sha256.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

TEST(Sha256, IsThatOfTheStandard) {
  for (const bool by_processor : {false, true}) {
    Sha256 empty(by_processor);
    EXPECT_EQ(empty.hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    Sha256 hash(by_processor);
    hash.update("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56);
    EXPECT_EQ(hash.hex(), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  }
}

TEST(Sha256, IsTheSameByProcessorAndWithout) {
  Random random(1);
  for (std::size_t size = 0; size < 300; ++size) {
    std::string text;
    for (std::size_t byte = 0; byte < size; ++byte) text.push_back(static_cast<char>(random.below(256)));
    Sha256 portable(false);
    portable.update(text.data(), text.size());
    Sha256 whole(true);
    whole.update(text.data(), text.size());
    Sha256 parts(true);
    for (std::size_t from = 0; from < size;) {
      const std::size_t part = std::min<std::size_t>(size - from, random.below(130));
      parts.update(text.data() + from, part);
      from += part;
    }
    ASSERT_EQ(whole.hex(), portable.hex()) << size << " bytes";
    ASSERT_EQ(parts.hex(), portable.hex()) << size << " bytes";
    ASSERT_EQ(parts.hex(), portable.hex()) << "asked twice";
  }
}

TEST(Sha256, OfTwoTextsIsThatOfEach) {
  Random random(2);
  const auto drawn = [&] {
    std::string text(random.below(400), ' ');
    for (char& letter : text) letter = static_cast<char>(random.below(256));
    return text;
  };
  const auto alone = [](const std::string& text) {
    Sha256 hash(false);
    hash.update(text.data(), text.size());
    return hash.hex();
  };
  for (int run = 0; run < 500; ++run) {
    const std::string begin = drawn();
    const std::string one = drawn();
    const std::string other = drawn();
    Sha256 first(run % 5 != 0);
    Sha256 second(run % 7 != 0);
    if (run % 3 == 0) first.update(begin.data(), begin.size());
    Sha256::update_both(first, one, second, other);
    Sha256::update_both(first, other, second, "");
    ASSERT_EQ(first.hex(), alone((run % 3 == 0 ? begin : "") + one + other));
    ASSERT_EQ(second.hex(), alone(other));
  }
}

}  // namespace
}  // namespace pairwell
