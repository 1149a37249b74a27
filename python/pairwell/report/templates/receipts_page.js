"use strict";
// Checks the receipts that the page carries: those of everybody in a report, or one person's own.
document.addEventListener("DOMContentLoaded", () => {
  const places = document.querySelectorAll("#receipts .checked");
  const total = document.getElementById("receipts-checked");

  /** Whose pairs a receipt is of: each as the labels of both, mentee first. */
  const pairsOf = ({ own }) => own.partners.filter((each) => each.paired)
    .map(({ label }) => JSON.stringify(own.role === "mentee" ? [own.label, label] : [label, own.label]));
  const mark = spoken(0.5).replace(/\d/g, "");
  const points = (units, scale) => String(Number((Number(units) / Number(scale)).toPrecision(15))).replace(".", mark);
  const told = ({ own, rules }) => own.partners.filter((each) => each.paired)
    .map(({ label, units }) => `${label} (${points(units, rules.scale)})`).join(", ");

  /** The pairs that a report lists; those of a page of one receipt are nowhere else. */
  const listed = () => [...document.querySelectorAll("[data-proved] .who")].map((who) => JSON.stringify(
    [...who.querySelectorAll("b")].map((each) => each.textContent.trim().replace(/ \(.*\)$/, ""))));
  const sorted = (texts) => String([...new Set(texts)].sort());

  const check = () => {
    const data = JSON.parse(document.getElementById("receipts-data").textContent);
    const receipts = data.own.map(([own, path]) => ({ ...data, own, path,
      others: data.sheets[own.role === "mentee" ? "mentors" : "mentees"] }));
    const count = receipts.length, reasons = [], right = [], wrong = [], found = [];
    if (!count || count !== places.length) throw new Error("there is not a receipt for everybody");
    for (const [index, receipt] of receipts.entries()) {
      const faults = [...checkReceipt(receipt), ...checkDigests(receipt)];
      if (faults.length) {
        wrong.push([places[index], `${say("receipt_fails")} ${faults.join(" ")}`]);
        found.push(...faults);
      } else {
        const facts = { label: receipt.own.label, pairs: told(receipt) };
        right.push([places[index], `${say("receipt_holds")} ${say(facts.pairs ? "receipt_pairs" : "receipt_no_pairs", facts)}`]);
      }
    }
    const isReport = document.querySelector("[data-proved]") !== null;
    if (wrong.length) reasons.push(count === 1 ? say("receipt_fails") : say("receipts_fail", { wrong: spoken(wrong.length), count: spoken(count) }));
    if (isReport && sorted(listed()) !== sorted(receipts.flatMap(pairsOf))) reasons.push(say("receipts_other"));
    if (reasons.length) {
      verdict.holds("receipts", right);
      const isAlone = count === 1 && !isReport; // the bar says before that it does not hold
      verdict.fails("receipts", [...wrong, [total, reasons.join(" ")]], isAlone ? found : reasons, !isAlone);
    } else verdict.holds("receipts", [...right, [total, count === 1 ? say("receipt_checked") : say("receipts_hold", { count: spoken(count) })]]);
  };

  verdict.expect("receipts");
  try {
    check();
  } catch {
    verdict.fails("receipts", [[total, say("receipts_unread")]], [say("receipts_unread")], true);
  }
});
