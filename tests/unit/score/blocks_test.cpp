/// Blocks of pairs have the points, coverage and shares of their pairs, whatever the block, threads and processor.
#include "score/blocks.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/score/scorer.hpp"

namespace pairwell {
namespace {

using Texts = std::vector<std::string>;

/// Made-up questions, criteria and answers.
class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  Scoring scoring() {
    Scoring made;
    made.questions = questions();
    const auto count = 1 + below(6);
    for (std::int64_t k = 0; k < count; ++k) {
      Criterion& criterion = made.criteria.emplace_back(some_criterion(k, true));
      criterion.weight = static_cast<std::int32_t>(below(1001));
    }
    made.criteria.front().weight = 7;
    for (std::int64_t k = below(3); k > 0; --k) {
      PairRule& rule = made.pair_rules.emplace_back();
      rule.id = "rule-" + std::to_string(k);
      rule.sentence = "Something is asked of every pair.";
      rule.reason = "This pair does not have it.";
      rule.compare = some_criterion(k, true);
      rule.compare.blank = Blank::neutral;
      rule.compare.neutral.reset();
      rule.forbids = below(2) == 0;
      rule.share = static_cast<std::int32_t>(1 + below(1000));
    }
    made.own.push_back({.id = "own",
                        .share =
                            [](MenteeId mentee, MentorId mentor) {
                              const std::int32_t number = mentee.value * 31 + mentor.value * 17;
                              return number % 3 == 0 ? std::nullopt : std::optional(number % 1001);
                            },
                        .weight = static_cast<std::int32_t>(below(50)),
                        .blank = static_cast<Blank>(below(3)),
                        .place = static_cast<std::int32_t>(below(3))});
    made.locations = {{"a", 51'500'000, -120'000},
                      {"b", 53'480'000, -2'240'000},
                      {"c", 55'950'000, -3'190'000},
                      {"d", -33'870'000, 151'210'000}};
    if (below(3) == 0) made.travel_times = {{"a", "b", 130}, {"c", "b", 220}, {"a", "d", 1'400}};
    made.pairing.common_slots = static_cast<std::int32_t>(below(3));
    made.pairing.same_employer = below(2) == 0;
    made.pairing.regions = below(3) == 0 ? Across::forbidden : Across::allowed;
    made.most_access_cost = below(2) == 0 ? -1 : 900;
    return made;
  }

  Answers answers(Role role, std::int32_t people) {
    Answers made;
    made.role = role;
    for (std::int32_t k = 0; k < people; ++k) made.references.push_back("P" + std::to_string(below(people * 2)));
    const std::int64_t blanks = 1 + below(9);
    for (const Question& question : questions()) {
      AnswerColumn& column = made.columns.emplace_back();
      column.question = question.id;
      for (std::int32_t k = 0; k < people; ++k) {
        column.values.push_back(below(10) < blanks && below(2) == 0 ? Value{} : value(question, people));
      }
    }
    return made;
  }

 private:
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(limit)));
  }
  std::string letter(std::int64_t limit = 6) { return std::string(1, static_cast<char>('a' + below(limit))); }

  static std::vector<Question> questions() {
    std::vector<Question> all;
    for (int kind = 0; kind <= static_cast<int>(QuestionKind::vector); ++kind) {
      for (const char* side : {"_1", "_2"}) {
        Question question{.id = std::string(to_string(static_cast<QuestionKind>(kind))) + side,
                          .kind = static_cast<QuestionKind>(kind)};
        if (question.kind == QuestionKind::level) question.options = {"a", "b", "c", "d", "e"};
        if (question.kind == QuestionKind::ranked) question.most = side[1] == '1' ? 0 : 200;
        all.push_back(question);
      }
    }
    for (const auto& [id, kind, plays] : {std::tuple("wishes", QuestionKind::people, Plays::wishes),
                                          {"vetoes", QuestionKind::people, Plays::vetoes},
                                          {"conflicts", QuestionKind::people, Plays::conflicts},
                                          {"past", QuestionKind::people, Plays::past_pairs},
                                          {"again", QuestionKind::people, Plays::again},
                                          {"manager", QuestionKind::people, Plays::line_manager},
                                          {"team", QuestionKind::choice, Plays::team},
                                          {"employer", QuestionKind::choice, Plays::employer},
                                          {"region", QuestionKind::choice, Plays::region},
                                          {"slots", QuestionKind::availability, Plays::slots},
                                          {"cost", QuestionKind::number, Plays::access_cost}}) {
      all.push_back({.id = id, .kind = kind, .plays = plays});
    }
    return all;
  }

  std::string of_kind(QuestionKind kind) { return std::string(to_string(kind)) + (below(2) == 0 ? "_1" : "_2"); }

  std::vector<Band> bands(std::int64_t step, std::int64_t least = 0) {
    std::vector<Band> made;
    std::int64_t from = least;
    for (std::int64_t k = below(4) + 1; k > 0; --k) {
      made.push_back({from, static_cast<std::int32_t>(below(1001))});
      from += 1 + below(step);
    }
    return made;
  }

  Criterion some_criterion(std::int64_t number, bool may_be_mean) {
    using enum Comparison;
    Criterion made;
    made.id = "c" + std::to_string(number);
    made.compare = static_cast<Comparison>(below(may_be_mean ? 17 : 16));
    made.blank = static_cast<Blank>(below(3));
    if (made.blank == Blank::neutral && below(2) == 0) made.neutral = static_cast<std::int32_t>(below(1001));
    const auto both = [&](auto... kinds) {
      const std::vector<QuestionKind> all{kinds...};
      made.mentee = of_kind(all[static_cast<std::size_t>(below(std::ssize(all)))]);
      made.mentor = of_kind(all[static_cast<std::size_t>(below(std::ssize(all)))]);
    };
    const auto numbers = [&] {
      if (below(4) == 0) return both(QuestionKind::date);
      if (below(4) == 0) return both(QuestionKind::level);
      both(QuestionKind::scale, QuestionKind::number);
    };
    using enum QuestionKind;
    switch (made.compare) {
      case covers:
        both(ranked, choices);
        if (below(3) == 0) made.mentor = of_kind(choice);
        if (below(2) == 0) {
          made.needs_of = Role::mentor;
          std::swap(made.mentee, made.mentor);
        }
        break;
      case overlap:
        below(3) > 0 ? both(choices, ranked, choice) : below(2) == 0 ? both(languages) : both(availability);
        made.overlap = static_cast<Overlap>(below(3));
        break;
      case same:
      case different:
        below(3) == 0 ? both(scale, number) : below(3) > 0 ? both(choice, choices, place) : both(languages);
        if (made.compare == same && below(2) == 0) made.any = {"A", "3"};
        break;
      case near:
        numbers();
        made.low = below(3);
        made.high = made.low + 1 + below(6);
        made.curve = static_cast<Curve>(below(2));
        break;
      case at_least:
        numbers();
        made.fall = below(5);
        made.curve = static_cast<Curve>(below(2));
        break;
      case gap:
        numbers();
        made.low = below(6) - 3;
        made.high = made.low + below(4);
        made.fall = below(5);
        made.curve = static_cast<Curve>(below(2));
        break;
      case ratio:
        both(scale, number);
        break;
      case wish:
        made.sides = static_cast<Sides>(below(3));
        break;
      case table:
        both(choice, place, yes_no);
        for (const char* x : {"a", "b", "yes"}) {
          for (const char* y : {"A ", "c", "no"}) made.table.push_back({x, y, static_cast<std::int32_t>(below(1001))});
        }
        made.otherwise = static_cast<std::int32_t>(below(1001));
        break;
      case distance:
        both(place);
        made.bands = bands(900);
        break;
      case travel:
        both(place);
        made.minutes = of_kind(number_kind());
        if (below(3) > 0) {
          made.format = of_kind(choice);
          made.any = {"a", "b"};
        }
        made.bands = bands(20);
        break;
      case common_time:
        both(availability);
        made.low = below(3);
        made.high = 1 + below(below(2) == 0 ? 3 : 5000);
        break;
      case common_language:
        both(languages);
        made.high = below(8);
        break;
      case dot:
        both(vector);
        if (below(2) == 0) {
          made.bands = bands(9'000, -9'000);
        } else if (below(2) == 0) {
          made.low = -below(20'000);
          made.high = 1 + below(30'000);
        }
        break;
      case given:
        for (std::int64_t k = 0; k < 40; ++k) {
          made.pairs.push_back(
              {"P" + std::to_string(k), "P" + std::to_string((k * 7) % 40), static_cast<std::int32_t>(below(1001))});
        }
        made.otherwise = static_cast<std::int32_t>(below(1001));
        break;
      case mean:
        for (std::int64_t k = 1 + below(5); k > 0; --k) {
          Criterion& part = made.of.emplace_back(some_criterion(k, false));
          part.blank = Blank::neutral;
          part.neutral.reset();
          part.weight = static_cast<std::int32_t>(below(below(2) == 0 ? 3 : 1001));
        }
        break;
    }
    return made;
  }

  QuestionKind number_kind() { return below(2) == 0 ? QuestionKind::number : QuestionKind::scale; }

  Texts texts(std::int64_t limit) {
    Texts made;
    for (std::int64_t k = 1 + below(4); k > 0; --k) made.push_back(letter(limit));
    return made;
  }

  Value value(const Question& question, std::int32_t others) {
    using enum QuestionKind;
    switch (question.kind) {
      case choice:
      case place:
      case text:
        return letter();
      case choices:
        return texts(12);
      case ranked: {
        std::vector<Need> made;
        for (const std::string& term : texts(12)) made.push_back({term, static_cast<int>(1 + below(4))});
        return made;
      }
      case level:
        if (below(9) == 0) return std::string("zz");
        return below(5);
      case scale:
        return 1 + below(5);
      case number:
        return below(20) == 0 ? -below(30) : below(30);
      case yes_no:
        return below(2);
      case date:
        return Date{2020, static_cast<int>(1 + below(2)), static_cast<int>(1 + below(9))};
      case instant:
        return Instant{below(1'000'000'000)};
      case availability: {
        Availability made;
        if (below(2) == 0) made.slots = texts(8);
        const std::int64_t step = below(9) == 0 ? 1 : 30;
        if (made.slots.empty() || below(2) == 0) {
          for (std::int64_t k = 1 + below(3); k > 0; --k) {
            made.stretches.push_back({static_cast<std::int32_t>(step * below(10'080 / step)),
                                      static_cast<std::int32_t>(step * (1 + below(3'000 / step)))});
          }
        }
        return made;
      }
      case languages: {
        std::vector<LanguageLevel> made;
        for (const std::string& name : texts(5)) made.push_back({name, static_cast<int>(below(8))});
        return made;
      }
      case vector: {
        std::vector<std::int8_t> made;
        for (int k = 0; k < 37; ++k) made.push_back(static_cast<std::int8_t>(below(256) - 128));
        return made;
      }
      default:
        break;
    }
    Texts named;
    for (std::int64_t k = 1 + below(3); k > 0; --k) named.push_back("P" + std::to_string(below(others * 2)));
    return named;
  }

  Random random_;
};

struct Wanted {
  std::vector<std::int32_t> units;
  std::vector<std::int32_t> coverage;
  std::vector<std::vector<std::int32_t>> shares;
};

Wanted wanted(const Scorer& scorer) {
  Wanted result;
  result.shares.resize(scorer.scoring().criteria.size() + scorer.scoring().own.size());
  for (std::int32_t i = 0; i < scorer.mentees(); ++i) {
    for (std::int32_t j = 0; j < scorer.mentors(); ++j) {
      const PairScore score = scorer.pair(MenteeId(i), MentorId(j));
      const auto units = static_cast<std::int32_t>(score.points.units);
      result.units.push_back(score.refusals.empty() ? units : ~units);
      result.coverage.push_back(score.coverage);
      std::int64_t sum = 0;
      for (std::size_t k = 0; k < score.parts.size(); ++k) {
        result.shares[k].push_back(score.parts[k].share.value_or(-1));
        sum += score.parts[k].points.units;
        EXPECT_GE(score.parts[k].points.units, 0);
      }
      EXPECT_EQ(sum, score.points.units);
    }
  }
  return result;
}

TEST(Blocks, HaveTheIntegersOfTheirPairs) {
  std::int64_t refused = 0;
  std::int64_t allowed = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    Maker maker(seed);
    const Scoring scoring = maker.scoring();
    const std::int32_t mentees = static_cast<std::int32_t>(3 + seed % 9);
    const std::int32_t mentors = static_cast<std::int32_t>(1 + seed * 7 % 90);
    const Scorer scorer(scoring, maker.answers(Role::mentee, mentees), maker.answers(Role::mentor, mentors));
    const Wanted want = wanted(scorer);
    for (const std::int32_t units : want.units) ++(units < 0 ? refused : allowed);
    const Units table = scorer.table();
    ASSERT_EQ(std::vector<std::int32_t>(table.begin(), table.end()), want.units) << "seed " << seed;
    ASSERT_EQ(scorer.table({.control = {}, .threads = 3}), table);
    const Block all{0, mentees, 0, mentors};
    std::vector<std::int32_t> found(want.units.size());
    scorer.coverage(all, found);
    ASSERT_EQ(found, want.coverage) << "seed " << seed;
    for (std::size_t k = 0; k < want.shares.size(); ++k) {
      scorer.shares(k, all, found);
      ASSERT_EQ(found, want.shares[k]) << "part " << k << " at seed " << seed;
    }
    const Block some{1, mentees - 2, mentors / 3, mentors - mentors / 3};
    std::vector<std::int32_t> block(static_cast<std::size_t>(some.mentees) * static_cast<std::size_t>(some.mentors));
    scorer.points(some, block);
    for (std::int32_t i = 0; i < some.mentees; ++i) {
      for (std::int32_t j = 0; j < some.mentors; ++j) {
        ASSERT_EQ(block[static_cast<std::size_t>(i * some.mentors + j)],
                  table[static_cast<std::size_t>((1 + i) * mentors + some.first_mentor + j)]);
      }
    }
  }
  EXPECT_GT(refused, 1000);
  EXPECT_GT(allowed, 1000);
}

TEST(Blocks, AreTheSameOnEveryProcessor) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Maker maker(seed);
    const Scoring scoring = maker.scoring();
    const Answers mentees = maker.answers(Role::mentee, 4);
    const Answers mentors = maker.answers(Role::mentor, 77);
    const Scorer scorer(scoring, mentees, mentors);
    const Comparisons comparisons(scoring, mentees, mentors);
    const Refusals refusals(scoring, mentees, mentors);
    std::vector<ScoredPart> parts;
    for (const Criterion& criterion : scoring.criteria) parts.push_back({.criterion = &criterion});
    parts.push_back({.own = &scoring.own[0]});
    const Units table = scorer.table();
    for (const rows::Kernels& kernels : rows::runnable()) {
      const Blocks blocks(parts, comparisons, refusals, scoring, kernels);
      std::vector<std::int32_t> row(77);
      for (std::int32_t i = 0; i < 4; ++i) {
        blocks.points(i, 0, row);
        for (std::size_t j = 0; j < row.size(); ++j) {
          ASSERT_EQ(row[j], table[static_cast<std::size_t>(i) * 77 + j]) << kernels.name << " at seed " << seed;
        }
      }
    }
  }
}

/// Scorings as the maker has them, with weights that are summed in 16 bits, in 32 or in neither.
Scoring with_weights(Scoring scoring, std::uint64_t seed) {
  const std::int32_t most = seed % 3 == 0 ? 3 : seed % 3 == 1 ? 200 : 1000;
  scoring.own.clear();
  while (seed % 3 == 2 && scoring.criteria.size() < 14) {  // they come to more than 10,000
    scoring.criteria.push_back(scoring.criteria[scoring.criteria.size() / 2]);
    scoring.criteria.back().id += "_" + std::to_string(scoring.criteria.size());
  }
  std::int32_t weight = 1;
  for (Criterion& criterion : scoring.criteria) {
    for (Criterion& part : criterion.of) part.weight = 1 + (part.weight + weight++) % most;
    criterion.weight = most - weight++ % most;
  }
  return scoring;
}

TEST(Blocks, HaveTheIntegersOfTheirPairsWhateverTheWeights) {
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    Maker maker(seed + 1000);
    const Scoring scoring = with_weights(maker.scoring(), seed);
    const Answers mentees = maker.answers(Role::mentee, 4);
    const Answers mentors = maker.answers(Role::mentor, 97);
    const Scorer scorer(scoring, mentees, mentors);
    const Wanted want = wanted(scorer);
    const Comparisons comparisons(scoring, mentees, mentors);
    const Refusals refusals(scoring, mentees, mentors);
    std::vector<ScoredPart> parts;
    for (const Criterion& criterion : scoring.criteria) parts.push_back({.criterion = &criterion});
    for (const rows::Kernels& kernels : rows::runnable()) {
      const Blocks blocks(parts, comparisons, refusals, scoring, kernels);
      std::vector<std::int32_t> row(97);
      for (std::int32_t i = 0; i < 4; ++i) {
        blocks.points(i, 0, row);
        const auto first = want.units.begin() + i * 97;
        ASSERT_TRUE(std::ranges::equal(row, std::span(first, 97))) << kernels.name << " at seed " << seed;
        blocks.points(i, 0, row, -7);
        for (std::size_t j = 0; j < row.size(); ++j) {
          ASSERT_EQ(row[j], first[static_cast<std::ptrdiff_t>(j)] < 0 ? -7 : first[static_cast<std::ptrdiff_t>(j)]);
        }
      }
    }
  }
}

TEST(Blocks, AreTheSameWhereRowsAreKept) {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    Maker maker(seed + 2000);
    const Scoring scoring = with_weights(maker.scoring(), seed);
    constexpr std::int32_t mentees = 90;
    constexpr std::int32_t mentors = 51;
    const Scorer scorer(scoring, maker.answers(Role::mentee, mentees), maker.answers(Role::mentor, mentors));
    const Wanted want = wanted(scorer);
    constexpr std::int32_t width = 17;
    std::vector<std::int32_t> block(static_cast<std::size_t>(mentees * width));
    for (std::int32_t round = 0; round < 2; ++round) {
      for (std::int32_t first = 0; first < mentors; first += width) {
        scorer.points({0, mentees, first, width}, block);
        for (std::int32_t i = 0; i < mentees; ++i) {
          for (std::int32_t j = 0; j < width; ++j) {
            ASSERT_EQ(block[static_cast<std::size_t>(i * width + j)],
                      want.units[static_cast<std::size_t>(i * mentors + first + j)])
                << "seed " << seed;
          }
        }
      }
    }
  }
}

TEST(Blocks, AreWorthNoMoreThanTheirStripsCanBe) {
  constexpr std::int32_t mentees = 20;
  constexpr std::int32_t mentors = 2500;
  constexpr std::int32_t strip = Scorer::strip_of_most_points;
  std::int64_t refused = 0;
  std::int64_t under = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    Maker maker(seed + 3000);
    const Scoring scoring = maker.scoring();
    const Answers of_mentees = maker.answers(Role::mentee, mentees);
    Answers of_mentors = maker.answers(Role::mentor, mentors);
    const std::vector<std::int32_t> order = Scorer(scoring, of_mentees, of_mentors).in_order(Role::mentor);
    if (order.empty()) continue;
    std::vector<std::int32_t> sorted = order;
    std::ranges::sort(sorted);
    for (std::int32_t j = 0; j < mentors; ++j) ASSERT_EQ(sorted[static_cast<std::size_t>(j)], j);
    for (AnswerColumn& column : of_mentors.columns) {
      std::vector<Value> values;
      for (const std::int32_t j : order) values.push_back(column.values[static_cast<std::size_t>(j)]);
      column.values = std::move(values);
    }
    const Scorer scorer(scoring, of_mentees, of_mentors);
    std::vector<std::int32_t> units(strip);
    for (std::int32_t i = 0; i < mentees; ++i) {
      for (std::int32_t k = 0; k * strip < mentors; ++k) {
        const std::int32_t size = std::min(strip, mentors - k * strip);
        const std::span<std::int32_t> some = std::span(units).first(static_cast<std::size_t>(size));
        scorer.points({i, 1, k * strip, size}, some);
        const std::optional<std::int32_t> most = scorer.most_points(i, k);
        ASSERT_LE(std::ranges::max(some), most.value_or(-1)) << "seed " << seed;
        ++(most ? under : refused);
        if (most && *most == 100'000) --under;
      }
    }
  }
  EXPECT_GT(refused, 0);
  EXPECT_GT(under, 0);
}

TEST(Blocks, LongerThanAStripAreCutWithoutASeam) {
  Maker maker(5);
  Scoring scoring = maker.scoring();
  const Scorer scorer(scoring, maker.answers(Role::mentee, 2), maker.answers(Role::mentor, 5000));
  const Units table = scorer.table();
  for (const std::int32_t j : {0, 1, 4094, 4095, 4096, 4097, 4999}) {
    const PairScore score = scorer.pair(MenteeId(1), MentorId(j));
    const auto units = static_cast<std::int32_t>(score.points.units);
    EXPECT_EQ(table[static_cast<std::size_t>(5000 + j)], score.refusals.empty() ? units : ~units);
  }
}

TEST(Blocks, MustBeWithinThePeople) {
  Maker maker(1);
  const Scorer scorer(maker.scoring(), maker.answers(Role::mentee, 3), maker.answers(Role::mentor, 4));
  std::vector<std::int32_t> units(12);
  EXPECT_NO_THROW(scorer.points({0, 3, 0, 4}, units));
  EXPECT_THROW(scorer.points({1, 3, 0, 4}, units), InvalidInput);
  EXPECT_THROW(scorer.points({0, 3, -1, 4}, units), InvalidInput);
  EXPECT_THROW(scorer.points({0, 3, 0, 3}, units), InvalidInput);
  EXPECT_THROW(scorer.shares(99, {0, 3, 0, 4}, units), InvalidInput);
  EXPECT_THROW(scorer.table({.control = {}, .threads = 0}), InvalidInput);
  EXPECT_THROW(scorer.pair(MenteeId(3), MentorId(0)), InvalidInput);
}

TEST(ATable, TellsOfMenteesAndStops) {
  Maker maker(3);
  const Scorer scorer(maker.scoring(), maker.answers(Role::mentee, 3000), maker.answers(Role::mentor, 3000));
  for (const std::int32_t threads : {1, 2}) {
    std::vector<std::int64_t> done;
    Control control;
    control.progress = [&](const Progress& now) {
      EXPECT_EQ(now.stage, "scores");
      EXPECT_EQ(now.total, 3000);
      done.push_back(now.done);
      return now.done == 0;  // On a busy machine it can be told more than once before any row is done.
    };
    EXPECT_THROW(scorer.table({.control = control, .threads = threads}), Stopped);
    EXPECT_TRUE(std::ranges::is_sorted(done));
    ASSERT_FALSE(done.empty());
    EXPECT_GT(done.back(), 0);
    EXPECT_LT(done.back(), 3000);
  }
}

TEST(ATable, PassesOnWhatAComparisonOfOnesOwnThrows) {
  Maker maker(2);
  Scoring scoring = maker.scoring();
  scoring.own[0].share = [](MenteeId, MentorId mentor) { return std::optional(mentor.value == 30 ? 1001 : 0); };
  scoring.own[0].weight = 1;
  const Scorer scorer(scoring, maker.answers(Role::mentee, 9), maker.answers(Role::mentor, 40));
  for (const std::int32_t threads : {1, 4}) {
    EXPECT_THROW(scorer.table({.control = {}, .threads = threads}), InvalidInput);
  }
  EXPECT_THROW(scorer.pair(MenteeId(0), MentorId(30)), InvalidInput);
}

}  // namespace
}  // namespace pairwell
