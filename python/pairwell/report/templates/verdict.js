"use strict";
// What this machine finds of the page, in one place: the bar on top, the figure in the masthead, and what the page says of itself.
// What pairwell found when it wrote the page gives way to it.

const verdict = (() => {
  const element = (name) => document.getElementById(name);
  const waiting = new Set(), right = new Map();
  let isWrong = false;

  const say = (place, text, kind) => {
    place.hidden = false;
    place.textContent = text;
    for (const each of ["right", "wrong"]) place.classList.toggle(each, kind === each);
  };

  /** Takes back everything on the page that says of itself that it holds. */
  const overrule = () => {
    const alarm = element("proof-alarm");
    alarm.hidden = false;
    for (const each of document.querySelectorAll("[data-found]")) each.hidden = each.dataset.found === "right";
    for (const place of right.keys()) say(place, alarm.dataset.overruled, "wrong");
    right.clear();
    const figure = element("verdict");
    if (figure) say(figure, figure.dataset.wrong, "wrong");
  };

  /** A part of the page will be checked: until then the page does not say that it holds. */
  const expect = (part) => { waiting.add(part); };

  /** A part holds; `places` are elements with the text that says so. */
  const holds = (part, places) => {
    waiting.delete(part);
    for (const [place, text] of places) {
      if (isWrong) say(place, element("proof-alarm").dataset.overruled, "wrong");
      else {
        say(place, text, "right");
        right.set(place, text);
      }
    }
    const figure = element("verdict");
    if (figure && !isWrong && !waiting.size) say(figure, figure.dataset.right, "right");
  };

  /** A part does not hold, for reasons in sentences, of the page's language or English; `places` are elements with the text that says so. */
  const fails = (part, places, reasons, isSpoken = false) => {
    waiting.delete(part);
    isWrong = true;
    for (const [place, text] of places) {
      right.delete(place);
      say(place, text, "wrong");
    }
    const reason = element("proof-reason");
    if (isSpoken && !reason.textContent.trim()) reason.removeAttribute("lang");
    const sentence = (text) => text[0].toUpperCase() + text.slice(1);
    const there = reason.textContent.toLowerCase();
    const more = reasons.filter((text) => !there.includes(text.toLowerCase())).map(sentence);
    reason.textContent = [reason.textContent.trim(), ...more].filter(Boolean).join(" ");
    overrule();
  };

  document.addEventListener("DOMContentLoaded", () => {
    isWrong = !element("proof-alarm").hidden; // pairwell found something when it wrote the page
    if (isWrong) overrule();
  });
  return { expect, holds, fails };
})();
