#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/bytes.hpp"
#include "match/pair_reader.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/stage.hpp"

namespace pairwell {
namespace {

/// The first bytes of what is sent: a process of another version cannot read it.
constexpr std::uint64_t form_of_bytes = 0x7061697277656c03;

enum class Asked : std::uint8_t { best, gains, best_in_blocks };

void begin(ByteWriter& writer, Asked asked, const PairRows& rows) {
  writer.add(form_of_bytes).add(asked).add_list(rows.forbidden());
}

void add_stages(ByteWriter& writer, const PricedStages& stages) {
  writer.add(stages.count());
  for (const PricedStage& stage : stages.all()) {
    writer.add(stage.kind).add(stage.number).add_list(stage.mentee).add_list(stage.mentor).add(stage.least_of_mentors);
  }
}

/// What all parts of a reading of gains have in common. A reference that is what the prices are is not sent.
std::string common_of_gains(const PairRows& rows, const Asking& asking) {
  ByteWriter writer;
  begin(writer, Asked::gains, rows);
  writer.add(asking.most).add(asking.nearest).add_list(asking.now.keys().mentee).add_list(asking.now.keys().mentor);
  add_stages(writer, asking.now);
  const bool is_same = &asking.now == &asking.reference;
  writer.add(static_cast<std::uint8_t>(is_same ? 1 : 0));
  if (!is_same) add_stages(writer, asking.reference);
  return writer.take();
}

[[noreturn]] void refuse(const char* message) { throw InvalidInput("read_part", "bytes", message, ""); }

std::vector<PricedStage> read_stages(ByteReader& reader, const PairSource& source) {
  constexpr auto last_kind = PricedStage::Kind::lottery;
  const auto count = reader.number<std::int32_t>();
  if (count < 0 || count > static_cast<std::int32_t>(stage_kinds)) refuse("there is no objective of so many stages");
  std::vector<PricedStage> stages(at(count));
  for (PricedStage& stage : stages) {
    stage.kind = reader.number<PricedStage::Kind>();
    stage.number = reader.number<std::int64_t>();
    stage.mentee = reader.list<std::int64_t>();
    stage.mentor = reader.list<std::int64_t>();
    stage.least_of_mentors = reader.number<std::int64_t>();
    const bool is_of_source =
        std::ssize(stage.mentee) == source.mentees() && std::ssize(stage.mentor) == source.mentors();
    if (stage.kind > last_kind || !is_of_source) refuse("the prices are of other people than the source");
  }
  return stages;
}

void check_mentees(std::span<const std::int32_t> mentees, const PairSource& source) {
  const bool are_its =
      std::ranges::all_of(mentees, [&](std::int32_t one) { return one >= 0 && one < source.mentees(); });
  if (!are_its) refuse("the part is of other people than the source");
}

std::string answer_best(const LocalReader& reader, const PairSource& source, ByteReader common, ByteReader part,
                        Checkpoint& checkpoint) {
  const ListLengths lengths{common.number<std::int32_t>(), common.number<std::int32_t>()};
  common.end();
  if (lengths.of_mentee < 1 || lengths.of_mentor < 1) refuse("everybody lists at least 1 pair");
  const auto mentees = part.list<std::int32_t>();
  part.end();
  check_mentees(mentees, source);
  const std::optional<BestPairs> best = reader.best(mentees, lengths, checkpoint);
  ByteWriter writer;
  writer.add_list(best->of_mentees).add_list(best->of_mentors).add(best->read);
  return writer.take();
}

void add_labels(ByteWriter& writer, const FlatLabels& labels) {
  writer.add_list(labels.starts).add_list(labels.labels);
}

FlatLabels read_labels(ByteReader& reader, std::size_t people) {
  const FlatLabels told{reader.list<std::int64_t>(), reader.list<std::int32_t>()};
  if (told.starts.size() != people + 1 || told.starts.front() != 0 || told.starts.back() != std::ssize(told.labels) ||
      !std::ranges::is_sorted(told.starts)) {
    refuse("the blocks are of other people than the part or the source");
  }
  FlatLabels labels;
  for (std::size_t person = 0; person < people; ++person) labels.add(told.of(person));
  return labels;
}

std::string answer_best_in_blocks(const PairRows& rows, ByteReader common, ByteReader part, Checkpoint& checkpoint) {
  const ListLengths lengths{common.number<std::int32_t>(), common.number<std::int32_t>()};
  if (lengths.of_mentee < 1 || lengths.of_mentor < 1) refuse("everybody lists at least 1 pair");
  const FlatLabels of_mentors = read_labels(common, at(rows.mentors()));
  common.end();
  const auto mentees = part.list<std::int32_t>();
  check_mentees(mentees, rows.source());
  const FlatLabels of_mentees = read_labels(part, mentees.size());
  part.end();
  const std::optional<BestInBlocks> found = best_in_blocks(rows, mentees, of_mentees, of_mentors, lengths, checkpoint);
  ByteWriter writer;
  writer.add_list(found->best.of_mentees).add_list(found->best.of_mentors);
  return writer.add(found->read.mentees).add(found->read.pairs).take();
}

std::string answer_gains(const LocalReader& reader, const PairSource& source, ByteReader common, ByteReader part,
                         Checkpoint& checkpoint) {
  const auto most = common.number<std::int32_t>();
  const auto nearest = common.number<std::int32_t>();
  const auto mentee_keys = common.list<std::uint64_t>();
  const auto mentor_keys = common.list<std::uint64_t>();
  const PricedStages now(read_stages(common, source), {mentee_keys, mentor_keys});
  std::optional<PricedStages> reference;
  if (common.number<std::uint8_t>() == 0) reference.emplace(read_stages(common, source), now.keys());
  common.end();
  if (reference && !reference->is_alike(now)) refuse("the prices are of two objectives");
  const auto has_keys = [](const std::vector<std::uint64_t>& keys, std::int32_t people) {
    return keys.empty() || std::ssize(keys) == people;
  };
  if (most < 1 || nearest < 1 || !has_keys(mentee_keys, source.mentees()) || !has_keys(mentor_keys, source.mentors())) {
    refuse("the keys are of other people than the source");
  }
  const auto mentees = part.list<std::int32_t>();
  const auto starts = part.list<std::int64_t>();
  const auto mentors = part.list<std::int32_t>();
  part.end();
  check_mentees(mentees, source);
  if (starts.size() != mentees.size() + 1 || starts.front() != 0 || starts.back() != std::ssize(mentors) ||
      !std::ranges::is_sorted(starts)) {
    refuse("the listed pairs are not of these mentees");
  }
  std::vector<std::span<const std::int32_t>> listed;
  for (std::size_t place = 0; place < mentees.size(); ++place) {
    listed.push_back(std::span(mentors).subspan(at(starts[place]), at(starts[place + 1] - starts[place])));
  }
  const std::optional<GainsOfRows> gains =
      reader.gains(mentees, {now, reference ? *reference : now, most, nearest}, listed, checkpoint);
  ByteWriter writer;
  writer.add_list(gains->gaining).add_list(gains->given).add_list(gains->near);
  writer.add_list(gains->pairs).add_list(gains->nearest).add_list(gains->margins).add(gains->read);
  return writer.take();
}

/// Parts of so many mentees each that there are as many as wanted.
std::vector<std::span<const std::int32_t>> divided(std::span<const std::int32_t> mentees, std::int32_t parts) {
  const std::size_t size = std::max<std::size_t>(1, (mentees.size() + at(parts) - 1) / at(parts));
  std::vector<std::span<const std::int32_t>> found;
  for (std::size_t first = 0; first < mentees.size(); first += size) {
    found.push_back(mentees.subspan(first, std::min(size, mentees.size() - first)));
  }
  return found;
}

template <class Number>
void append(std::vector<Number>& all, const std::vector<Number>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

std::vector<std::string> DistributedReader::read(const std::string& common, std::vector<std::string> parts) const {
  std::vector<std::string> answers = distribution_.read(common, parts);
  if (answers.size() == parts.size() || answers.empty()) return answers;
  throw InvalidInput("match_on_demand", "distribution",
                     "every one of " + std::to_string(parts.size()) + " parts has an answer",
                     std::to_string(answers.size()));
}

std::optional<BestPairs> DistributedReader::best(std::span<const std::int32_t> mentees, ListLengths lengths,
                                                 Checkpoint& checkpoint) const {
  ByteWriter common;
  begin(common, Asked::best, rows_);
  common.add(lengths.of_mentee).add(lengths.of_mentor);
  std::vector<std::string> parts;
  for (const auto part : divided(mentees, distribution_.parts)) parts.push_back(ByteWriter().add_list(part).take());
  const std::vector<std::string> answers = read(common.take(), std::move(parts));
  if (answers.empty() && !mentees.empty()) return {};
  std::vector<BestPairs> found;
  for (const std::string& answer : answers) {
    ByteReader reader(answer, "an answer");
    BestPairs best{.of_mentees = reader.list<ListedPair>()};
    best.of_mentors = reader.list<ListedPair>();
    best.read = reader.number<std::int64_t>();
    reader.end();
    found.push_back(std::move(best));
  }
  checkpoint.reach(std::ssize(mentees));
  if (!checkpoint.spend(0)) return {};
  BestPairs all{.of_mentors = best_of_mentors(found, rows_.mentors(), lengths.of_mentor)};
  for (const BestPairs& part : found) {
    append(all.of_mentees, part.of_mentees);
    all.read += part.read;
  }
  return all;
}

/// Mentees of the same blocks stand next to each other, so that a part has few blocks and readies their mentors alone.
std::optional<BestInBlocks> DistributedReader::best(const PersonBlocks& blocks, ListLengths lengths,
                                                    Checkpoint& checkpoint) const {
  const MenteesInBlocks in_blocks = in_order_of_blocks(blocks);
  ByteWriter common;
  begin(common, Asked::best_in_blocks, rows_);
  common.add(lengths.of_mentee).add(lengths.of_mentor);
  add_labels(common, flat_labels(blocks.mentor));
  std::vector<std::string> parts;
  std::size_t place = 0;
  for (const auto part : divided(in_blocks.mentees, distribution_.parts)) {
    FlatLabels labels;
    for (std::size_t k = 0; k < part.size(); ++k, ++place) labels.add(in_blocks.labels.of(place));
    ByteWriter writer;
    writer.add_list(part);
    add_labels(writer, labels);
    parts.push_back(writer.take());
  }
  BestInBlocks all;
  if (parts.empty()) return all;
  const std::vector<std::string> answers = read(common.take(), std::move(parts));
  if (answers.empty()) return {};
  std::vector<BestPairs> found;
  for (const std::string& answer : answers) {
    ByteReader reader(answer, "an answer");
    BestPairs best{.of_mentees = reader.list<ListedPair>()};
    best.of_mentors = reader.list<ListedPair>();
    all.read.mentees += reader.number<std::int64_t>();
    all.read.pairs += reader.number<std::int64_t>();
    reader.end();
    append(all.best.of_mentees, best.of_mentees);
    found.push_back(std::move(best));
  }
  checkpoint.reach(rows_.source().mentees());
  if (!checkpoint.spend(0)) return {};
  all.best.of_mentors = best_of_mentors(found, rows_.mentors(), lengths.of_mentor);
  return all;
}

std::optional<GainsOfRows> DistributedReader::gains(std::span<const std::int32_t> mentees, const Asking& asking,
                                                    std::span<const std::span<const std::int32_t>> listed,
                                                    Checkpoint& checkpoint) const {
  std::vector<std::string> parts;
  std::size_t place = 0;
  for (const auto part : divided(mentees, distribution_.parts)) {
    std::vector<std::int64_t> starts{0};
    std::vector<std::int32_t> mentors;
    for (std::size_t k = 0; k < part.size(); ++k, ++place) {
      mentors.insert(mentors.end(), listed[place].begin(), listed[place].end());
      starts.push_back(std::ssize(mentors));
    }
    parts.push_back(ByteWriter().add_list(part).add_list(starts).add_list(mentors).take());
  }
  GainsOfRows all;
  if (parts.empty()) return all;
  const std::vector<std::string> answers = read(common_of_gains(rows_, asking), std::move(parts));
  if (answers.empty()) return {};
  for (const std::string& answer : answers) {
    ByteReader reader(answer, "an answer");
    append(all.gaining, reader.list<std::int64_t>());
    append(all.given, reader.list<std::int64_t>());
    append(all.near, reader.list<std::int64_t>());
    append(all.pairs, reader.list<ListedPair>());
    append(all.nearest, reader.list<ListedPair>());
    append(all.margins, reader.list<std::int64_t>());
    all.read += reader.number<std::int64_t>();
    reader.end();
  }
  checkpoint.reach(std::ssize(mentees));
  if (!checkpoint.spend(0)) return {};
  const auto is_whole = [&](const std::vector<std::int64_t>& numbers, const std::vector<ListedPair>& pairs) {
    return numbers.size() == mentees.size() &&
           std::ranges::none_of(numbers, [](std::int64_t one) { return one < 0; }) &&
           std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0}) == std::ssize(pairs);
  };
  if (all.gaining.size() == mentees.size() && is_whole(all.given, all.pairs) && is_whole(all.near, all.nearest) &&
      all.margins.size() == mentees.size() * at(asking.now.count())) {
    return all;
  }
  throw InvalidInput("match_on_demand", "distribution", "the answers are of every mentee that was asked for",
                     std::to_string(all.gaining.size()) + ", not " + std::to_string(mentees.size()));
}

std::string read_part(const PairSource& source, std::string_view common, std::string_view part, std::int32_t threads) {
  ByteReader of_all(common, "what parts have in common");
  if (of_all.number<std::uint64_t>() != form_of_bytes) {
    throw InvalidInput("read_part", "version", "the driver is of another version of pairwell", "");
  }
  const auto asked = of_all.number<Asked>();
  if (asked > Asked::best_in_blocks) refuse("nothing of this kind is asked");
  const PairRows rows(source, of_all.list<Pair>(), threads,
                      asked == Asked::best_in_blocks ? RowOrder::as_given : RowOrder::arranged);
  const LocalReader reader(rows);
  Checkpoint checkpoint{Control{}};
  const ByteReader of_part(part, "a part");
  if (asked == Asked::best_in_blocks) return answer_best_in_blocks(rows, of_all, of_part, checkpoint);
  return asked == Asked::best ? answer_best(reader, source, of_all, of_part, checkpoint)
                              : answer_gains(reader, source, of_all, of_part, checkpoint);
}

}  // namespace pairwell
