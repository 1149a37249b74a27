#include "pairwell/core/progress.hpp"

#include <chrono>
#include <stop_token>
#include <thread>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t much_work = 1'000'000'000;

TEST(Checkpoint, LetsACallThatNobodyWatchesRunOn) {
  const Control control;
  Checkpoint checkpoint(control);
  for (int step = 0; step < 1000; ++step) EXPECT_TRUE(checkpoint.spend(much_work));
  EXPECT_EQ(checkpoint.ended(), std::nullopt);
}

TEST(Checkpoint, SeesARequestToStopAndStaysEnded) {
  std::stop_source source;
  const Control control{.progress = {}, .stop = source.get_token()};
  Checkpoint checkpoint(control);
  EXPECT_TRUE(checkpoint.spend(much_work));
  source.request_stop();
  EXPECT_FALSE(checkpoint.spend(much_work));
  EXPECT_EQ(checkpoint.ended(), Status::cancelled);
  EXPECT_FALSE(checkpoint.spend(0));
  EXPECT_FALSE(checkpoint.spend(much_work));
}

TEST(Checkpoint, SeesARequestThatWasMadeBeforeTheCall) {
  std::stop_source source;
  source.request_stop();
  const Control control{.progress = {}, .stop = source.get_token()};
  EXPECT_EQ(Checkpoint(control).ended(), Status::cancelled);
}

TEST(Checkpoint, EndsAtTheTimeLimit) {
  const Control none{.progress = {}, .stop = {}, .time_limit = 0ns};
  EXPECT_EQ(Checkpoint(none).ended(), Status::time_limit);
  const Control some{.progress = {}, .stop = {}, .time_limit = 5ms};
  Checkpoint checkpoint(some);
  std::this_thread::sleep_for(6ms);
  EXPECT_FALSE(checkpoint.spend(much_work));
  EXPECT_EQ(checkpoint.ended(), Status::time_limit);
}

TEST(Checkpoint, DoesNotReadTheClockForALittleWork) {
  const Control control{.progress = {}, .stop = {}, .time_limit = 1ms};
  Checkpoint checkpoint(control);
  std::this_thread::sleep_for(2ms);
  EXPECT_TRUE(checkpoint.spend(1)) << "a nanosecond of work is not worth a look";
  EXPECT_FALSE(checkpoint.spend(much_work));
}

TEST(Checkpoint, ReportsStageAndSteps) {
  Progress seen;
  const Control control{.progress =
                            [&](const Progress& progress) {
                              seen = progress;
                              return true;
                            },
                        .stop = {}};
  Checkpoint checkpoint(control);
  checkpoint.enter("most_points", 10);
  checkpoint.advance();
  checkpoint.advance(3);
  std::this_thread::sleep_for(45ms);
  EXPECT_TRUE(checkpoint.spend(much_work));
  EXPECT_EQ(seen.stage, "most_points");
  EXPECT_EQ(seen.done, 4);
  EXPECT_EQ(seen.total, 10);
}

TEST(Checkpoint, NeverFallsBackOrBeyondTheTotal) {
  const Control control;
  Checkpoint checkpoint(control);
  checkpoint.enter("best_worst", 0);
  checkpoint.reach(5);
  EXPECT_EQ(checkpoint.done(), 0) << "no total is known yet";
  checkpoint.expect(10);
  checkpoint.reach(5);
  checkpoint.reach(3);
  EXPECT_EQ(checkpoint.done(), 5);
  checkpoint.advance(9);
  EXPECT_EQ(checkpoint.done(), 10);
  checkpoint.enter("most_points", 10);
  EXPECT_EQ(checkpoint.done(), 0);
}

TEST(Checkpoint, ThrowsWhyItEnded) {
  const Control none{.progress = {}, .stop = {}, .time_limit = 0ns};
  EXPECT_THROW(Checkpoint(none).throw_if_ended("score_pairs"), Stopped);
  const Control unlimited;
  EXPECT_NO_THROW(Checkpoint(unlimited).throw_if_ended("score_pairs"));
}

TEST(Checkpoint, IsCancelledByAReportThatSaysSo) {
  const Control control{.progress = [](const Progress&) { return false; }, .stop = {}};
  Checkpoint checkpoint(control);
  std::this_thread::sleep_for(45ms);
  EXPECT_FALSE(checkpoint.spend(much_work));
  EXPECT_EQ(checkpoint.ended(), Status::cancelled);
}

}  // namespace
}  // namespace pairwell
