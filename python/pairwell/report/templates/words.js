"use strict";
// The page's own words, in its language: `say("key", facts)` fills a text that the page carries.
const { say, spoken } = (() => {
  const language = document.documentElement.lang;
  let words = null;
  const say = (key, facts = {}) => {
    words ??= JSON.parse(document.getElementById("words").textContent);
    return words[key].replace(/\{(\w+)\}/g, (_, name) => facts[name]);
  };
  /** A whole number as the language writes it. */
  const spoken = (number) => number.toLocaleString(language);
  return { say, spoken };
})();
