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
