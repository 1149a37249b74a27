"use strict";
// Checks the matching that the page carries: at once where that is quick, else when the reader asks for it.

document.addEventListener("DOMContentLoaded", () => {
  const { read } = verifier;
  const [start, bar, state, told] = ["start", "progress", "state", "parts"].map((name) => document.getElementById(`proof-${name}`));
  const AT_ONCE = 300000, SLICE = 30, MOST_REASONS = 3;

  /** A whole number of units as points: exact where a point has a power of ten of them. */
  const points = (units, scale) => {
    if (!/^10*$/.test(scale)) return String(Number((Number(units) / Number(scale)).toPrecision(15)));
    const size = units < 0n ? -units : units, one = BigInt(scale);
    const rest = String(size % one).padStart(String(scale).length - 1, "0").replace(/0+$/, "");
    const mark = spoken(0.5).replace(/\d/g, "");
    return `${units < 0n ? "-" : ""}${spoken(size / one)}${size % one ? `${mark}${rest}` : ""}`;
  };
  const counted = (units, scale) => (units === BigInt(scale) ? say("one_point") : say("points", { points: points(units, scale) }));

  /** The lottery's key of a text: 64-bit FNV-1a. */
  const keyOf = (text) => new TextEncoder().encode(text)
    .reduce((hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n), 0xcbf29ce484222325n);

  /**
   * The pairs that the page lists to be read, as positions, each with its points as they are written: of a report by
   * references, whose keys the problem has, and of a table by positions, beside which a label may stand. Null is somebody
   * who is not in the problem, or another.
   */
  const listed = ({ keys }) => {
    const places = keys.map((side) => new Map(side.map((key, place) => [key, place])));
    const known = (text, side) => places[side].get(keyOf(text)) ?? places[side].get(keyOf(text.replace(/ \(.*\)$/, "")));
    const ofRow = ({ cells }) => [...[0, 1].map((side) => {
      const [place, label] = [cells[2 * side], cells[2 * side + 1]].map((cell) => cell.textContent.trim());
      return (known(label, side) ?? Number(place)) === Number(place) ? Number(place) : null;
    }), cells[4].textContent.trim()];
    const ofText = (who) => [...[...who.querySelectorAll("b")].map((each, side) => known(each.textContent.trim(), side) ?? null),
      (who.closest("summary") ?? who).querySelector(".points").textContent.trim()];
    return [...document.querySelectorAll("[data-proved] .who")].map((who) => (who.querySelector("b") ? ofText(who) : ofRow(who)));
  };
  /** Points as a report writes them, of a thousand units each: with one decimal, halves up. */
  const tenths = (units, scale) => {
    const size = units < 0n ? -units : units;
    return String((size * 20n + scale) / (2n * scale)).padStart(2, "0");
  };
  const isOf = (text, units, scale) => Number(text) === Number((Number(units) / Number(scale)).toPrecision(15))
    || (scale === 1000n && text.replace(/\D/g, "") === tenths(units, scale) && /^[-\u2212]/.test(text) === units < 0n);

  const said = (data, part) => {
    const scale = data.problem.scale;
    if (part.about === "digest") return say("digest", { digest: part.digest });
    if (part.about === "infeasible" || part.about === "shown") return say(part.about);
    if (part.about === "pairs") {
      const { people, locked, groups } = part.problem;
      const facts = { mentees: spoken(people[0]), mentors: spoken(people[1]), pairs: spoken(part.chosen.pairs.length),
        points: points(part.chosen.units, scale), locked: spoken(locked.length), groups: spoken(groups.flat().length) };
      if (data.certificate.status === "INFEASIBLE") return say("none", facts);
      return ["pairs", ...(locked.length ? ["locked"] : []), ...(groups.flat().length ? ["groups"] : [])]
        .map((key) => say(key, facts)).join(" ");
    }
    const { name, units, parameter } = part.stage;
    const row = data.words[name];
    const number = (text) => (row.in_points ? counted(BigInt(text), scale) : spoken(BigInt(text)));
    const asked = row.parameter === "points" ? counted(BigInt(parameter), scale) : String(parameter);
    const reached = units === null ? row.none : (units === "1" ? row.one : row.many).replace("#", number(units)).replace("@", asked);
    return say("stage", { title: row.title, reached, left: spoken(part.left), open: spoken(part.open) });
  };
  const title = (part) => (part.about === "stage" ? say("title_stage", { number: spoken(part.number + 1) }) : say(`title_${part.about}`));

  const item = (data, part) => {
    const made = document.createElement("li"), head = document.createElement("strong"), reasons = document.createElement("span");
    const isWrong = part.failures.length > 0;
    made.classList.toggle("wrong", isWrong);
    head.textContent = title(part);
    reasons.lang = "en";
    reasons.textContent = part.failures.join(" ");
    made.append(head, isWrong ? ` ${say("fails")} ` : `. ${said(data, part)}`, reasons);
    return made;
  };

  const show = (data, parts) => {
    told.replaceChildren(...parts.map((part) => item(data, part)));
    const reasons = parts.flatMap((part) => part.failures);
    if (reasons.length) verdict.fails("proof", [[state, say("proof_fails")]], reasons.slice(0, MOST_REASONS));
    else verdict.holds("proof", [[state, say("proof_holds")]]);
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
      if (step.done) return step.value.parts;
      bar.value = Math.min(1, seen / total);
      await new Promise((resume) => { setTimeout(resume); });
    }
  };

  /** What is listed to be read against what was checked; nothing where there were no pairs to check. */
  const compare = ([, { problem, chosen }]) => {
    if (!problem || !chosen) return [];
    const shown = listed(problem), failures = [];
    const sorted = (pairs) => String(pairs.map(([mentee, mentor]) => `${mentee} ${mentor}`).sort());
    if (sorted(shown) !== sorted(chosen.pairs)) failures.push("The pairs that this page lists are not those that the proof is of.");
    else if (!shown.every(([mentee, mentor, text]) => isOf(text, problem.table.units[problem.find([mentee, mentor])], problem.scale))) {
      failures.push("The points that this page lists are not those that the proof is of.");
    }
    return [{ about: "shown", failures }];
  };

  const begin = async () => {
    [start.hidden, bar.hidden] = [true, false];
    state.textContent = say("checking");
    try {
      const data = read(document.getElementById("proof-data").textContent);
      const parts = await run(data);
      show(data, [...parts, ...compare(parts)]);
    } catch {
      show({}, [{ about: "digest", failures: ["What this page carries cannot be read."] }]);
    }
    bar.hidden = true;
  };

  verdict.expect("proof");
  start.addEventListener("click", begin);
  start.hidden = false;
  state.textContent = say("not_checked");
  if (Number(start.dataset.work) <= AT_ONCE) begin();
});
