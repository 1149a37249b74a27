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
