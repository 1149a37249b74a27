/** Details at the side: of a pair, with what can be decided; of a person; else what was decided so far. */
class Panel {
  constructor(page) {
    this.page = page;
    this.element = make("aside", { class: "pwb-panel", "aria-label": "Details" });
  }

  async draw({ toReason = false } = {}) {
    const [mentee, mentor] = this.page.chosen;
    const asked = (this.asked = {});
    if (mentee && mentor) {
      const answer = await this.page.link.ask("pair", { mentee: mentee.place, mentor: mentor.place });
      if (asked === this.asked) this.drawPair(answer, toReason);
    } else if (mentee || mentor) {
      const side = mentee ? 0 : 1;
      const answer = await this.page.link.ask("person", { side, place: this.page.chosen[side].place });
      if (asked === this.asked) this.drawPerson(answer);
    } else this.drawOverview();
  }

  drawPair({ pair, error }, toReason) {
    if (error) return this.element.replaceChildren(make("p", { class: "pwb-fault" }, error));
    const [mentee, mentor] = pair.names;
    const states = { locked: "locked", vetoed: "vetoed", free: pair.is_pair ? "a pair now" : "not a pair" };
    const offered = pair.refused ? []
      : pair.state === "free" ? ["locked", "vetoed"]
        : pair.state === "locked" ? ["free", "vetoed"] : ["free", "locked"];
    const holder = make("div");
    let reason = null;
    const offer = (state) => {
      const verb = pair.is_pair ? STATES[state].verb : STATES[state].pair;
      const made = decisionForm(this.page, { what: state, mentee: pair.mentee, mentor: pair.mentor }, verb);
      holder.replaceChildren(made.form);
      reason = made.reason;
    };
    const name = `${this.page.link.prefix}-what`;
    const choices = make("fieldset", { class: "pwb-choices" }, make("legend", {}, "What to do"),
      offered.map((state, place) =>
        make("label", {},
          make("input", { type: "radio", name, value: state, checked: place === 0, onchange: () => offer(state) }),
          state === "locked" ? (pair.is_pair ? "Lock" : "Pair and lock") : state === "vetoed" ? "Veto"
            : pair.state === "locked" ? "Lift the lock" : "Lift the veto")));
    if (offered.length) offer(offered[0]);
    this.element.replaceChildren(
      this.back(),
      make("h3", {}, mentee, make("span", { class: "pwb-with" }, " with "), mentor),
      make("p", { class: "pwb-soft" }, states[pair.state], pair.points ? ` · ${pair.points} points` : ""),
      ...[pair.refused ? make("p", { class: "pwb-fault" }, `They cannot be a pair. ${pair.refused}`) : choices, holder],
      more("Why", pair.reasons, pair.is_pair),
      more("Points, part by part", pair.parts, false),
      ...[0, 1].map((side) => answersOf(`${SIDES[side] === "mentee" ? mentee : mentor}`, pair.answers[side])),
    );
    if (toReason) {
      this.element.scrollIntoView({ block: "nearest" });
      reason?.focus({ preventScroll: false });
    }
  }

  drawPerson({ person, error }) {
    if (error) return this.element.replaceChildren(make("p", { class: "pwb-fault" }, error));
    const other = SIDES[1 - person.side];
    const offer = (entry) => make("li", {},
      make("button", { type: "button", class: "pwb-entry", onclick: () => this.page.choose(1 - person.side, entry, { byKey: true }) },
        make("span", {}, entry.name), chip(entry)));
    const partners = person.partners.length
      ? make("ul", { class: "pwb-entries" }, person.partners.map(offer))
      : make("p", {}, make("strong", {}, "In no pair. "), person.why);
    const alternates = person.alternates.length
      ? make("div", {}, make("h4", {}, "Could also have"), make("ul", { class: "pwb-entries" }, person.alternates.map(offer)))
      : null;
    this.element.replaceChildren(
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
      const made = decisionForm(this.page, change(), "Change the capacity");
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
    const { state } = this.page;
    const weights = Object.entries(state.weights);
    const log = state.log.map((own) =>
      make("li", { class: own.stands ? "" : "pwb-undone" },
        make("span", {}, own.text, own.stands ? "" : " (taken back)"),
        own.why ? make("q", {}, own.why) : null,
        own.price ? make("span", { class: "pwb-soft" }, own.price) : null,
        make("span", { class: "pwb-soft" }, [own.who, own.when].filter(Boolean).join(", "))));
    this.element.replaceChildren(
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
        const made = decisionForm(this.page, change, `Change the weight of ${criterion}`);
        holder.replaceChildren(made.form);
        made.reason.focus();
      });
      return make("label", { class: "pwb-weight" }, make("span", {}, criterion), field);
    });
    return make("details", { class: "pwb-more" }, make("summary", {}, "Weights of the criteria"), ...rows, holder);
  }

  back() {
    return make("button", { type: "button", class: "pwb-back", onclick: () => this.page.clear({ toList: true }) }, "← Decisions");
  }
}
