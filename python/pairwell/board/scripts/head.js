/** What stands above the lists: stages, undo and redo; and what is wrong, or running. */
class Head {
  constructor(page) {
    this.page = page;
    this.stages = make("header", { class: "pwb-header" });
    this.banner = make("div", { class: "pwb-banner", role: "alert", hidden: true });
  }

  draw(state) {
    this.drawStages(state);
    this.drawBanner(state);
  }

  drawStages(state) {
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
      onclick: () => this.page.step(kind),
    }, text);
    this.stages.replaceChildren(
      make("h2", {}, "Matching board"),
      make("dl", { class: "pwb-stages" }, stages),
      make("div", { class: "pwb-actions" }, button("undo", "Undo", state.undo), button("redo", "Redo", state.redo)),
    );
  }

  drawBanner(state) {
    const { banner } = this;
    banner.hidden = !state.running && !state.infeasible;
    banner.classList.toggle("pwb-running", state.running);
    const stop = make("button", { type: "button", onclick: () => this.page.step("stop") }, "Stop, and take it back");
    const undo = make("button", { type: "button", disabled: !state.undo, onclick: () => this.page.step("undo") }, "Undo the last decision");
    banner.replaceChildren(
      ...(state.running
        ? [make("p", {}, make("strong", {}, "Solving… "), "The pairs below are those that stood last."), stop]
        : [make("p", {}, make("strong", {}, "No matching obeys every rule now. "), state.infeasible,
            " The pairs below are those that stood last; nothing is lost."), undo]));
  }
}
