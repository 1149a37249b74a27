// Elements of the page, and what several parts need. Text of people is set as text, never as markup.

const ROW = 58; // pixels, as in board.css
const PAGE = 50; // rows asked for at once
const SIDES = ["mentee", "mentor"];
const POLL = 120; // milliseconds
const REST = 350; // milliseconds that a finger rests before it drags
const SLIP = 10; // pixels that it may move meanwhile
const STATES = {
  locked: { verb: "Lock the pair", done: "Locked", pair: "Pair and lock" },
  vetoed: { verb: "Veto the pair", done: "Vetoed", pair: "Veto the pair" },
  free: { verb: "Lift it", done: "Lifted", pair: "Lift it" },
};

/** An element with properties and children; texts become text nodes. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function chip(cell) {
  return make("span", { class: `pwb-chip pwb-${cell.kind}` },
    cell.points ? make("span", { class: "pwb-points" }, cell.points) : null, cell.short);
}

function lock() {
  return make("span", { class: "pwb-lock", role: "img", "aria-label": "locked", title: "locked" });
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function more(title, lines, isOpen) {
  if (!lines.length) return "";
  return make("details", { class: "pwb-more", open: isOpen }, make("summary", {}, title), lines.map((line) => make("p", {}, line)));
}

function answersOf(name, answers) {
  if (!answers.length) return "";
  const rows = answers.flatMap(([column, text]) => [make("dt", {}, column), make("dd", {}, text || "—")]);
  return make("div", {}, name ? make("h4", {}, name) : "", make("dl", { class: "pwb-facts" }, rows));
}
