// The page of a matching board. It keeps nothing: it asks Python, and shows what it is told.
// Whatever comes from people is set as text, never as markup.

const ROW = 58; // pixels, as in board.css
const PAGE = 50; // rows asked for at once
const SIDES = ["mentee", "mentor"];
const POLL = 120; // milliseconds
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

/** Questions to Python, each with its answer. */
class Link {
  constructor(model) {
    this.model = model;
    this.prefix = `b${Math.random().toString(36).slice(2)}`;
    this.count = 0;
    this.waiting = new Map();
    this.hear = (answer) => {
      const resolve = this.waiting.get(answer?.id);
      if (!resolve) return; // of another view
      this.waiting.delete(answer.id);
      resolve(answer);
    };
    model.on("msg:custom", this.hear);
  }

  ask(kind, more = {}) {
    const id = `${this.prefix}-${++this.count}`;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.model.send({ ...more, id, kind });
    });
  }

  close() {
    this.model.off("msg:custom", this.hear);
  }
}

/** One side's people, of whom only those in sight are drawn. */
class PeopleList {
  constructor(page, side) {
    this.page = page;
    this.side = side;
    this.key = `${page.link.prefix}-${SIDES[side]}`;
    this.pages = new Map();
    this.epoch = 0;
    this.asked = new Set();
    this.stale = null;
    this.total = 0;
    this.active = 0;
    this.beside = null;
    this.isHeld = false;
    this.effective = "listed";
    const title = `${SIDES[side][0].toUpperCase()}${SIDES[side].slice(1)}s`;
    this.count = make("span", { class: "pwb-count" });
    this.search = make("input", {
      type: "search", placeholder: `Find ${SIDES[side]}s`, "aria-label": `Find ${SIDES[side]}s`,
      autocomplete: "off", spellcheck: false,
      oninput: () => this.reset(), onkeydown: (event) => this.searchKey(event),
    });
    this.order = make(
      "select", { "aria-label": `Order of ${SIDES[side]}s`, onchange: () => this.reset() },
      make("option", { value: "best" }, "Best first"),
      make("option", { value: "listed" }, "As listed"),
      make("option", { value: "unpaired" }, "Unpaired first"),
    );
    this.inner = make("div", { class: "pwb-inner", role: "presentation" });
    this.view = make(
      "div",
      {
        class: "pwb-view", role: "listbox", tabIndex: 0, "aria-label": title, id: this.key,
        onscroll: () => this.drawSoon(), onkeydown: (event) => this.listKey(event),
        onfocus: () => this.draw(), onblur: () => this.draw(),
        onpointerdown: (event) => this.page.drag.press(event, this),
        onclick: (event) => this.click(event),
      },
      this.inner,
    );
    this.note = make("p", { class: "pwb-soft pwb-end", hidden: true });
    this.element = make(
      "section", { class: "pwb-list", "aria-label": title },
      make("div", { class: "pwb-bar" }, make("h3", {}, title), this.count),
      make("div", { class: "pwb-tools" }, this.search, this.order),
      this.view, this.note,
    );
  }

  get wanted() {
    if (this.isHeld) return this.effective;
    const order = this.order.value;
    return order === "best" ? (this.beside === null ? "listed" : "price") : order;
  }

  /** Throws away what is known and asks again; the rows stay in sight until the answer is there. */
  reset({ toTop = true } = {}) {
    this.epoch += 1;
    this.stale = this.pages;
    this.pages = new Map();
    this.asked = new Set();
    this.effective = this.wanted;
    if (toTop && !this.isHeld) {
      this.view.scrollTop = 0;
      this.active = 0;
    }
    this.fetch();
  }

  fetch() {
    const first = Math.floor(this.view.scrollTop / ROW / PAGE);
    const last = Math.floor((this.view.scrollTop + this.view.clientHeight) / ROW / PAGE);
    for (let page = first; page <= last; page += 1) this.fetchPage(page);
  }

  async fetchPage(number) {
    const { epoch } = this;
    if (this.asked.has(number) || (number && number * PAGE >= this.total)) return;
    this.asked.add(number);
    const answer = await this.page.link.ask("rows", {
      side: this.side, first: number * PAGE, count: PAGE, order: this.effective,
      search: this.search.value, beside: this.beside,
    });
    if (epoch !== this.epoch || this.page.isClosed) return;
    if (answer.error) return this.page.say(answer.error);
    this.stale = null;
    this.total = answer.total;
    this.pages.set(number, answer.rows);
    this.count.textContent =
      answer.found === answer.of ? `${answer.of}` : `${answer.found} of ${answer.of}`;
    this.note.hidden = answer.found <= answer.total;
    this.note.textContent = `The first ${answer.total} of ${answer.found}; search to see others.`;
    this.active = Math.min(this.active, Math.max(0, this.total - 1));
    this.draw();
    this.page.drag.tell();
    if (answer.pending) setTimeout(() => epoch === this.epoch && this.reset({ toTop: false }), POLL);
  }

  row(index) {
    const pages = this.stale ?? this.pages;
    return pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  drawSoon() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.fetch();
      this.draw();
    });
  }

  draw() {
    this.inner.style.height = `${this.total * ROW}px`;
    const first = Math.max(0, Math.floor(this.view.scrollTop / ROW) - 3);
    const last = Math.min(this.total, Math.ceil((this.view.scrollTop + this.view.clientHeight) / ROW) + 3);
    const rows = [];
    for (let index = first; index < last; index += 1) rows.push(this.drawRow(index));
    this.inner.replaceChildren(...rows);
    if (!this.total) {
      const none = this.stale || !this.pages.size ? "Asking…" : "Nobody is found.";
      this.inner.replaceChildren(make("div", { class: "pwb-none", role: "option", "aria-disabled": "true" }, none));
    }
    const isThere = this.active >= first && this.active < last && this.row(this.active);
    if (isThere) this.view.setAttribute("aria-activedescendant", `${this.key}-${this.active}`);
    else this.view.removeAttribute("aria-activedescendant");
  }

  drawRow(index) {
    const row = this.row(index);
    const top = { style: `top: ${index * ROW}px` };
    if (!row) return make("div", { class: "pwb-row pwb-empty", role: "presentation", ...top });
    const { page, side } = this;
    const isChosen = page.chosen[side]?.place === row.place;
    const isActive = index === this.active && this.view.matches(":focus");
    const cell = row.cell;
    const names = row.partners.map((partner) => partner.name).join(", ");
    const isLocked = row.partners.some((partner) => partner.locked);
    const answers = row.answers.filter(Boolean).join(" · ");
    const pairs = names
      ? make("span", { class: "pwb-pair" }, isLocked ? lock() : null, names,
          row.partners.length === 1 ? make("span", { class: "pwb-points" }, row.partners[0].points) : null)
      : make("span", { class: "pwb-pair pwb-alone" }, "in no pair");
    const told = [
      row.name, answers, names ? `paired with ${names}` : "in no pair", isLocked ? "locked" : "",
      row.room, cell ? `with ${page.chosen[1 - side]?.name}: ${cell.points ? `${cell.points} points, ` : ""}${cell.words}` : "",
    ];
    return make(
      "div",
      {
        class: ["pwb-row", isChosen && "pwb-chosen", isActive && "pwb-active",
          page.drag.over === this && page.drag.index === index && "pwb-over"].filter(Boolean).join(" "),
        role: "option", id: `${this.key}-${index}`, "aria-selected": `${isChosen}`,
        "aria-setsize": `${this.total}`, "aria-posinset": `${index + 1}`,
        "aria-label": told.filter(Boolean).join(". "), ...top,
      },
      make("span", { class: "pwb-who" },
        make("span", { class: "pwb-name" }, row.name),
        make("span", { class: "pwb-answers" }, answers || (row.room && !cell ? row.room : ""))),
      make("span", { class: "pwb-right" },
        cell ? chip(cell) : row.room && answers ? make("span", { class: "pwb-room" }, row.room) : null,
        pairs),
    );
  }

  /** The index of the row under a pointer; by its place, since rows are drawn anew all the time. */
  index(event) {
    const index = Math.floor((event.clientY - this.inner.getBoundingClientRect().top) / ROW);
    return index >= 0 && index < this.total ? index : -1;
  }

  pick(index) {
    if (!this.row(index)) return;
    this.active = index;
    this.page.choose(this.side, this.row(index));
  }

  /** A click that no pointer made: an assistive technology's. */
  click(event) {
    const id = event.detail ? "" : event.target.closest?.("[role=option]")?.id ?? "";
    if (id) this.pick(Number(id.slice(this.key.length + 1)));
  }

  move(to) {
    this.active = Math.max(0, Math.min(this.total - 1, to));
    const top = this.active * ROW;
    const { scrollTop, clientHeight } = this.view;
    if (top < scrollTop) this.view.scrollTop = top;
    else if (top + ROW > scrollTop + clientHeight) this.view.scrollTop = top + ROW - clientHeight;
    this.fetch();
    this.draw();
  }

  listKey(event) {
    const step = Math.max(1, Math.floor(this.view.clientHeight / ROW) - 1);
    const moves = {
      ArrowDown: this.active + 1, ArrowUp: this.active - 1, Home: 0, End: this.total - 1,
      PageDown: this.active + step, PageUp: this.active - step,
    };
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") this.page.lists[1 - this.side].view.focus();
    else if (event.key === "/") this.search.focus();
    else if ((event.key === "Enter" || event.key === " ") && this.row(this.active)) {
      this.page.choose(this.side, this.row(this.active), { byKey: true });
    } else return;
    event.preventDefault();
  }

  async searchKey(event) {
    if (event.key === "ArrowDown") this.view.focus();
    else if (event.key === "Enter") {
      for (let tries = 0; this.stale && tries < 40; tries += 1) await pause(25);
      if (this.row(0)) this.page.choose(this.side, this.row(0), { byKey: true });
    } else return;
    event.preventDefault();
  }
}

/** Dragging somebody onto somebody of the other side. */
class Drag {
  constructor(page) {
    this.page = page;
    this.list = null;
    this.over = null;
    this.index = -1;
  }

  press(event, list) {
    const index = list.index(event);
    if (event.button || index < 0 || !list.row(index)) return;
    this.cancel();
    this.list = list;
    this.start = index;
    this.isTouch = event.pointerType === "touch"; // which scrolls instead
    this.row = list.row(index);
    this.from = [event.clientX, event.clientY];
    this.isMoving = false;
    this.steps = {
      pointermove: (moved) => this.move(moved),
      pointerup: () => this.drop(),
      pointercancel: () => this.cancel(),
    };
    for (const [name, step] of Object.entries(this.steps)) list.view.addEventListener(name, step);
    this.pointer = event.pointerId;
  }

  begin() {
    this.isMoving = true;
    this.list.view.setPointerCapture(this.pointer);
    this.ghost = make("div", { class: "pwb-ghost", "aria-hidden": "true" },
      make("strong", {}, this.row.name), make("span", {}, `onto a ${SIDES[1 - this.list.side]}`));
    this.page.root.append(this.ghost);
    this.page.root.classList.add("pwb-dragging");
    const other = this.page.lists[1 - this.list.side];
    other.isHeld = true;
    this.page.anchor(this.list.side, this.row);
  }

  move(event) {
    const [x, y] = this.from;
    if (!this.isMoving && Math.hypot(event.clientX - x, event.clientY - y) < 6) return;
    if (this.isTouch) return this.end();
    if (!this.isMoving) this.begin();
    const box = this.page.root.getBoundingClientRect();
    this.ghost.style.left = `${event.clientX - box.left + 14}px`;
    this.ghost.style.top = `${event.clientY - box.top + 10}px`;
    const other = this.page.lists[1 - this.list.side];
    this.scroll(other, event);
    const under = this.page.root.getRootNode().elementFromPoint(event.clientX, event.clientY);
    const index = other.view.contains(under) ? other.index(event) : -1;
    if (index !== this.index) {
      this.over = index < 0 ? null : other;
      this.index = index;
      other.draw();
    }
    this.tell();
  }

  /** Says beside the pointer what the pair under it would cost, as soon as that is known. */
  tell() {
    if (!this.ghost) return;
    const cell = this.over?.row(this.index)?.cell;
    this.ghost.lastChild.replaceChildren(
      cell ? chip(cell) : this.over ? "…" : `onto a ${SIDES[1 - this.list.side]}`);
  }

  scroll(list, event) {
    const box = list.view.getBoundingClientRect();
    if (event.clientX < box.left || event.clientX > box.right) return;
    if (event.clientY < box.top + 36) list.view.scrollTop -= 12;
    else if (event.clientY > box.bottom - 36) list.view.scrollTop += 12;
  }

  drop() {
    const target = this.over?.row(this.index);
    const { list, isMoving, start } = this;
    this.end();
    if (!isMoving) list.pick(start);
    else if (target) this.page.choose(1 - list.side, target, { byKey: true });
    else this.page.clear();
  }

  cancel() {
    const { isMoving } = this;
    this.end();
    if (isMoving) this.page.clear();
  }

  end() {
    if (!this.list) return;
    for (const [name, step] of Object.entries(this.steps)) this.list.view.removeEventListener(name, step);
    this.ghost?.remove();
    this.page.root.classList.remove("pwb-dragging");
    this.page.lists[1 - this.list.side].isHeld = false;
    this.list = this.over = this.ghost = null;
    this.index = -1;
    this.isMoving = false;
  }
}

/** A form for one decision: its price, a reason, and a button that takes it. */
function decisionForm(page, change, verb, { isWaiting = false } = {}) {
  const price = make("div", { class: "pwb-price", "aria-live": "polite" });
  const names = `${page.link.prefix}-reasons`;
  const reason = make("input", {
    class: "pwb-reason", required: true, maxLength: 2000, autocomplete: "off", list: names,
    placeholder: "Why? It goes on record.", "aria-label": "Reason",
  });
  const actor = make("input", {
    required: true, maxLength: 200, placeholder: "Your name", "aria-label": "Your name", autocomplete: "name",
  });
  const button = make("button", { type: "submit", class: "pwb-primary" }, verb);
  const fault = make("p", { class: "pwb-fault", role: "alert", hidden: true });
  const form = make(
    "form", {
      class: "pwb-form",
      onsubmit: async (event) => {
        event.preventDefault();
        button.disabled = true;
        const answer = await page.link.ask("decide", { change, because: reason.value, actor: actor.value });
        button.disabled = false;
        if (!answer.error) return page.decided(answer.state);
        fault.hidden = false;
        fault.textContent = answer.error;
      },
    },
    price,
    make("datalist", { id: names }, page.state.reasons.map((text) => make("option", { value: text }))),
    page.state.actor ? null : actor, reason, fault,
    make("div", { class: "pwb-buttons" }, button,
      make("button", { type: "button", onclick: () => page.clear({ toList: true }) }, "Cancel")),
  );
  const show = async () => {
    price.replaceChildren(make("p", { class: "pwb-soft" }, "Working out what it costs…"));
    const answer = await page.link.ask("price", { change });
    price.replaceChildren(answer.error ? make("p", { class: "pwb-fault" }, answer.error) : priceTable(answer.price));
    if (answer.error) button.disabled = true;
    else page.say(answer.price.text);
  };
  if (!isWaiting) show();
  return { form, reason, show };
}

function priceTable(price) {
  const text = make("p", { class: price.possible ? "pwb-sum" : "pwb-fault" }, price.text);
  if (!price.stages.length) return make("div", {}, text);
  const signs = { worse: "▼", better: "▲", same: "" };
  const rows = price.stages.map((stage) =>
    make("tr", { class: `pwb-${stage.effect}` },
      make("th", { scope: "row" }, stage.name),
      make("td", {}, stage.before), make("td", {}, stage.after),
      make("td", { class: "pwb-words" },
        make("span", { "aria-hidden": "true" }, signs[stage.effect] && `${signs[stage.effect]} `), stage.text)));
  const head = ["Stage", "Now", "Then", "Change"].map((name) => make("th", { scope: "col" }, name));
  return make("div", {}, text,
    make("table", { class: "pwb-table" }, make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows)));
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

/** The whole page. */
class Page {
  constructor(model, element) {
    this.model = model;
    this.link = new Link(model);
    this.chosen = [null, null];
    this.drag = new Drag(this);
    this.live = make("div", { class: "pwb-unseen", role: "status", "aria-live": "polite" });
    this.header = make("header", { class: "pwb-header" });
    this.banner = make("div", { class: "pwb-banner", role: "alert", hidden: true });
    this.panel = make("aside", { class: "pwb-panel", "aria-label": "Details" });
    this.lists = [new PeopleList(this, 0), new PeopleList(this, 1)];
    this.root = make(
      "section", {
        class: "pwb", "aria-label": "Matching board", "data-lm-suppress-shortcuts": "true",
        onkeydown: (event) => this.key(event),
      },
      make("div", { class: "pwb-frame" }, this.header, this.banner,
        make("div", { class: "pwb-body" }, ...this.lists.map((list) => list.element), this.panel), this.live),
    );
    element.append(this.root);
    this.onStands = () => this.refresh();
    model.on("change:stands", this.onStands);
    this.sizes = new ResizeObserver(() => this.lists.forEach((list) => list.drawSoon()));
    this.sizes.observe(this.root);
    this.refresh();
  }

  close() {
    this.isClosed = true;
    this.sizes.disconnect();
    this.model.off("change:stands", this.onStands);
    this.link.close();
  }

  async refresh() {
    const answer = await this.link.ask("state");
    if (!this.isClosed && answer.decided !== this.state?.decided) this.stand(answer);
  }

  say(text) {
    this.live.textContent = text;
  }

  /** Shows another state, and waits for its pairs where they are being solved for. */
  stand(state) {
    this.state = state;
    this.drawHeader();
    this.drawBanner();
    this.drawPanel();
    if (state.running) this.poll(state.decided);
    else for (const list of this.lists) list.reset({ toTop: false });
  }

  async poll(decided) {
    await pause(POLL);
    if (this.isClosed || this.state.decided !== decided) return;
    const answer = await this.link.ask("state");
    if (answer.running) this.poll(decided);
    else {
      this.stand(answer);
      this.sayStages();
    }
  }

  decided(state) {
    const side = this.first ?? 0;
    this.clear({ isQuiet: true });
    this.stand(state);
    this.lists[side].view.focus();
    if (state.running) this.say("Solving.");
    else this.sayStages();
  }

  sayStages() {
    const { state } = this;
    const last = state.log.find((own) => !own.moves);
    const stages = state.stages.map((stage) => `${stage.name} ${stage.value ?? "none"}`).join(", ");
    this.say(state.infeasible ? `No matching obeys every rule. ${state.infeasible}`
      : `${state.log[0]?.text ?? last?.text ?? ""} Now ${stages}.`);
  }

  async step(kind) {
    const answer = await this.link.ask(kind);
    if (answer.error) return this.say(answer.error);
    this.clear({ isQuiet: true });
    this.stand(answer.state);
    this.sayStages();
  }

  key(event) {
    const isField = ["INPUT", "SELECT"].includes(event.target.tagName);
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    const isRedo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "y";
    if (event.key === "Escape") {
      if (this.drag.list) this.drag.cancel();
      else this.clear({ toList: true });
    } else if (!isField && isUndo) this.step(event.shiftKey ? "redo" : "undo");
    else if (!isField && isRedo) this.step("redo");
    else {
      event.stopPropagation(); // a notebook has shortcuts of its own
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Somebody is the first of a pair: the other list says what each partner would cost. */
  anchor(side, row) {
    this.first = side;
    this.chosen[side] = { place: row.place, name: row.name };
    this.chosen[1 - side] = null;
    const [own, other] = [this.lists[side], this.lists[1 - side]];
    own.beside = null;
    if (other.beside !== row.place || other.isHeld) {
      other.beside = row.place;
      other.reset();
    }
    own.draw();
  }

  choose(side, row, { byKey = false } = {}) {
    const isSecond = this.first === 1 - side && this.chosen[1 - side];
    if (isSecond) {
      this.chosen[side] = { place: row.place, name: row.name };
      this.lists[side].draw();
      this.drawPanel({ toReason: true });
      return;
    }
    this.anchor(side, row);
    this.drawPanel();
    const many = SIDES[1 - side];
    this.say(`${row.name} is chosen. Choose a ${many}; the ${many}s say what each pair would cost.`);
    if (byKey) this.lists[1 - side].view.focus();
  }

  clear({ toList = false, isQuiet = false } = {}) {
    const side = this.first ?? 0;
    this.first = undefined;
    this.chosen = [null, null];
    for (const list of this.lists) {
      const was = list.beside;
      list.beside = null;
      if (was !== null && !isQuiet) list.reset({ toTop: list.effective === "price" });
      else list.draw();
    }
    if (!isQuiet) this.drawPanel();
    if (toList) this.lists[side].view.focus();
  }

  drawHeader() {
    const { state } = this;
    const stages = state.stages.map((stage) => {
      const change = Number(stage.value) - Number(stage.began);
      const isOther = stage.value !== stage.began && Number.isFinite(change) && !state.reweighted;
      return make("div", { class: "pwb-stage" },
        make("dt", {}, stage.name),
        make("dd", {}, stage.value ?? "none",
          isOther ? make("span", { class: "pwb-delta" }, `${change > 0 ? "+" : "−"}${Number(Math.abs(change).toPrecision(6))} since the start`) : null));
    });
    const button = (kind, text, title) => make("button", {
      type: "button", disabled: !title, title: title ? `${text}: ${title}` : `Nothing to ${kind}`,
      onclick: () => this.step(kind),
    }, text);
    this.header.replaceChildren(
      make("h2", {}, "Matching board"),
      make("dl", { class: "pwb-stages" }, stages),
      make("div", { class: "pwb-actions" }, button("undo", "Undo", state.undo), button("redo", "Redo", state.redo)),
    );
  }

  drawBanner() {
    const { state, banner } = this;
    banner.hidden = !state.running && !state.infeasible;
    banner.classList.toggle("pwb-running", state.running);
    const stop = make("button", { type: "button", onclick: () => this.step("stop") }, "Stop, and take it back");
    const undo = make("button", { type: "button", disabled: !state.undo, onclick: () => this.step("undo") }, "Undo the last decision");
    banner.replaceChildren(
      ...(state.running
        ? [make("p", {}, make("strong", {}, "Solving… "), "The pairs below are those that stood last."), stop]
        : [make("p", {}, make("strong", {}, "No matching obeys every rule now. "), state.infeasible,
            " The pairs below are those that stood last; nothing is lost."), undo]));
  }

  async drawPanel({ toReason = false } = {}) {
    const [mentee, mentor] = this.chosen;
    const asked = (this.asked = {});
    if (mentee && mentor) {
      const answer = await this.link.ask("pair", { mentee: mentee.place, mentor: mentor.place });
      if (asked === this.asked) this.drawPair(answer, toReason);
    } else if (mentee || mentor) {
      const side = mentee ? 0 : 1;
      const answer = await this.link.ask("person", { side, place: this.chosen[side].place });
      if (asked === this.asked) this.drawPerson(answer);
    } else this.drawOverview();
  }

  drawPair({ pair, error }, toReason) {
    if (error) return this.panel.replaceChildren(make("p", { class: "pwb-fault" }, error));
    const [mentee, mentor] = pair.names;
    const states = { locked: "locked", vetoed: "vetoed", free: pair.is_pair ? "a pair now" : "not a pair" };
    const offered = pair.refused ? []
      : pair.state === "free" ? ["locked", "vetoed"]
        : pair.state === "locked" ? ["free", "vetoed"] : ["free", "locked"];
    const holder = make("div");
    let reason = null;
    const offer = (state) => {
      const verb = pair.is_pair ? STATES[state].verb : STATES[state].pair;
      const made = decisionForm(this, { what: state, mentee: pair.mentee, mentor: pair.mentor }, verb);
      holder.replaceChildren(made.form);
      reason = made.reason;
    };
    const name = `${this.link.prefix}-what`;
    const choices = make("fieldset", { class: "pwb-choices" }, make("legend", {}, "What to do"),
      offered.map((state, place) =>
        make("label", {},
          make("input", { type: "radio", name, value: state, checked: place === 0, onchange: () => offer(state) }),
          state === "locked" ? (pair.is_pair ? "Lock" : "Pair and lock") : state === "vetoed" ? "Veto"
            : pair.state === "locked" ? "Lift the lock" : "Lift the veto")));
    if (offered.length) offer(offered[0]);
    this.panel.replaceChildren(
      this.back(),
      make("h3", {}, mentee, make("span", { class: "pwb-with" }, " with "), mentor),
      make("p", { class: "pwb-soft" }, states[pair.state], pair.points ? ` · ${pair.points} points` : ""),
      ...[pair.refused ? make("p", { class: "pwb-fault" }, `They cannot be a pair. ${pair.refused}`) : choices, holder],
      more("Why", pair.reasons, pair.is_pair),
      more("Points, part by part", pair.parts, false),
      ...[0, 1].map((side) => answersOf(`${SIDES[side] === "mentee" ? mentee : mentor}`, pair.answers[side])),
    );
    if (toReason) {
      this.panel.scrollIntoView({ block: "nearest" });
      reason?.focus({ preventScroll: false });
    }
  }

  drawPerson({ person, error }) {
    if (error) return this.panel.replaceChildren(make("p", { class: "pwb-fault" }, error));
    const other = SIDES[1 - person.side];
    const offer = (entry) => make("li", {},
      make("button", { type: "button", class: "pwb-entry", onclick: () => this.choose(1 - person.side, entry, { byKey: true }) },
        make("span", {}, entry.name), chip(entry)));
    const partners = person.partners.length
      ? make("ul", { class: "pwb-entries" }, person.partners.map(offer))
      : make("p", {}, make("strong", {}, "In no pair. "), person.why);
    const alternates = person.alternates.length
      ? make("div", {}, make("h4", {}, "Could also have"), make("ul", { class: "pwb-entries" }, person.alternates.map(offer)))
      : null;
    this.panel.replaceChildren(
      this.back(),
      make("h3", {}, person.name),
      make("p", { class: "pwb-soft" }, SIDES[person.side]),
      answersOf(null, person.answers),
      make("h4", {}, person.partners.length > 1 ? "Pairs" : "Pair"), partners, alternates ?? "",
      this.capacityForm(person),
      make("p", { class: "pwb-soft" }, `Choose a ${other} in the list, or drag, to pair the two.`),
    );
  }

  capacityForm(person) {
    const number = (label, value) => make("input", {
      type: "number", min: 0, step: 1, value: value ?? "", "aria-label": label, class: "pwb-number",
      placeholder: "any",
    });
    const [least, most] = [number("At least", person.least), number("At most", person.most)];
    const holder = make("div");
    const change = () => ({
      what: "capacity", side: person.side, place: person.place, least: Number(least.value || 0),
      most: most.value === "" ? null : Number(most.value),
    });
    const ask = (event) => {
      event.preventDefault();
      const made = decisionForm(this, change(), "Change the capacity");
      holder.replaceChildren(made.form);
      made.reason.focus();
    };
    return make("details", { class: "pwb-more" }, make("summary", {}, "Capacity"),
      make("p", { class: "pwb-soft" }, person.room),
      make("form", { class: "pwb-inline", onsubmit: ask },
        make("label", {}, "at least ", least), make("label", {}, " at most ", most),
        make("button", { type: "submit" }, "See the price")), holder);
  }

  drawOverview() {
    const { state } = this;
    const weights = Object.entries(state.weights);
    const log = state.log.map((own) =>
      make("li", { class: own.stands ? "" : "pwb-undone" },
        make("span", {}, own.text, own.stands ? "" : " (taken back)"),
        own.why ? make("q", {}, own.why) : null,
        own.price ? make("span", { class: "pwb-soft" }, own.price) : null,
        make("span", { class: "pwb-soft" }, [own.who, own.when].filter(Boolean).join(", "))));
    this.panel.replaceChildren(
      make("h3", {}, "Decisions"),
      log.length ? make("ol", { class: "pwb-log", reversed: true }, log)
        : make("p", { class: "pwb-soft" }, "None yet. Drag somebody onto somebody of the other side, or choose one in each list: before anything is decided you see what it costs. Keys: arrows and Enter in the lists, / to search, Escape to go back, Ctrl+Z to undo."),
      weights.length ? this.weightsForm(weights) : "",
      ...state.notes.map((note) => make("p", { class: "pwb-note" }, note)),
    );
  }

  weightsForm(weights) {
    const holder = make("div");
    const rows = weights.map(([criterion, weight]) => {
      const field = make("input", { type: "number", min: 0, max: 1000, step: 1, value: weight, class: "pwb-number", "aria-label": `Weight of ${criterion}` });
      field.addEventListener("change", () => {
        if (Number(field.value) === weight) return holder.replaceChildren();
        const change = { what: "weight", criterion, weight: Number(field.value) };
        const made = decisionForm(this, change, `Change the weight of ${criterion}`);
        holder.replaceChildren(made.form);
        made.reason.focus();
      });
      return make("label", { class: "pwb-weight" }, make("span", {}, criterion), field);
    });
    return make("details", { class: "pwb-more" }, make("summary", {}, "Weights of the criteria"), ...rows, holder);
  }

  back() {
    return make("button", { type: "button", class: "pwb-back", onclick: () => this.clear({ toList: true }) }, "← Decisions");
  }
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

function render({ model, el }) {
  const page = new Page(model, el);
  return () => page.close();
}

export default { render };
