#include "core/unicode.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace pairwell::unicode {
namespace {

constexpr std::string_view zero_width = "\u200B";

TEST(Unicode, FoldsCaseOfEveryScript) {
  EXPECT_EQ(fold("MM-045"), "mm-045");
  EXPECT_EQ(fold("\u00C9ire"), fold("\u00E9ire"));
  EXPECT_EQ(fold("STRASSE"), fold("stra\u00DFe"));
  EXPECT_EQ(fold("\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2"), fold("\u03C3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C3"));
  EXPECT_NE(fold("\u00C9ire"), fold("Eire"));
}

TEST(Unicode, FoldsComposedAndDecomposedAlike) {
  EXPECT_EQ(fold("E\u0301ire"), fold("\u00E9ire"));
  EXPECT_EQ(fold("q\u0307\u0323"), fold("q\u0323\u0307"));
  EXPECT_EQ(fold("\uAC01"), fold("\u1100\u1161\u11A8"));
  EXPECT_EQ(fold("\u1FB3\u0301"), fold("\u03B1\u0345\u0301"));
}

TEST(Unicode, FoldsFullWidthAndInvisible) {
  EXPECT_EQ(fold("\uFF2D\uFF2D-\uFF10\uFF14"), "mm-04");
  EXPECT_EQ(fold("le\u200Bad\u00ADer\uFEFF"), "leader");
  EXPECT_EQ(fold(zero_width), "");
  EXPECT_EQ(fold("in\u00A0person"), "in person");
}

TEST(Unicode, LeavesWhatIsNotUtf8) {
  const std::string bytes = "A\xFF\xC3";
  EXPECT_EQ(fold(bytes), "a\xFF\xC3");
  EXPECT_EQ(composed(bytes), bytes);
  EXPECT_EQ(length(bytes), 3U);
  EXPECT_EQ(fold(std::string("A\0B", 3)), std::string("a\0b", 3));
}

TEST(Unicode, Composes) {
  EXPECT_EQ(composed("E\u0301ire"), "\u00C9ire");
  EXPECT_EQ(composed("\u1100\u1161\u11A8"), "\uAC01");
  EXPECT_EQ(composed("\u212B"), "\u00C5");
  EXPECT_EQ(composed("a\u0315\u0300\u05AE\u0300"), "\u00E0\u05AE\u0300\u0315");
  EXPECT_EQ(composed("\u0958"), "\u0915\u093C");  // excluded from composition
  EXPECT_EQ(composed("\u0301a"), "\u0301a");
}

TEST(Unicode, CountsCodePoints) {
  EXPECT_EQ(length(""), 0U);
  EXPECT_EQ(length("abc"), 3U);
  EXPECT_EQ(length("\u00C9ire"), 4U);
  EXPECT_EQ(length("\U0001F600"), 1U);
}

TEST(Unicode, TrimsWhiteSpaceOfEveryKind) {
  EXPECT_EQ(trim("\u3000 \u00A0x y\u2003\r\n"), "x y");
  EXPECT_EQ(trim("\u3000"), "");
  EXPECT_EQ(trim("\u200Bx"), "\u200Bx");
  EXPECT_EQ(trim("\x80 "), "\x80");
}

TEST(Unicode, FindsWhatCannotBeSeen) {
  EXPECT_EQ(first_invisible("MM-\u00C9 1"), std::nullopt);
  EXPECT_EQ(first_invisible("MM\u200B1"), U'\u200B');
  EXPECT_EQ(first_invisible("MM\u202E1"), U'\u202E');
  EXPECT_EQ(first_invisible("MM\t1"), U'\t');
}

}  // namespace
}  // namespace pairwell::unicode
