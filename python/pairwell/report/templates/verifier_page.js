"use strict";
// Checks the matching that the page carries: at once where that is quick, else when the reader asks for it.

document.addEventListener("DOMContentLoaded", () => {
  const { SIDES, read } = verifier;
  const [start, bar, state, told, alarm, reason] = ["start", "progress", "state", "parts", "alarm", "reason"]
    .map((name) => document.getElementById(`proof-${name}`));
  const AT_ONCE = 300000, SLICE = 30;
  const many = (number, one) => `${number.toLocaleString("en-GB")} ${one}${String(number) === "1" ? "" : "s"}`;

  /** A whole number of units as points: exact where a point has a power of ten of them. */
  const points = (units, scale) => {
    if (!/^10*$/.test(scale)) return String(Number((Number(units) / Number(scale)).toPrecision(15)));
    const size = units < 0n ? -units : units, one = BigInt(scale);
    const rest = String(size % one).padStart(String(scale).length - 1, "0").replace(/0+$/, "");
    return `${units < 0n ? "-" : ""}${(size / one).toLocaleString("en-GB")}${size % one ? `.${rest}` : ""}`;
  };

  /** The lottery's key of a text: 64-bit FNV-1a. */
  const keyOf = (text) => new TextEncoder().encode(text)
    .reduce((hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n), 0xcbf29ce484222325n);

  /**
   * The pairs that the page lists to be read, as positions: of the report by references, whose keys the problem has, and
   * of a table by positions, beside which a label may stand. Null is somebody who is not in the problem, or another.
   */
  const listed = ({ keys }) => {
    const places = keys.map((side) => new Map(side.map((key, place) => [key, place])));
    const known = (text, side) => places[side].get(keyOf(text)) ?? places[side].get(keyOf(text.replace(/ \(.*\)$/, "")));
    const ofRow = (cells) => [0, 1].map((side) => {
      const [place, label] = [cells[2 * side], cells[2 * side + 1]].map((cell) => cell.textContent.trim());
      return (known(label, side) ?? Number(place)) === Number(place) ? Number(place) : null;
    });
    const ofText = (who) => [...who.querySelectorAll("b")].map((each, side) => known(each.textContent.trim(), side) ?? null);
    return [...document.querySelectorAll("#pairs .who")].map((who) => (who.cells ? ofRow(who.cells) : ofText(who)));
  };

  const said = (data, part) => {
    const scale = data.problem.scale;
    if (part.about === "digest") return `The digest of the problem, the objective and its seeds, made anew here, is the one that the matching names: ${part.digest}.`;
    if (part.about === "infeasible") return "No pairs obey every rule: the rules that are named ask for more pairs than they allow, by the prices that are published.";
    if (part.about === "shown") return "The pairs that this page lists are the ones that were checked.";
    if (part.about === "pairs") {
      const { people, locked, groups } = part.problem;
      const [mentees, mentors] = SIDES.map((side, which) => many(people[which], side));
      if (data.certificate.status === "INFEASIBLE") return `Asked were ${mentees} and ${mentors}. The matching says that there are no pairs that obey every rule.`;
      const inGroups = groups.flat().length;
      return `${many(part.chosen.pairs.length, "pair")} of ${mentees} and ${mentors}, with ${many(points(part.chosen.units, scale), "point")} in all. Each is allowed`
        + `${locked.length ? `, those that are locked are among them (${locked.length})` : ""}, and everybody${inGroups ? `, ${many(inGroups, "group")} included,` : ""} is in as many as their range says.`;
    }
    const { name, units, parameter } = part.stage;
    const row = data.words[name];
    const counted = (text) => many(points(BigInt(text), scale), "point");
    const number = (text) => (row.in_points ? counted(text) : BigInt(text).toLocaleString("en-GB"));
    const told = row.parameter === "points" ? counted(parameter) : String(parameter);
    const reached = units === null ? "no pair to speak of" : (units === "1" ? row.one : row.many).replace("#", number(units)).replace("@", told);
    return `${row.title}: ${reached}. By the prices of this stage nothing that is as good before is better here. It leaves ${part.left.toLocaleString("en-GB")} of ${many(part.open, "pair")} open.`;
  };
  const titles = { digest: "What was asked", pairs: "The pairs", infeasible: "Why there are none", shown: "What this page lists" };

  const show = (data, result) => {
    told.replaceChildren(...result.parts.map((part) => {
      const item = document.createElement("li"), title = document.createElement("strong");
      title.textContent = part.about === "stage" ? `Stage ${part.number + 1}` : titles[part.about];
      item.classList.toggle("wrong", part.failures.length > 0);
      item.append(title, part.failures.length ? ` does not hold: ${part.failures.join(" ")}` : `. ${said(data, part)}`);
      return item;
    }));
    const wrong = result.parts.filter((part) => part.failures.length);
    state.textContent = result.holds ? "Checked on this machine: the proof holds." : "Checked on this machine: the proof does not hold.";
    state.className = result.holds ? "right" : "wrong";
    if (result.holds) return;
    alarm.hidden = false;
    const sentence = (text) => text[0].toUpperCase() + text.slice(1);
    reason.textContent = wrong.flatMap((part) => part.failures).slice(0, 3).map(sentence).join(" ");
  };

  /** Runs the check in slices, so that the page stays alive. */
  const run = async (data) => {
    const passes = ({ name, steps }) => (name === "best_worst" ? 4 : 2 + 3 * (steps?.length ?? 0));
    const cells = data.problem.units.flat().length;
    const check = verify(data.problem, data.certificate);
    const total = cells * data.certificate.stages.reduce((sum, stage) => sum + passes(stage), 3);
    for (let seen = 0; ;) {
      const until = performance.now() + SLICE;
      let step;
      do {
        step = check.next();
        if (!step.done) seen += step.value;
      } while (!step.done && performance.now() < until);
      if (step.done) return step.value;
      bar.value = Math.min(1, seen / total);
      await new Promise((resume) => { setTimeout(resume); });
    }
  };

  const compare = (data, result) => {
    const { problem, chosen } = result.parts[1];
    if (!problem || !chosen) return;
    const same = String(listed(problem).map(String).sort()) === String(chosen.pairs.map(String).sort());
    const failures = same ? [] : ["The pairs that this page lists are not those that the proof is of."];
    result.parts.push({ about: "shown", failures });
    result.holds &&= same;
  };

  const begin = async () => {
    [start.hidden, bar.hidden] = [true, false];
    state.textContent = "Checking …";
    try {
      const data = read(document.getElementById("proof-data").textContent);
      const result = await run(data);
      compare(data, result);
      show(data, result);
    } catch {
      show({}, { holds: false, parts: [{ about: "digest", failures: ["What this page carries cannot be read."] }] });
    }
    bar.hidden = true;
  };

  start.addEventListener("click", begin);
  start.hidden = false;
  state.textContent = "Not checked yet.";
  if (Number(start.dataset.work) <= AT_ONCE) begin();
});
