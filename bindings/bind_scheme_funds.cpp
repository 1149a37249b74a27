/// Binds the funds of pairwell/scheme.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "calendar_casters.hpp"
#include "named.hpp"
#include "pairwell/scheme/funds.hpp"
#include "scheme/currencies.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

void bind_enums(py::module_& m) {
  py::native_enum<EntryKind>(m, "EntryKind", "enum.Enum", "What an entry does to the money of its grant.")
      .value("OFFER", EntryKind::offer, "Sets money aside for somebody who has yet to accept it.")
      .value("COMMIT", EntryKind::commit, "Promises it: what was offered first, the rest from what is available.")
      .value("SPEND", EntryKind::spend, "Pays out what was committed.")
      .value("REFUND", EntryKind::refund, "Takes back what was paid out, which is committed again.")
      .value("RELEASE", EntryKind::release, "Gives back what was set aside: what was offered first.")
      .finalize();
  py::native_enum<LedgerKey>(m, "LedgerKey", "enum.Enum", "By what the lines of a ledger are added up.")
      .value("GRANT", LedgerKey::grant)
      .value("PAIR", LedgerKey::pair)
      .value("EVENT", LedgerKey::event)
      .finalize();
}

void bind_entry(py::module_& m) {
  py::class_<LedgerEntry>(m, "LedgerEntry", "One line of a ledger; lines of the same grant belong together.")
      .def(py::init([](std::string fund, const Named<EntryKind>& kind, std::int64_t pence, std::string grant, Date on,
                       std::string by, std::string mentee, std::string mentor, std::string event, std::string note) {
             return LedgerEntry{.fund = std::move(fund),
                                .kind = by_name(kind, EntryKind::release, "kind"),
                                .pence = pence,
                                .grant = std::move(grant),
                                .mentee = std::move(mentee),
                                .mentor = std::move(mentor),
                                .event = std::move(event),
                                .on = on,
                                .by = std::move(by),
                                .note = std::move(note)};
           }),
           py::kw_only(), py::arg("fund"), py::arg("kind"), py::arg("pence"), py::arg("grant"), py::arg("on"),
           py::arg("by"), py::arg("mentee") = "", py::arg("mentor") = "", py::arg("event") = "", py::arg("note") = "")
      .def_readonly("fund", &LedgerEntry::fund)
      .def_readonly("kind", &LedgerEntry::kind)
      .def_readonly("pence", &LedgerEntry::pence, "Always above 0; the kind says which way it goes.")
      .def_readonly("grant", &LedgerEntry::grant)
      .def_readonly("mentee", &LedgerEntry::mentee)
      .def_readonly("mentor", &LedgerEntry::mentor)
      .def_readonly("event", &LedgerEntry::event)
      .def_readonly("on", &LedgerEntry::on)
      .def_readonly("by", &LedgerEntry::by, "The person who decided.")
      .def_readonly("note", &LedgerEntry::note)
      .def("__eq__", equal<LedgerEntry>(), py::is_operator())
      .def("__repr__", [](const LedgerEntry& entry) {
        return "<LedgerEntry: " + std::string(to_string(entry.kind)) + " " + std::to_string(entry.pence) + ", " +
               entry.fund + ", " + entry.grant + ">";
      });
}

void bind_balances(py::module_& m) {
  py::class_<Amounts>(m, "Amounts", "Where money stands, in pence.")
      .def_readonly("offered", &Amounts::offered, "Still set aside.")
      .def_readonly("committed", &Amounts::committed, "Still set aside.")
      .def_readonly("spent", &Amounts::spent, "In all, less what was refunded.")
      .def_readonly("released", &Amounts::released, "In all; available again.")
      .def("__eq__", equal<Amounts>(), py::is_operator())
      .def("__repr__", [](const Amounts& amounts) {
        return "<Amounts: offered " + std::to_string(amounts.offered) + ", committed " +
               std::to_string(amounts.committed) + ", spent " + std::to_string(amounts.spent) + ", released " +
               std::to_string(amounts.released) + ">";
      });
  py::class_<FundBalance>(m, "FundBalance", "A fund: its whole is what is offered, committed, spent and available.")
      .def_readonly("fund", &FundBalance::fund)
      .def_readonly("whole", &FundBalance::whole)
      .def_readonly("amounts", &FundBalance::amounts)
      .def_readonly("available", &FundBalance::available)
      .def("__eq__", equal<FundBalance>(), py::is_operator())
      .def("__repr__", [](const FundBalance& balance) {
        return "<FundBalance: " + balance.fund + ", " + std::to_string(balance.available) + " of " +
               std::to_string(balance.whole) + " available>";
      });
  py::class_<LedgerTotal>(m, "LedgerTotal", "The entries of one fund that have one key.")
      .def_readonly("fund", &LedgerTotal::fund)
      .def_readonly("key", &LedgerTotal::key)
      .def_readonly("amounts", &LedgerTotal::amounts)
      .def("__eq__", equal<LedgerTotal>(), py::is_operator())
      .def("__repr__", [](const LedgerTotal& total) { return "<LedgerTotal: " + total.fund + ", " + total.key + ">"; });
}

}  // namespace

void bind_scheme_funds(py::module_& m) {
  m.attr("CURRENCY") = std::string(currency);
  bind_enums(m);
  bind_entry(m);
  bind_balances(m);
  m.def("decimals_of", &decimals_of, py::arg("currency"), "How many decimals an amount of a currency has.");
  m.def("money_in_words", &money_in_words, py::arg("pence"), py::arg("currency") = std::string(currency),
        "An amount in the smallest part of a currency, with the currency's name.\n\n"
        ">>> import pairwell as pw\n"
        ">>> pw.money_in_words(125000)\n"
        "'GBP 1250.00'\n"
        ">>> pw.money_in_words(125000, \"JPY\")\n"
        "'JPY 125000'");
  m.def(
      "check_ledger", [](const Programme& programme, const Ledger& ledger) { return check(programme, ledger); },
      py::arg("programme"), py::arg("ledger"), "Every fault of a ledger, with the entry's number as row.");
  m.def("balances", &balances, py::arg("programme"), py::arg("ledger"),
        "The balance of each fund of the programme, in its order.");
  m.def(
      "totals",
      [](const Programme& programme, const Ledger& ledger, const Named<LedgerKey>& key) {
        return totals(programme, ledger, by_name(key, LedgerKey::event, "key"));
      },
      py::arg("programme"), py::arg("ledger"), py::arg("key"), "The ledger added up by grant, pair or event.");
  m.def(
      "add_entry", &add_entry, py::arg("programme"), py::arg("ledger"), py::arg("entry"),
      "The ledger with one entry more. Raises InvalidInput where it cannot be; overspending names what is available.\n"
      "\n"
      ">>> from datetime import date\n"
      ">>> from importlib.resources import files\n"
      ">>> import pairwell as pw\n"
      ">>> programme = pw.Programme.read(files(\"pairwell\") / \"data\" / \"pilot.toml\")\n"
      ">>> entry = pw.LedgerEntry(\n"
      "...     fund=\"travel\", kind=\"commit\", pence=12500, grant=\"G1\", on=date(2017, 6, 1), by=\"PB\"\n"
      "... )\n"
      ">>> pw.balances(programme, pw.add_entry(programme, [], entry))[0]\n"
      "<FundBalance: travel, 367500 of 380000 available>");
}
