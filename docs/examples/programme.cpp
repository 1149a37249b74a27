// Reads a programme with a slip in it, and says what its deadline is.
#include "pairwell/scheme/programme.hpp"

#include <iostream>

using namespace pairwell;

int main() {
  const ProgrammeFile file = read_programme(R"(
id = "pilot"
name = "Pilot"
starts = "June 2017"
ends = "November 2017"
nations = ["Scotland"]
[timetable.deadline]
title = "Applications close"
on = "Monday 24 April 2017"
at = "10:00"
[timetable.training]
title = "Training"
on = "Monday 16 May 2017"
[places.Scotland]
mentees = 1
mentors = 1
)",
                                            "pilot.toml");
  const Timetable& timetable = file.programme.timetable;
  std::cout << in_words(timetable, deadline(timetable)) << " is " << to_string(start(timetable, deadline(timetable)))
            << "\n";
  for (const Finding& warning : file.warnings) std::cout << to_string(warning) << "\n";

  const Zone london = Zone::named("Europe/London");
  try {
    london.instant(parse_local_time("2017-10-29T01:30"));
  } catch (const InvalidInput& error) {
    std::cout << error.what() << "\n";
  }
  std::cout << to_string(london.instant(parse_local_time("2017-10-29T01:30"), WhenUnclear::latest)) << "\n";

  try {
    read_programme(
        "id = \"pilot\"\nnmae = \"Pilot\"\nstarts = \"June 2017\"\nends = \"May 2017\"\nnations = [\"Wales\"]\n");
  } catch (const InvalidInput& error) {
    std::cout << error.what() << "\n";
  }
}
