"use strict";
// Checks the receipts that the page carries: those of everybody in a report, or one person's own.
document.addEventListener("DOMContentLoaded", () => {
  const data = JSON.parse(document.getElementById("receipts-data").textContent);
  const receipts = data.own.map(([own, path]) => ({ ...data, own, path,
    others: data.sheets[own.role === "mentee" ? "mentors" : "mentees"] }));
  const say = (element, text, isBad) => { element.hidden = false; element.textContent = text; element.classList.toggle("bad", isBad); };
  let wrong = 0;
  const places = document.querySelectorAll("#receipts .checked");
  for (const [index, receipt] of receipts.entries()) {
    const faults = [...checkReceipt(receipt), ...checkDigests(receipt)];
    wrong += faults.length > 0;
    say(places[index], faults.length ? `This receipt does not hold. ${faults.join(" ")}` : "Checked by this page: the receipt holds.", faults.length > 0);
  }
  const count = receipts.length;
  if (wrong) document.getElementById("proof-alarm").hidden = false;
  const total = wrong ? `${wrong} of ${count} receipts ${wrong === 1 ? "does" : "do"} not hold.`
    : `This page has checked all ${count} receipts, and they hold.`;
  const one = wrong ? "Checked on this machine: this receipt does not hold." : "Checked on this machine: this receipt holds.";
  say(document.getElementById("receipts-checked"), count === 1 ? one : total, wrong > 0);
});
