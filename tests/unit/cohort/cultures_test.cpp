#include "pairwell/cohort/cultures.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/digest.hpp"
#include "support/findings.hpp"

namespace pairwell {
namespace {

using Line = std::vector<std::int32_t>;
using Counts = std::map<Line, std::int64_t>;

Line line_of(const PreferenceOrder& order) {
  Line line;
  for (const auto& rank : order.ranks) {
    EXPECT_EQ(rank.size(), 1U);
    line.push_back(rank.front());
  }
  return line;
}

Counts counts_of(const Preferences& preferences) {
  Counts counts;
  for (const PreferenceOrder& order : preferences.orders) ++counts[line_of(order)];
  return counts;
}

std::vector<Line> all_orders(std::int32_t alternatives) {
  Line line(static_cast<std::size_t>(alternatives));
  std::iota(line.begin(), line.end(), 0);
  std::vector<Line> orders;
  do {
    orders.push_back(line);
  } while (std::next_permutation(line.begin(), line.end()));
  return orders;
}

int swaps_from(const Line& line, const Line& centre) {
  const auto place = [&centre](std::int32_t alternative) { return std::ranges::find(centre, alternative); };
  int swaps = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    for (std::size_t j = i + 1; j < line.size(); ++j) swaps += place(line[i]) > place(line[j]) ? 1 : 0;
  }
  return swaps;
}

/// Pearson's statistic of counts beside probabilities that sum to 1.
double chi_square(const Counts& counts, const std::map<Line, double>& probabilities) {
  double drawn = 0;
  for (const auto& [line, count] : counts) {
    EXPECT_TRUE(probabilities.contains(line));
    drawn += static_cast<double>(count);
  }
  double statistic = 0;
  for (const auto& [line, probability] : probabilities) {
    const auto found = counts.find(line);
    const double count = found == counts.end() ? 0.0 : static_cast<double>(found->second);
    statistic += (count - drawn * probability) * (count - drawn * probability) / (drawn * probability);
  }
  return statistic;
}

std::map<Line, double> mallows_probabilities(const Line& centre, double phi) {
  std::map<Line, double> result;
  double sum = 0;
  for (const Line& line : all_orders(static_cast<std::int32_t>(centre.size()))) {
    sum += result[line] = std::pow(phi, swaps_from(line, centre));
  }
  for (auto& [line, probability] : result) probability /= sum;
  return result;
}

double phi_of(std::int64_t alternatives, std::int64_t norm_phi) {
  return std::ldexp(static_cast<double>(mallows_phi(alternatives, norm_phi)), -32);
}

/// Expected swaps by the formula for truncated geometric displacements, in real numbers.
double expected_swaps_of(std::int64_t alternatives, double phi) {
  double sum = 0;
  for (std::int64_t others = 0; others < alternatives; ++others) {
    double weights = 0;
    double weighed = 0;
    for (std::int64_t displacement = 0; displacement <= others; ++displacement) {
      weights += std::pow(phi, static_cast<double>(displacement));
      weighed += static_cast<double>(displacement) * std::pow(phi, static_cast<double>(displacement));
    }
    sum += weighed / weights;
  }
  return sum;
}

std::string fingerprint(const Preferences& preferences) {
  Digest digest;
  for (const PreferenceOrder& order : preferences.orders) {
    for (const std::int32_t alternative : line_of(order)) digest.add(alternative);
  }
  return digest.hex().substr(0, 16);
}

// What a statistic exceeds once in a thousand seeds, by degrees of freedom.
constexpr double most_5 = 20.52;
constexpr double most_11 = 31.26;
constexpr double most_23 = 49.73;
constexpr double most_35 = 66.62;

TEST(ImpartialCulture, DrawsEveryOrderAlike) {
  std::map<Line, double> alike;
  for (const Line& line : all_orders(4)) alike[line] = 1.0 / 24;
  EXPECT_LT(chi_square(counts_of(impartial_culture({.voters = 24'000, .alternatives = 4, .seed = 5})), alike), most_23);
}

TEST(ImpartialCulture, DrawsEveryBeginningAlike) {
  std::map<Line, double> alike;
  for (std::int32_t one = 0; one < 4; ++one) {
    for (std::int32_t other = 0; other < 4; ++other) {
      if (one != other) alike[{one, other}] = 1.0 / 12;
    }
  }
  const Preferences drawn = impartial_culture({.voters = 12'000, .alternatives = 4, .length = 2, .seed = 9});
  EXPECT_EQ(drawn.kind, PreferenceKind::soi);
  EXPECT_LT(chi_square(counts_of(drawn), alike), most_11);
}

TEST(UrnCulture, RepeatsAsOftenAsTheUrnSays) {
  // Of two voters: the second draws the first's order with (alpha + 1 / 6) / (1 + alpha), any other with 1 / 6 / (1 +
  // alpha).
  for (const double alpha : {0.0, 0.25, 2.0}) {
    std::map<Line, double> pairs;
    for (const Line& first : all_orders(3)) {
      for (const Line& second : all_orders(3)) {
        Line both = first;
        both.insert(both.end(), second.begin(), second.end());
        pairs[both] = (1.0 / 6) * (first == second ? alpha + 1.0 / 6 : 1.0 / 6) / (1 + alpha);
      }
    }
    Counts counts;
    for (std::uint64_t seed = 0; seed < 7200; ++seed) {
      const Preferences two = urn_culture({.voters = 2, .alternatives = 3, .seed = seed},
                                          static_cast<std::int64_t>(std::llround(alpha * 1e6)));
      Line both = line_of(two.orders[0]);
      for (const std::int32_t alternative : line_of(two.orders[1])) both.push_back(alternative);
      ++counts[both];
    }
    EXPECT_LT(chi_square(counts, pairs), most_35) << alpha;
  }
}

TEST(UrnCulture, DrawsTheThirdVoterAsTheUrnSays) {
  // Of two orders: k voters who agree have added k * alpha of theirs to its half of the urn.
  constexpr double alpha = 0.5;
  const double all_agree = (0.5 + alpha) / (1 + alpha) * (0.5 + 2 * alpha) / (1 + 2 * alpha);
  std::int64_t agree = 0;
  constexpr int draws = 6000;
  for (std::uint64_t seed = 0; seed < draws; ++seed) {
    const Preferences three = urn_culture({.voters = 3, .alternatives = 2, .seed = seed}, 500'000);
    agree += three.orders[0] == three.orders[1] && three.orders[1] == three.orders[2] ? 1 : 0;
  }
  const double expected = draws * all_agree;
  EXPECT_LT(std::abs(static_cast<double>(agree) - expected), 3.3 * std::sqrt(expected * (1 - all_agree)));
}

TEST(UrnCulture, OfNoCopiesIsImpartial) {
  const CultureOptions options{.voters = 50, .alternatives = 6, .seed = 3};
  EXPECT_EQ(urn_culture(options, 0).orders, impartial_culture(options).orders);
}

TEST(MallowsCulture, DrawsOrdersByTheirSwaps) {
  for (const std::int64_t norm_phi : {200'000, 500'000, 900'000}) {
    const Line centre{2, 0, 3, 1};
    const Preferences drawn = mallows_culture({.voters = 24'000, .alternatives = 4, .seed = 4}, norm_phi, centre);
    EXPECT_LT(chi_square(counts_of(drawn), mallows_probabilities(centre, phi_of(4, norm_phi))), most_23) << norm_phi;
  }
  const Preferences three = mallows_culture({.voters = 6000, .alternatives = 3, .seed = 6}, 400'000);
  EXPECT_LT(chi_square(counts_of(three), mallows_probabilities({0, 1, 2}, phi_of(3, 400'000))), most_5);
}

TEST(MallowsCulture, WouldNotPassForAnother) {
  const Preferences drawn = mallows_culture({.voters = 24'000, .alternatives = 4, .seed = 4}, 500'000);
  EXPECT_GT(chi_square(counts_of(drawn), mallows_probabilities({0, 1, 2, 3}, phi_of(4, 550'000))), most_23);
  EXPECT_GT(chi_square(counts_of(drawn), mallows_probabilities({0, 1, 3, 2}, phi_of(4, 500'000))), most_23);
}

TEST(MallowsCulture, AtItsEnds) {
  const Line centre{3, 1, 0, 2};
  for (const PreferenceOrder& order : mallows_culture({.voters = 20, .alternatives = 4, .seed = 1}, 0, centre).orders) {
    EXPECT_EQ(line_of(order), centre);
  }
  std::map<Line, double> alike;
  for (const Line& line : all_orders(4)) alike[line] = 1.0 / 24;
  const Preferences free = mallows_culture({.voters = 24'000, .alternatives = 4, .seed = 8}, 1'000'000);
  EXPECT_LT(chi_square(counts_of(free), alike), most_23);
}

TEST(MallowsPhi, HasTheExpectedSwapsThatItStandsFor) {
  // Of two alternatives phi / (1 + phi) swaps are expected, and 1 / 2 by impartial culture.
  for (const std::int64_t norm_phi : {1, 250'000, 500'000, 999'999}) {
    const double norm = static_cast<double>(norm_phi) / 1e6;
    EXPECT_NEAR(phi_of(2, norm_phi), norm / (2 - norm), 1e-8);
  }
  for (const std::int64_t alternatives : {3, 10, 60, 200}) {
    const auto pairs = static_cast<double>(alternatives * (alternatives - 1));
    for (const std::int64_t norm_phi : {100'000, 500'000, 900'000}) {
      const double wanted = static_cast<double>(norm_phi) / 1e6 * pairs / 4;
      EXPECT_NEAR(expected_swaps_of(alternatives, phi_of(alternatives, norm_phi)) / wanted, 1.0, 1e-6);
    }
  }
  EXPECT_EQ(mallows_phi(10, 0), 0);
  EXPECT_EQ(mallows_phi(10, 1'000'000), std::int64_t{1} << 32);
  EXPECT_EQ(mallows_phi(0, 500'000), 0);
  EXPECT_GT(mallows_phi(32'768, 500'000), mallows_phi(1000, 500'000));
}

TEST(Cultures, DoNotLetTheNumberOfVotersShow) {
  const auto beginning = [](Preferences preferences) {
    preferences.orders.resize(20);
    return preferences.orders;
  };
  const CultureOptions few{.voters = 20, .alternatives = 9, .length = 4, .seed = 11};
  const CultureOptions many{.voters = 90, .alternatives = 9, .length = 4, .seed = 11};
  EXPECT_EQ(impartial_culture(few).orders, beginning(impartial_culture(many)));
  EXPECT_EQ(urn_culture(few, 300'000).orders, beginning(urn_culture(many, 300'000)));
  EXPECT_EQ(mallows_culture(few, 300'000).orders, beginning(mallows_culture(many, 300'000)));
}

TEST(Cultures, AreTheSameOnEveryPlatform) {
  const CultureOptions options{.voters = 300, .alternatives = 40, .seed = 2017};
  EXPECT_EQ(fingerprint(impartial_culture(options)), "1339af85d7ebe48f");
  EXPECT_EQ(fingerprint(urn_culture(options, 100'000)), "8208c46dfeff68d8");
  EXPECT_EQ(fingerprint(mallows_culture(options, 350'000)), "2d9508295920351b");
  EXPECT_EQ(mallows_phi(40, 350'000), 3'482'927'897);
}

TEST(Cultures, AreFilesOfPrefLib) {
  for (const std::int64_t length : {0, 3, 5}) {
    const Preferences drawn = mallows_culture({.voters = 7, .alternatives = 5, .length = length, .seed = 2}, 400'000);
    EXPECT_EQ(drawn.kind, length == 3 ? PreferenceKind::soi : PreferenceKind::soc);
    EXPECT_EQ(read_preferences(write_preferences(drawn)), drawn);
  }
  EXPECT_EQ(impartial_culture({}).voters, 0);
  EXPECT_EQ(impartial_culture({.voters = 2}).orders.size(), 2U);
}

TEST(Cultures, FindEveryFault) {
  using Found = std::vector<std::string>;
  const auto faults = [](const auto& call) { return testing::with_values(testing::findings_of(call)); };
  EXPECT_EQ(faults([] { impartial_culture({.voters = -1, .alternatives = 1LL << 31}); }),
            (Found{"0:voters:range:-1", "0:alternatives:range:2147483648"}));
  EXPECT_EQ(faults([] { impartial_culture({.voters = 1, .alternatives = 3, .length = 4}); }),
            (Found{"0:length:range:4"}));
  EXPECT_EQ(faults([] { impartial_culture({.voters = 1LL << 30, .alternatives = 1LL << 11}); }),
            (Found{"0:voters, length:size:2199023255552"}));
  EXPECT_EQ(faults([] { urn_culture({.voters = -1, .alternatives = 3}, 1'000'000'001); }),
            (Found{"0:voters:range:-1", "0:alpha:range:1000000001"}));
  EXPECT_EQ(faults([] { mallows_culture({.voters = 1, .alternatives = 40'000}, -1); }),
            (Found{"0:alternatives:range:40000", "0:norm_phi:range:-1"}));
  for (const Line& centre : {Line{0, 1}, Line{0, 1, 1}, Line{0, 1, 3}, Line{0, 1, 2, 2}, Line{-1, 1, 2}}) {
    EXPECT_EQ(faults([&] { mallows_culture({.voters = 1, .alternatives = 3}, 5, centre); }),
              (Found{"0:centre:centre:" + std::to_string(centre.size()) + " of 3"}));
  }
  EXPECT_EQ(faults([] { mallows_phi(-1, 1'000'001); }), (Found{"0:alternatives:range:-1", "0:norm_phi:range:1000001"}));
}

}  // namespace
}  // namespace pairwell
