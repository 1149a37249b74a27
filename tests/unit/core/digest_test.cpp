#include "pairwell/core/digest.hpp"

#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

TEST(Digest, OfNothingIsSha256OfNothing) {
  EXPECT_EQ(Digest().hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, OfATextAloneIsWhatOtherProgramsMakeOfItsBytes) {
  EXPECT_EQ(sha256(""), Digest().hex());
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, IsTheSameForTheSameValues) {
  EXPECT_EQ(Digest().add("pilot").add(2017).hex(), Digest().add("pilot").add(2017).hex());
}

TEST(Digest, FramesEveryValueByTypeAndLength) {
  const std::set<std::string> different = {Digest().add("ab").add("c").hex(),
                                           Digest().add("a").add("bc").hex(),
                                           Digest().add("abc").hex(),
                                           Digest().add("").add("abc").hex(),
                                           Digest().add(1).add(2).hex(),
                                           Digest().add(2).add(1).hex(),
                                           Digest().add("1").add("2").hex(),
                                           Digest().add(0).hex(),
                                           Digest().add("").hex(),
                                           Digest().add(-1).hex(),
                                           Digest().hex()};
  EXPECT_EQ(different.size(), 11U);
}

TEST(Digest, GoesOnAfterItWasRead) {
  Digest digest;
  digest.add("a");
  const std::string first = digest.hex();
  EXPECT_EQ(digest.hex(), first);
  EXPECT_EQ(digest.add("b").hex(), Digest().add("a").add("b").hex());
}

TEST(Digest, MovesWithWhatWasAdded) {
  Digest digest;
  digest.add("a");
  Digest moved = std::move(digest);
  EXPECT_EQ(moved.hex(), Digest().add("a").hex());
}

TEST(Digest, HasSixtyFourHexadecimalDigits) {
  const std::string hex = Digest().add("a").hex();
  EXPECT_EQ(hex.size(), 64U);
  EXPECT_EQ(hex.find_first_not_of("0123456789abcdef"), std::string::npos);
}

}  // namespace
}  // namespace pairwell
