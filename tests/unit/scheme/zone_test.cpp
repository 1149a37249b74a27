#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/calendar.hpp"

namespace pairwell {
namespace {

namespace fs = std::filesystem;

struct State {
  std::int32_t offset;
  bool is_summer;
  std::uint8_t letter;  ///< Where its abbreviation begins.
};

/// What is written into a TZif file; by default a zone that leaves GMT for West Africa Time in 2000 for good.
struct Made {
  char version = '2';
  std::vector<std::pair<std::int64_t, std::uint8_t>> changes{{954'000'000, 1}};
  std::vector<State> states{{0, false, 0}, {3600, false, 4}};
  std::string letters = std::string("GMT\0WAT\0", 8);
  std::string rule = "WAT-1";
  std::uint32_t leap_seconds = 0;
  std::uint32_t flags = 0;
};

std::string number(std::uint64_t value, int bytes) {
  std::string result;
  for (int i = bytes - 1; i >= 0; --i) result.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
  return result;
}

std::string header(char version, std::uint64_t flags, std::uint64_t leap_seconds, std::uint64_t changes,
                   std::uint64_t states, std::uint64_t letters) {
  std::string result = std::string("TZif") + version + std::string(15, '\0');
  for (const std::uint64_t count : {flags, flags, leap_seconds, changes, states, letters}) result += number(count, 4);
  return result;
}

std::string bytes_of(const Made& made) {
  // The first part is of 32 bits; readers of the second skip it.
  std::string result =
      header(made.version, 0, 0, 1, 1, 4) + number(7, 4) + number(0, 1) + number(0, 6) + std::string("LMT\0", 4);
  result +=
      header(made.version, made.flags, made.leap_seconds, made.changes.size(), made.states.size(), made.letters.size());
  for (const auto& change : made.changes) result += number(static_cast<std::uint64_t>(change.first), 8);
  for (const auto& change : made.changes) result += number(change.second, 1);
  for (const State& state : made.states) {
    result += number(static_cast<std::uint32_t>(state.offset), 4) + number(state.is_summer ? 1 : 0, 1) +
              number(state.letter, 1);
  }
  return result + made.letters + std::string(12 * std::size_t{made.leap_seconds}, '\0') +
         std::string(2 * std::size_t{made.flags}, '\0') + "\n" + made.rule + "\n";
}

/// A zone of these bytes, whose last state is in force and is continued by the rule.
Zone made_zone(const Made& made) { return Zone::from_tzif("Test/Made", bytes_of(made)); }

Made with_rule(std::string rule) {
  Made made;
  made.changes.clear();
  made.rule = std::move(rule);
  return made;
}

template <class Call>
Finding refused(Call call) {
  try {
    call();
  } catch (const InvalidInput& error) {
    EXPECT_EQ(error.findings().size(), 1U);
    return error.findings().at(0);
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

std::string instant_text(const Zone& zone, std::string_view local, WhenUnclear when = WhenUnclear::reject) {
  return to_string(zone.instant(parse_local_time(local), when));
}

/// A folder of its own for a test; the folders that were set before come back with its end.
class ZoneFolders : public testing::Test {
 protected:
  ZoneFolders() {
    fs::create_directories(root_ / "zones" / "Test");
    Zone::set_folders({(root_ / "zones").string()});
  }
  ~ZoneFolders() override {
    Zone::set_folders(before_);
    fs::remove_all(root_);
  }

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(root_ / name, std::ios::binary) << bytes;
  }

  std::vector<std::string> before_ = Zone::folders();
  fs::path root_ = fs::path(testing::TempDir()) /
                   (std::string("zones-") + testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST(ZoneOfBytes, HasItsChangesAndWhatTheRuleSaysAfterThem) {
  const Zone zone = made_zone({});
  EXPECT_EQ(zone.name(), "Test/Made");
  EXPECT_EQ(zone.iana_name(), "Test/Made");
  EXPECT_EQ(zone.source(), "bytes");
  EXPECT_EQ(zone.abbreviation(Instant{953'999'999}), "GMT");
  EXPECT_EQ(zone.abbreviation(Instant{954'000'000}), "WAT");
  EXPECT_EQ(zone.offset(Instant{4'000'000'000}), 3600);
  EXPECT_FALSE(zone.is_summer(Instant{954'000'000}));
  EXPECT_EQ(zone.changes(Instant{0}, Instant{4'000'000'000}), std::vector{Instant{954'000'000}});
  EXPECT_EQ(zone.changes(Instant{0}, Instant{954'000'000}), std::vector{Instant{954'000'000}});
  EXPECT_TRUE(zone.changes(Instant{954'000'000}, Instant{4'000'000'000}).empty());
  EXPECT_EQ(zone.first_year(), 1970);
  EXPECT_EQ(zone.last_year(), 2099);
}

TEST(ZoneOfBytes, HoldsToTheYear2037WhereNoRuleGoesOn) {
  Made made;
  made.rule = "";
  const Zone zone = made_zone(made);
  EXPECT_EQ(zone.last_year(), 2037);
  EXPECT_EQ(refused([&] {
              zone.instant({{2038, 1, 1}, 0, 0, 0});
            }).message,
            "The clocks of Test/Made are known for the years 1970 to 2037.");
  EXPECT_EQ(refused([&] { zone.start_of({1969, 12, 31}); }).rule, "zone-years");
  EXPECT_EQ(refused([&] { zone.label(Instant{-1}); }).rule, "zone-years");
  EXPECT_EQ(refused([&] { zone.changes(Instant{INT64_MIN}, Instant{0}); }).rule, "zone-years");
  EXPECT_EQ(refused([&] { zone.is_summer(Instant{INT64_MAX}); }).rule, "zone-years");
}

TEST(ZoneOfBytes, TakesEveryKindOfYearlyDay) {
  // The 60th day without leap days is 1 March; the day 59 from 0 with them is 29 February in leap years.
  const Zone days = made_zone(with_rule("AAA0BBB,J60/1,59/3"));
  EXPECT_EQ(to_string(days.changes(parse_instant("2015-01-01T00:00:00Z"), parse_instant("2017-01-01T00:00:00Z"))[0]),
            "2015-03-01T01:00:00Z");
  EXPECT_TRUE(days.is_summer(parse_instant("2016-03-01T01:00:00Z")));
  EXPECT_FALSE(days.is_summer(parse_instant("2016-02-29T12:00:00Z")));
  const Zone last = made_zone(with_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0"));  // Nuuk: the evening before the Sunday.
  EXPECT_EQ(instant_text(last, "2024-03-30T22:59:59"), "2024-03-31T00:59:59Z");
  EXPECT_EQ(instant_text(last, "2024-03-31T00:00"), "2024-03-31T01:00:00Z");
  EXPECT_EQ(last.label(parse_instant("2024-07-01T00:00:00Z")), "UTC-01");
  const Zone far = made_zone(with_rule("EET-2EEST,M3.4.4/50,M10.4.4/50"));  // Gaza: two hours into the Saturday.
  EXPECT_EQ(instant_text(far, "2030-03-30T01:59:59"), "2030-03-29T23:59:59Z");
  EXPECT_EQ(instant_text(far, "2030-03-30T03:00"), "2030-03-30T00:00:00Z");
  const Zone all_year = made_zone(with_rule("XXX3EDT4,0/0,J365/23"));
  EXPECT_TRUE(all_year.changes(Instant{86'400}, Instant{4'000'000'000}).empty());
  EXPECT_EQ(all_year.offset(Instant{2'000'000'000}), -4 * 3600);
}

TEST(ZoneOfBytes, KnowsSummerTimeThatIsBehind) {
  const Zone zone = made_zone(with_rule("IST-1GMT0,M10.5.0,M3.5.0/1"));
  const Instant winter = parse_instant("2017-01-15T12:00:00Z");
  EXPECT_TRUE(zone.is_summer(winter));  // The law of Ireland has it so.
  EXPECT_EQ(zone.abbreviation(winter), "GMT");
  EXPECT_EQ(zone.abbreviation(parse_instant("2017-07-15T12:00:00Z")), "IST");
  EXPECT_EQ(instant_text(zone, "2017-10-29T01:30", WhenUnclear::earliest), "2017-10-29T00:30:00Z");
  EXPECT_EQ(instant_text(zone, "2017-10-29T01:30", WhenUnclear::latest), "2017-10-29T01:30:00Z");
}

TEST(ZoneOfBytes, SkipsAWholeDay) {
  Made made;
  made.changes = {{1'325'239'200, 1}};  // Apia crossed the date line at the end of 29 December 2011.
  made.states = {{-10 * 3600, false, 0}, {14 * 3600, false, 4}};
  made.letters = std::string("-10\0+14\0", 8);
  made.rule = "<+14>-14";
  const Zone zone = made_zone(made);
  EXPECT_EQ(refused([&] {
              zone.instant({{2011, 12, 30}, 12, 0, 0});
            }).message,
            "12:00 on Friday 30 December 2011 does not exist in Test/Made, where the clocks skip it: it may mean "
            "2011-12-29T22:00:00Z (12:00:00 UTC-10) or 2011-12-30T22:00:00Z (12:00:00 UTC+14).");
  EXPECT_EQ(to_string(zone.start_of({2011, 12, 30})), "2011-12-30T10:00:00Z");
  EXPECT_EQ(to_string(zone.start_of({2011, 12, 31})), "2011-12-30T10:00:00Z");
  EXPECT_EQ(to_string(zone.start_of({2011, 12, 29})), "2011-12-29T10:00:00Z");
}

TEST(ZoneOfBytes, BeginsADayAfterTheMidnightThatTheClocksSkip) {
  const Zone havana = made_zone(with_rule("CST5CDT,M3.2.0/0,M11.1.0/1"));
  EXPECT_EQ(to_string(havana.start_of({2017, 3, 12})), "2017-03-12T05:00:00Z");
  EXPECT_EQ(to_string(havana.local(havana.start_of({2017, 3, 12}))), "2017-03-12T01:00:00");
  EXPECT_EQ(to_string(havana.start_of({2017, 11, 5})), "2017-11-05T04:00:00Z");  // The first of two midnights.
  EXPECT_EQ(refused([&] { havana.start_of({2017, 2, 30}); }).rule, "calendar");
}

TEST(ZoneOfBytes, LeavesOutChangesThatChangeNothing) {
  Made made;
  made.changes = {{0, 0}, {954'000'000, 1}, {955'000'000, 1}};
  EXPECT_EQ(made_zone(made).changes(Instant{0}, Instant{4'000'000'000}), std::vector{Instant{954'000'000}});
}

TEST(ZoneOfBytes, TakesTimesFarOutsideOfTheCalendar) {
  Made made;
  made.changes = {{INT64_MIN, 0}, {-(std::int64_t{1} << 59), 1}, {0, 0}, {954'000'000, 1}, {INT64_MAX, 0}};
  made.rule = "";
  const Zone zone = made_zone(made);
  EXPECT_EQ(zone.changes(Instant{-3600}, Instant{2'000'000'000}), (std::vector{Instant{0}, Instant{954'000'000}}));
}

TEST(ZoneOfBytes, LabelsForPeopleHaveNoBareNumbers) {
  const auto label = [](std::string rule) { return made_zone(with_rule(std::move(rule))).label(Instant{0}); };
  EXPECT_EQ(label("<+0545>-5:45"), "UTC+05:45");
  EXPECT_EQ(label("<-00>0"), "UTC");
  EXPECT_EQ(label("WAT-1"), "WAT");
}

TEST(ZoneOfBytes, RefusesAnyFileThatIsCutShort) {
  const std::string whole = bytes_of({});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_EQ(refused([&] { Zone::from_tzif("Test/Made", whole.substr(0, length)); }).rule, "zone-data") << length;
  }
  EXPECT_EQ(refused([&] { Zone::from_tzif("Test/Made", whole + "\n"); }).message,
            "The rule for later years has no end.");
}

TEST(ZoneOfBytes, RefusesCountsThatNoFileCanHave) {
  std::string bytes = bytes_of({});
  for (std::size_t place = 20; place < 44; place += 4) {
    for (const std::size_t start : {std::size_t{0}, bytes.find("TZif", 4)}) {
      std::string changed = bytes;
      changed.replace(start + place, 4, "\xff\xff\xff\xff");
      EXPECT_EQ(refused([&] { Zone::from_tzif("Test/Made", changed); }).rule, "zone-data") << start << " " << place;
    }
  }
}

TEST(ZoneOfBytes, SaysWhatIsWrong) {
  const auto message = [](const Made& made) { return refused([&] { made_zone(made); }).message; };
  EXPECT_EQ(refused([] { Zone::from_tzif("Test/Made", std::string(200, 'x')); }).message, "It is no TZif file.");
  EXPECT_EQ(message({.version = '1'}), "Its version is not 2, 3 or 4; the first version knows no years after 2037.");
  EXPECT_EQ(message({.leap_seconds = 1}), "It counts leap seconds, which instants here do not.");
  EXPECT_EQ(message({.flags = 1}), "Its count of flags fits no file.");
  EXPECT_EQ(message({.changes = {}, .states = {}}), "It has no state of the clocks, or over 256.");
  EXPECT_EQ(message({.changes = {{5, 1}, {5, 1}}}), "Its changes are not in order of time.");
  EXPECT_EQ(message({.changes = {{5, 2}}}), "A change leads to a state that the file does not have.");
  EXPECT_EQ(message({.states = {{0, false, 0}, {26 * 3600, false, 4}}}), "A state is further from UTC than any zone.");
  EXPECT_EQ(message({.states = {{0, false, 0}, {INT32_MIN, false, 4}}}), "A state is further from UTC than any zone.");
  EXPECT_EQ(message({.states = {{0, false, 0}, {3600, false, 8}}}), "An abbreviation has no end.");
  EXPECT_EQ(message({.letters = "GMT_WAT"}), "An abbreviation has no end.");
  EXPECT_EQ(message({.letters = std::string("GMT\0\0", 5)}), "An abbreviation is blank, or over 16 letters long.");
  EXPECT_EQ(message({.letters = std::string("GMT\0W\nT\0", 8)}), "An abbreviation is of letters, digits, + and -.");
  EXPECT_EQ(message({.rule = "GMT0"}), "The rule for later years is not what the last change leads to.");
  EXPECT_EQ(message({.rule = "WAT-1\nWAT-1"}), "The rule for later years has no end.");
}

TEST(ZoneOfBytes, RefusesRulesThatPosixDoesNotHave) {
  for (const char* rule : {"W-1",
                           "WAT",
                           "WAT-25",
                           "WAT-1:60",
                           "WAT-1:00:60",
                           "<WAT-1",
                           "WAT-1CEST",
                           "WAT-1CEST,",
                           "WAT-1CEST,M3.5.0",
                           "WAT-1CEST,M13.1.0,M4.1.0",
                           "WAT-1CEST,M3.6.0,M4.1.0",
                           "WAT-1CEST,M3.0.0,M4.1.0",
                           "WAT-1CEST,M3.1.7,M4.1.0",
                           "WAT-1CEST,J0,J5",
                           "WAT-1CEST,J366,J5",
                           "WAT-1CEST,366,5",
                           "WAT-1CEST,M3.1.0/168,M4.1.0",
                           "WAT-1CEST,M3.1.0,M4.1.0x",
                           "WAT-1CEST,M3.1.0,M4.1.0,",
                           "WAT-99999999999999999999",
                           "<W_T>-1"}) {
    const Finding finding = refused([&] { made_zone(with_rule(rule)); });
    EXPECT_EQ(finding.message, "The rule of a zone for later years is written as POSIX has it.") << rule;
    EXPECT_EQ(finding.value, rule);
  }
}

TEST(ZoneOfBytes, HasAnOrdinaryName) {
  for (const char* name :
       {"", "/Test", "Test/", "Test//Made", "../Test", "Test/..", ".", "Te st", "C:Test", "a/b/c/d/e"}) {
    EXPECT_EQ(refused([&] { Zone::from_tzif(name, bytes_of({})); }).rule, "zone") << name;
  }
}

TEST_F(ZoneFolders, AreLookedThroughInOrderBeforeWhatIsBuiltIn) {
  EXPECT_EQ(Zone::named("Africa/Lagos").source(), "built in");
  fs::create_directories(root_ / "later" / "Test");
  write("later/Test/Made", bytes_of({}));
  write("later/Test/Other", bytes_of({}));
  write("zones/Test/Made", bytes_of(with_rule("XYZ3")));
  write("zones/UTC", bytes_of(with_rule("XYZ3")));
  Zone::set_folders({(root_ / "missing").string(), (root_ / "zones").string(), (root_ / "later").string()});
  EXPECT_EQ(Zone::named("Test/Made").abbreviation(Instant{20'000}), "XYZ");
  EXPECT_EQ(Zone::named("Test/Made").source(), (root_ / "zones").string());
  EXPECT_EQ(Zone::named("Test/Other").source(), (root_ / "later").string());
  EXPECT_EQ(Zone::named("UTC").source(), "built in");
}

TEST_F(ZoneFolders, AreNeverLeft) {
  write("Outside", bytes_of({}));
  write("zones/Inside", bytes_of({}));
  EXPECT_EQ(Zone::named("Inside").name(), "Inside");
  const std::string absolute = (root_ / "Outside").string();
  for (const std::string& name :
       {std::string("../Outside"), std::string("Test/../../Outside"), absolute, std::string("./Inside"),
        std::string("Inside/"), std::string("Inside\0", 7), std::string("Test"), std::string(2000, 'a')}) {
    EXPECT_EQ(refused([&] { Zone::named(name); }).rule, "zone") << name;
  }
}

TEST_F(ZoneFolders, HaveNamesInOneCase) {
  write("zones/Test/Made", bytes_of({}));
  EXPECT_EQ(refused([] { Zone::named("test/made"); }).rule, "zone");
  EXPECT_EQ(refused([] { Zone::named("Test/made"); }).rule, "zone");
}

TEST_F(ZoneFolders, AreNamedWhereAZoneIsNotKnown) {
  write("zones/Test/Made", bytes_of({}));
  const Finding finding = refused([] { Zone::named("Mode"); });
  EXPECT_EQ(finding.message, "No such zone is known; the nearest name is Test/Made. Zones were looked for in " +
                                 (root_ / "zones").string() + " and the 35 that are built in.");
  EXPECT_EQ(finding.value, "Mode");
  Zone::set_folders({});
  EXPECT_EQ(refused([] { Zone::named("New york"); }).message,
            "No such zone is known; the nearest name is America/New_York. Zones were looked for in the 35 that are "
            "built in.");
}

TEST_F(ZoneFolders, WithAFileThatCannotBeUsedStopTheSearch) {
  write("zones/Test/Made", "TZif2");
  const Finding finding = refused([] { Zone::named("Test/Made"); });
  EXPECT_EQ(finding.rule, "zone-data");
  EXPECT_EQ(finding.message, "The file in " + (root_ / "zones").string() + " cannot be used: It ends too early.");
  write("zones/Long", std::string(70'000, 'x'));
  EXPECT_NE(refused([] { Zone::named("Long"); }).message.find("too long"), std::string::npos);
}

TEST_F(ZoneFolders, ListZonesAndNothingElse) {
  for (const char* folder : {"posix", "right", "a", "a/b", "a/b/c", "a/b/c/d"}) {
    fs::create_directories(root_ / "zones" / folder);
  }
  for (const char* name : {"Test/Made", "posix/Made", "right/Made", "localtime", "posixrules", "zone.tab", "a/b/c/Deep",
                           "a/b/c/d/Deeper"}) {
    write(std::string("zones/") + name, bytes_of({}));
  }
  write("zones/README", "Zones");
  std::vector<std::string> expected = {"Test/Made", "a/b/c/Deep"};
  const std::vector<std::string> with_files = Zone::names();
  Zone::set_folders({});
  for (const std::string& own : Zone::names()) expected.push_back(own);
  std::ranges::sort(expected);
  EXPECT_EQ(with_files, expected);
  Zone::set_folders({(root_ / "zones").string()});
  for (const char* name : {"posix/Made", "right/Made", "localtime", "posixrules", "README", "zone.tab"}) {
    EXPECT_EQ(refused([&] { Zone::named(name); }).rule, std::string_view(name) == "README" ? "zone-data" : "zone");
  }
}

TEST_F(ZoneFolders, AreReadOnceForAName) {
  write("zones/Test/Made", bytes_of({}));
  const Zone first = Zone::named("Test/Made");
  write("zones/Test/Made", bytes_of(with_rule("XYZ3")));
  EXPECT_EQ(Zone::named("Test/Made").abbreviation(Instant{0}), "GMT");
  Zone::set_folders(Zone::folders());
  EXPECT_EQ(Zone::named("Test/Made").abbreviation(Instant{20'000}), "XYZ");
  EXPECT_EQ(first.abbreviation(Instant{0}), "GMT");
}

TEST_F(ZoneFolders, GiveTheBuiltInZonesTheirEarlierYears) {
  fs::create_directories(root_ / "zones" / "Africa");
  write("zones/Africa/Lagos", bytes_of(with_rule("WAT-1")));
  write("zones/Africa/Accra", bytes_of(with_rule("GMT0")));
  EXPECT_EQ(Zone::named("Africa/Lagos").first_year(), 1920);
  EXPECT_EQ(Zone::named("Africa/Accra").first_year(), 1970);
}

TEST(AnywhereOnEarth, IsAZoneUnderItsNamesAndInAnyCase) {
  for (const char* name : {"anywhere on Earth", "Anywhere on earth", "AoE", "aoe", "UTC-12"}) {
    const Zone zone = Zone::named(name);
    EXPECT_EQ(zone.name(), "anywhere on Earth");
    EXPECT_EQ(zone.iana_name(), "Etc/GMT+12");
    EXPECT_EQ(instant_text(zone, "2017-04-24T23:59:59"), "2017-04-25T11:59:59Z");
    EXPECT_EQ(zone.abbreviation(Instant{0}), "AoE");
    EXPECT_EQ(zone.label(Instant{0}), "anywhere on Earth");
  }
  EXPECT_EQ(Zone::named("Etc/GMT+12").name(), "Etc/GMT+12");
  EXPECT_EQ(Zone::named("Etc/GMT+12").abbreviation(Instant{0}), "-12");
  EXPECT_EQ(Zone::named("Etc/GMT+12").label(Instant{0}), "anywhere on Earth");
}

}  // namespace
}  // namespace pairwell
