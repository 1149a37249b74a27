"""What the scripts of a page say, in its language: they fill these texts with what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairwell.report.language import later

if TYPE_CHECKING:
    from pairwell.report.language import Language

_WORDS = {
    "checking": later("Checking …"),
    "digest": later(
        "The digest of the problem, the objective and its seeds, made anew here, is the one that"
        " the matching names: {digest}."
    ),
    "fails": later("does not hold:"),
    "groups": later("So is each group. Groups: {groups}."),
    "infeasible": later(
        "No pairs obey every rule: the rules that are named ask for more pairs than they allow, by"
        " the prices that are published."
    ),
    "locked": later("Pairs that are locked are among them: {locked}."),
    "none": later(
        "Mentees: {mentees}; mentors: {mentors}. The matching says that there are no pairs that"
        " obey every rule."
    ),
    "not_checked": later("Not checked yet."),
    "pairs": later(
        "Pairs: {pairs}; mentees: {mentees}; mentors: {mentors}; points in all: {points}. Each pair"
        " is allowed, and everybody is in as many as their range says."
    ),
    "proof_fails": later("Checked on this machine: the proof does not hold."),
    "proof_holds": later("Checked on this machine: the proof holds."),
    "receipt_checked": later("Checked on this machine: this receipt holds."),
    "receipt_fails": later("This receipt does not hold."),
    "receipt_holds": later("Checked by this page: the receipt holds."),
    "receipt_no_pairs": later("It is of {label}, who is in no pair."),
    "receipt_pairs": later("It is of {label}; partners, with the points of each: {pairs}."),
    "receipts_fail": later("Receipts that do not hold: {wrong} of {count}."),
    "receipts_hold": later("This page has checked all {count} receipts, and they hold."),
    "receipts_other": later("The receipts are not of the pairs that this page lists."),
    "receipts_unread": later("The receipts that this page carries cannot be read."),
    "shown": later(
        "The pairs that this page lists are the ones that were checked, and so are the"
        " points of each."
    ),
    "stage": later(
        "{title}: {reached}. By the prices of this stage nothing that is as good before is better"
        " here. Pairs that it leaves open: {left} of {open}."
    ),
    "title_digest": later("What was asked"),
    "title_infeasible": later("Why there are none"),
    "title_pairs": later("The pairs"),
    "title_shown": later("What this page lists"),
    "title_stage": later("Stage {number}"),
}


def script_words(language: Language) -> dict[str, str]:
    """Give every text that a script may need, by its name, with what is to be filled in braces."""
    words = {name: language.gettext(text) for name, text in _WORDS.items()}
    words["one_point"] = language.counted_points(1000)
    words["points"] = language.template("%(points)s point", "%(points)s points", 100) % {
        "points": "{points}"
    }
    return words
