#include "pairwell/scheme/funds.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <map>
#include <utility>

#include "scheme/currencies.hpp"
#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// With at most 10^6 entries of at most 10^12 pence each, no sum leaves 64 bits.
constexpr std::int64_t most_pence_an_entry = 1'000'000'000'000;
constexpr std::size_t most_entries = 1'000'000;

/// Where the money of one grant stands, and what its first entry said that it is for.
struct Grant {
  LedgerEntry first;
  Amounts amounts;
};

std::int64_t in_use(const Amounts& amounts) { return amounts.offered + amounts.committed + amounts.spent; }

/// The most that an entry of a kind may move.
std::int64_t limit_of(EntryKind kind, const Amounts& grant, std::int64_t available) {
  switch (kind) {
    case EntryKind::offer:
      return available;
    case EntryKind::commit:
      return grant.offered + available;
    case EntryKind::spend:
      return grant.committed;
    case EntryKind::refund:
      return grant.spent;
    case EntryKind::release:
      return grant.offered + grant.committed;
  }
  return 0;
}

Amounts moved(Amounts grant, EntryKind kind, std::int64_t pence) {
  const std::int64_t offered = std::min(pence, grant.offered);
  switch (kind) {
    case EntryKind::offer:
      grant.offered += pence;
      break;
    case EntryKind::commit:
      grant.offered -= offered;
      grant.committed += pence;
      break;
    case EntryKind::spend:
      grant.committed -= pence;
      grant.spent += pence;
      break;
    case EntryKind::refund:
      grant.spent -= pence;
      grant.committed += pence;
      break;
    case EntryKind::release:
      grant.offered -= offered;
      grant.committed -= pence - offered;
      grant.released += pence;
      break;
  }
  return grant;
}

/// What limits an entry, in words: "offered to the grant and available in the fund".
std::string_view limit_in_words(EntryKind kind) {
  switch (kind) {
    case EntryKind::offer:
      return "available in the fund";
    case EntryKind::commit:
      return "offered to the grant or available in the fund";
    case EntryKind::spend:
      return "committed to the grant";
    case EntryKind::refund:
      return "spent on the grant";
    case EntryKind::release:
      return "offered or committed to the grant";
  }
  return {};
}

/// Goes through a ledger from its first entry.
class Books {
 public:
  explicit Books(const Programme& programme) : programme_(programme) {
    for (const Fund& fund : programme.funds) available_[fund.id] = fund.pence;
  }

  void enter(const LedgerEntry& entry) {
    ++row_;
    const std::size_t faults = findings_.size();
    check_fields(entry);
    check_grant(entry);
    if (findings_.size() > faults) return;
    const auto known = grants_.find(entry.grant);
    const Amounts before = known == grants_.end() ? Amounts{} : known->second.amounts;
    std::int64_t& available = available_.at(entry.fund);
    if (const std::int64_t limit = limit_of(entry.kind, before, available); entry.pence > limit) {
      fault("overspent",
            "Of " + money_in_words(entry.pence, programme_.currency) + ", only " +
                money_in_words(limit, programme_.currency) + " is " + std::string(limit_in_words(entry.kind)) + ".",
            "pence", std::to_string(entry.pence));
      return;
    }
    const Amounts after = moved(before, entry.kind, entry.pence);
    assert(after.offered >= 0 && after.committed >= 0 && after.spent >= 0 && after.released >= 0);
    available -= in_use(after) - in_use(before);
    assert(available >= 0);
    grants_.try_emplace(entry.grant, Grant{entry, {}}).first->second.amounts = after;
  }

  std::int64_t available(const std::string& fund) const { return available_.at(fund); }
  const std::map<std::string, Grant>& grants() const { return grants_; }
  Findings take_findings() { return std::move(findings_); }

 private:
  void fault(const char* rule, std::string message, const char* column, std::string value) {
    findings_.push_back({.rule = rule,
                         .message = std::move(message),
                         .file = "ledger",
                         .row = row_,
                         .column = column,
                         .value = std::move(value)});
  }

  void check_fields(const LedgerEntry& entry) {
    if (!available_.contains(entry.fund)) {
      std::vector<std::string> known;
      for (const Fund& fund : programme_.funds) known.push_back(fund.id);
      fault("fund",
            known.empty() ? "The programme has no fund."
                          : "The funds are " + words::join(known) + "." + suggestion(likely_word(entry.fund, known)),
            "fund", entry.fund);
    }
    if (entry.pence < 1 || entry.pence > most_pence_an_entry) {
      fault("range",
            "An amount is a whole number of the currency's smallest part from 1 to " +
                std::to_string(most_pence_an_entry) + ".",
            "pence", std::to_string(entry.pence));
    }
    if (words::trim(entry.grant).empty()) fault("blank", "An entry names the grant that it belongs to.", "grant", {});
    if (words::trim(entry.by).empty()) fault("blank", "An entry says who decided on it.", "by", {});
    if (!exists(entry.on)) fault("calendar", "The calendar has no such day.", "on", to_string(entry.on));
    if (!entry.event.empty() &&
        std::ranges::find(programme_.timetable.events, entry.event, &Event::id) == programme_.timetable.events.end()) {
      fault("event", "The timetable has no such event.", "event", entry.event);
    }
  }

  /// Later entries of a grant keep its fund, and say nothing else about whom and what it is for.
  void check_grant(const LedgerEntry& entry) {
    const auto known = grants_.find(entry.grant);
    if (known == grants_.end()) return;
    const LedgerEntry& first = known->second.first;
    const auto keep = [&](const std::string& was, const std::string& is, const char* column, bool may_be_left_out) {
      if (is == was || (may_be_left_out && is.empty())) return;
      fault("grant", "The grant " + words::quote(entry.grant) + " began with " + words::quote(was) + " here.", column,
            is);
    };
    keep(first.fund, entry.fund, "fund", false);
    keep(first.mentee, entry.mentee, "mentee", true);
    keep(first.mentor, entry.mentor, "mentor", true);
    keep(first.event, entry.event, "event", true);
  }

  const Programme& programme_;
  std::map<std::string, std::int64_t> available_;
  std::map<std::string, Grant> grants_;
  Findings findings_;
  std::int64_t row_ = 0;
};

Books books_of(const Programme& programme, const Ledger& ledger) {
  Books books(programme);
  if (ledger.size() > most_entries) {
    throw InvalidInput("ledger", "size", "a ledger has at most 1000000 entries", std::to_string(ledger.size()));
  }
  for (const LedgerEntry& entry : ledger) books.enter(entry);
  return books;
}

Books sound_books_of(const char* function, const Programme& programme, const Ledger& ledger) {
  Books books = books_of(programme, ledger);
  throw_if_errors(function, books.take_findings());
  return books;
}

std::string key_of(LedgerKey key, const LedgerEntry& first) {
  if (key == LedgerKey::grant) return first.grant;
  if (key == LedgerKey::event) return first.event;
  if (first.mentee.empty() || first.mentor.empty()) return first.mentee + first.mentor;
  return first.mentee + " with " + first.mentor;
}

void add(Amounts& sum, const Amounts& more) {
  sum.offered += more.offered;
  sum.committed += more.committed;
  sum.spent += more.spent;
  sum.released += more.released;
}

}  // namespace

std::string money_in_words(std::int64_t pence, std::string_view of) {
  const std::uint64_t size = pence < 0 ? 0 - static_cast<std::uint64_t>(pence) : static_cast<std::uint64_t>(pence);
  const auto decimals = static_cast<std::size_t>(decimals_of(of));
  std::string digits = std::to_string(size);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, ".");
  return std::string(of) + (pence < 0 ? " -" : " ") + digits;
}

std::string_view to_string(EntryKind kind) {
  switch (kind) {
    case EntryKind::offer:
      return "offer";
    case EntryKind::commit:
      return "commit";
    case EntryKind::spend:
      return "spend";
    case EntryKind::refund:
      return "refund";
    case EntryKind::release:
      return "release";
  }
  return "unknown";
}

std::string_view to_string(LedgerKey key) {
  switch (key) {
    case LedgerKey::grant:
      return "grant";
    case LedgerKey::pair:
      return "pair";
    case LedgerKey::event:
      return "event";
  }
  return "unknown";
}

Findings check(const Programme& programme, const Ledger& ledger) { return books_of(programme, ledger).take_findings(); }

std::vector<FundBalance> balances(const Programme& programme, const Ledger& ledger) {
  const Books books = sound_books_of("balances", programme, ledger);
  std::vector<FundBalance> result;
  for (const Fund& fund : programme.funds) {
    FundBalance balance{.fund = fund.id, .whole = fund.pence, .available = books.available(fund.id)};
    for (const auto& [name, grant] : books.grants()) {
      if (grant.first.fund == fund.id) add(balance.amounts, grant.amounts);
    }
    result.push_back(std::move(balance));
  }
  return result;
}

std::vector<LedgerTotal> totals(const Programme& programme, const Ledger& ledger, LedgerKey key) {
  const Books books = sound_books_of("totals", programme, ledger);
  std::vector<LedgerTotal> result;
  for (const Fund& fund : programme.funds) {
    std::map<std::string, Amounts> sums;
    for (const auto& [name, grant] : books.grants()) {
      if (grant.first.fund == fund.id) add(sums[key_of(key, grant.first)], grant.amounts);
    }
    for (const auto& [text, amounts] : sums) result.push_back({.fund = fund.id, .key = text, .amounts = amounts});
  }
  return result;
}

Ledger add_entry(const Programme& programme, Ledger ledger, const LedgerEntry& entry) {
  ledger.push_back(entry);
  throw_if_errors("add_entry", check(programme, ledger));
  return ledger;
}

}  // namespace pairwell
