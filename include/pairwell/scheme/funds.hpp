/// Funds: the ledgers of a programme's ring-fenced money, exact in the smallest part of its currency and never
/// overspent. An amount is called pence here, whatever the currency.
///
/// A ledger is a list of entries in the order in which they were made; balances are computed from it. Nothing here can
/// reach a pair's score: the scorer neither includes this header nor takes its types.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// The currency of a programme that names none, by its ISO 4217 code.
inline constexpr std::string_view currency = "GBP";

/// An amount in the smallest part of a currency: "GBP 1234.50", "JPY 1234".
std::string money_in_words(std::int64_t pence, std::string_view of = currency);

/// What an entry does to the money of its grant.
enum class EntryKind {
  offer,    ///< Sets money aside for somebody who has yet to accept it.
  commit,   ///< Promises it: what was offered first, and the rest from what is available.
  spend,    ///< Pays out what was committed.
  refund,   ///< Takes back what was paid out, which is committed again.
  release,  ///< Gives back what was set aside: what was offered first, then what was committed.
};

/// The enumerator's name: "commit".
std::string_view to_string(EntryKind kind);

/// One line of a ledger. Lines of the same grant belong together: a train ticket from its offer to its payment.
struct LedgerEntry {
  std::string fund{};  ///< "travel".
  EntryKind kind = EntryKind::offer;
  std::int64_t pence = 0;  ///< Always above 0; the kind says which way it goes.
  std::string grant{};     ///< "T-014": names the grant in this ledger.
  std::string mentee{};    ///< References of the pair or the person that the grant is for. The first entry of a grant
  std::string mentor{};    ///< says whom and what it is for; later ones repeat it or leave it empty.
  std::string event{};     ///< An event of the timetable; empty where it is for none.
  Date on{};
  std::string by{};    ///< The person who decided.
  std::string note{};  ///< What for, in words; may be empty.

  friend bool operator==(const LedgerEntry&, const LedgerEntry&) = default;
};

/// The entries of all funds, in the order in which they were made.
using Ledger = std::vector<LedgerEntry>;

/// Where money stands. The first two are what is still set aside, the last two what has been done in all.
struct Amounts {
  std::int64_t offered = 0;
  std::int64_t committed = 0;
  std::int64_t spent = 0;     ///< Less what was refunded.
  std::int64_t released = 0;  ///< Given back, and available again.

  friend bool operator==(const Amounts&, const Amounts&) = default;
};

/// A fund: its whole is what is offered, committed, spent and available.
struct FundBalance {
  std::string fund{};
  std::int64_t whole = 0;
  Amounts amounts{};
  std::int64_t available = 0;

  friend bool operator==(const FundBalance&, const FundBalance&) = default;
};

/// By what the lines of a ledger are added up.
enum class LedgerKey { grant, pair, event };

/// The enumerator's name: "grant".
std::string_view to_string(LedgerKey key);

/// The entries of one fund that have one key.
struct LedgerTotal {
  std::string fund{};
  std::string key{};  ///< "T-014", "MM-001 with MR-002", "training"; empty where the entries have none.
  Amounts amounts{};

  friend bool operator==(const LedgerTotal&, const LedgerTotal&) = default;
};

/// Every fault of a ledger, with the entry's number as row: an unknown fund or event, an amount that is not above 0, a
/// day that does not exist, a grant without a name or that changes what it is for, no decider, and more money than is
/// there, with the amount that is. An entry with a fault moves no money.
/// @complexity O(n log n) in entries.
Findings check(const Programme& programme, const Ledger& ledger);

/// The balance of each fund of the programme, in its order.
/// @throws InvalidInput with every fault of the ledger.
std::vector<FundBalance> balances(const Programme& programme, const Ledger& ledger);

/// The ledger added up by grant, pair or event: funds in the programme's order, keys in alphabetical order.
/// @throws InvalidInput with every fault of the ledger.
std::vector<LedgerTotal> totals(const Programme& programme, const Ledger& ledger, LedgerKey key);

/// The ledger with one entry more.
/// @throws InvalidInput with every fault of the ledger and the entry; overspending names the amount available.
Ledger add_entry(const Programme& programme, Ledger ledger, const LedgerEntry& entry);

}  // namespace pairwell
