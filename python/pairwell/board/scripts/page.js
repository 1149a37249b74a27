// The page of a matching board. It keeps nothing: it asks Python, and shows what it is told.
// Whatever comes from people is set as text, never as markup.

/** The whole page. */
class Page {
  constructor(model, element) {
    this.model = model;
    this.link = new Link(model);
    this.chosen = [null, null];
    this.drag = new Drag(this);
    this.live = make("div", { class: "pwb-unseen", role: "status", "aria-live": "polite" });
    this.head = new Head(this);
    this.panel = new Panel(this);
    this.lists = [new PeopleList(this, 0), new PeopleList(this, 1)];
    this.root = make(
      "section", {
        class: "pwb", "aria-label": "Matching board", "data-lm-suppress-shortcuts": "true",
        onkeydown: (event) => this.key(event),
      },
      make("div", { class: "pwb-frame" }, this.head.stages, this.head.banner,
        make("div", { class: "pwb-body" }, ...this.lists.map((list) => list.element), this.panel.element), this.live),
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
    this.head.draw(state);
    this.panel.draw();
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
      this.panel.draw({ toReason: true });
      return;
    }
    this.anchor(side, row);
    this.panel.draw();
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
    if (!isQuiet) this.panel.draw();
    if (toList) this.lists[side].view.focus();
  }
}

function render({ model, el }) {
  const page = new Page(model, el);
  return () => page.close();
}

export default { render };
