/// Applicants: made-up people and the cells of their forms, before anything goes wrong.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {

/// What to draw a cohort for, worked out once.
struct Setting {
  const Programme& programme;
  std::uint64_t seed = 0;
  Zone zone;
  Instant deadline;
  std::vector<std::string> terms;  ///< The most asked for first.
  std::vector<std::string> works_as;
  std::vector<std::string> sectors;
};

/// @throws InvalidInput where the programme has no deadline with a time of day.
Setting make_setting(const Programme& programme, std::uint64_t seed);

/// One applicant: what stands in each column, and what the panel does with it.
struct MadeApplicant {
  std::map<std::string, std::string> cells;  ///< A column that is not here is blank.
  Instant submitted;
  std::vector<std::string> needs;  ///< The terms alone.
  std::vector<std::string> offers;
  std::int32_t panel_members = 2;  ///< How many members score the form.
  bool impresses = false;          ///< The panel thinks well of the form.

  const std::string& reference() const { return cells.at("reference"); }
};

/// A stream of draws, with the questions that making up people asks.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  bool chance(int percent) {
    assert(percent >= 0 && percent <= 100);
    return below(100) < static_cast<std::size_t>(percent);
  }
  std::size_t below(std::size_t bound) {
    assert(bound > 0);
    return static_cast<std::size_t>(random_.below(bound));
  }
  int between(int least, int most) {
    assert(least <= most);
    return least + static_cast<int>(below(static_cast<std::size_t>(most - least) + 1));
  }
  template <class Item>
  const Item& pick(const std::vector<Item>& items) {
    return items[below(items.size())];
  }
  /// Different items, in a random order; all of them where there are fewer.
  std::vector<std::string> sample(std::vector<std::string> items, std::size_t count) {
    random_.shuffle(std::span(items));
    if (items.size() > count) items.resize(count);
    return items;
  }
  /// Different items, the earlier ones of the list more often.
  std::vector<std::string> sample_first(const std::vector<std::string>& items, std::size_t count);

 private:
  Random random_;
};

struct NameAndEmail {
  std::string name;
  std::string email;
};

/// The address has the number of the form: namesakes are not the same person.
NameAndEmail drawn_name(Role role, std::int32_t position, Draw& draw);

/// In the four weeks before the deadline, half of all in the last three days, and by day.
Instant drawn_submission(const Setting& setting, Draw& draw);

/// Every seventh comes from a nation other than the first, so that each has several, whatever the seed.
const std::string& nation_of(const Programme& programme, std::int32_t position);

/// "MR-007".
std::string numbered_reference(Role role, std::int32_t number);

/// All applicants of one role. The n-th one does not depend on how many there are.
std::vector<MadeApplicant> make_applicants(const Setting& setting, Role role, std::int32_t count);

/// Lets some of both sides wish for each other: some wishes are mutual, most are not.
void make_wishes(const Setting& setting, std::vector<MadeApplicant>& mentees, std::vector<MadeApplicant>& mentors);

/// The marks of the panel on the programme's rubric, for the forms that were sent; no rows without a rubric.
Table panel_table(const Setting& setting, const std::vector<MadeApplicant>& mentees,
                  const std::vector<MadeApplicant>& mentors);

/// "a;b".
std::string list_cell(const std::vector<std::string>& items);

/// Local time with its offset: "2017-04-24T10:00:00+01:00".
std::string time_cell(const Zone& zone, Instant instant);

}  // namespace pairwell
