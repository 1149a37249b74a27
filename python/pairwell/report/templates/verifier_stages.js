"use strict";
// The third part of the verifier: the proof of each stage, one after another.

const verify = (() => {
  const { SIDES, KINDS, OUT, OPEN, IN, LARGEST_WORTH, Problem, State, need, fit, whole, place, list, pairOf,
    digestOfMatching } = verifier;

  /** The tickets of a lottery, 64 bits without a sign. */
  const ticket = (...numbers) => {
    const cut = (number) => BigInt.asUintN(64, number);
    let mixed = 0n;
    for (const own of numbers) {
      mixed = cut((mixed ^ own) + 0x9e3779b97f4a7c15n);
      mixed = cut((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
      mixed = cut((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
      mixed ^= mixed >> 31n;
    }
    return mixed >> 24n;
  };

  /** The proof of each stage. */
  class Proof extends State {
    *bestWorst(stage, value) {
      const prices = this.prices(stage.prices);
      const { units } = this.table;
      let worst = null;
      yield* this.each((cell) => {
        if (this.isChosen[cell] && !this.isLocked[cell] && (worst === null || units[cell] < worst)) worst = units[cell];
      });
      need(worst === value, "the worst pair is not the one claimed");
      if (worst !== null) {
        const isBetter = (cell) => this.isLocked[cell] || units[cell] > worst;
        let isNeeded = false;
        yield* this.each((cell) => { isNeeded ||= this.face[cell] === IN && !isBetter(cell); });
        if (!isNeeded && (yield* this.farkas(prices, isBetter)) >= 0n) {
          this.fail("the prices do not prove that the worst pair could not be better");
        }
      }
      yield* this.each((cell) => {
        if (!this.isLocked[cell] && (worst === null || units[cell] < worst)) this.face[cell] = OUT;
      });
    }

    /** 1 more than how many different units above its own the mentee's pairs have, for each cell. */
    ranks() {
      const ranks = new Array(this.table.mentor.length).fill(0n);
      for (let mentee = 0; mentee < this.problem.people[0]; ++mentee) {
        const cells = [];
        for (let cell = this.table.start[mentee]; cell < this.table.start[mentee + 1]; ++cell) {
          if (this.isAllowed[cell]) cells.push(cell);
        }
        const { units } = this.table;
        cells.sort((one, other) => (units[one] > units[other] ? -1 : units[one] < units[other] ? 1 : 0));
        let rank = 0n;
        cells.forEach((cell, index) => {
          if (index === 0 || units[cell] !== units[cells[index - 1]]) rank += 1n;
          ranks[cell] = rank;
        });
      }
      return ranks;
    }

    *levels(stage, value) {
      const isFalling = stage.name === "generous", many = stage.name === "rank_maximal";
      const turned = (level) => (isFalling ? fit(-level) : level);
      const turns = stage.name === "leximin" ? this.table.units : this.ranks().map(turned);
      const chosen = new Map();
      yield* this.each((cell) => {
        if (this.isChosen[cell] && !this.isLocked[cell]) chosen.set(turns[cell], (chosen.get(turns[cell]) ?? 0n) + 1n);
      });
      const profile = [...chosen].sort(([one], [other]) => (one < other ? -1 : 1)).map(([turn, pairs]) => [turned(turn), pairs]);
      const told = list(stage.profile).map((row) => list(row, 2).map((number) => whole(number)));
      need(String(profile) === String(told), "the profile is not that of the pairs");
      const reached = many ? chosen.get(1n) ?? 0n : profile[0]?.[0] ?? null;
      need(reached === value, "the value is not that of the profile");
      let settled = null;
      for (const step of list(stage.steps)) {
        const first = turned(whole(step.first)), last = turned(whole(step.last));
        need(last >= first && (settled === null || first > settled), "its steps are out of order");
        this.prices(step.prices);
        yield* this.passOver(turns, many, settled, first);
        yield* this.settle(turns, many, first, last, step.prices);
        if (this.failures.length) return;
        settled = last;
      }
      yield* this.passOver(turns, many, settled, null);
    }

    /** Levels that no step settles: where few pairs are wanted none may be chosen, where many are none may be open. */
    *passOver(turns, many, after, before) {
      yield* this.each((cell) => {
        const turn = turns[cell];
        if (this.face[cell] !== OPEN || (after !== null && turn <= after) || (before !== null && turn >= before)) return;
        if (many || this.isChosen[cell]) this.fail(`no step settles the level of ${this.called(this.pairAt(cell))}`);
        this.face[cell] = OUT;
      });
    }

    /** A pair of one level weighs 1 more than all open pairs of the later levels of the step together. */
    *settle(turns, many, first, last, prices) {
      const isIn = (turn) => turn >= first && turn <= last;
      const open = new Map();
      yield* this.each((cell) => {
        if (this.face[cell] === OPEN && isIn(turns[cell])) open.set(turns[cell], (open.get(turns[cell]) ?? 0n) + 1n);
      });
      need(open.size <= 62, "a number is too large to be checked in 64 bits");
      const weights = new Map();
      let weight = 1n, behind = 0n;
      for (const [turn, pairs] of [...open].sort(([one], [other]) => (one > other ? -1 : 1))) {
        weight *= 1n + behind;
        need(weight <= LARGEST_WORTH, "a number is too large to be checked in 64 bits");
        weights.set(turn, many ? weight : -weight);
        behind = pairs;
      }
      yield* this.linear(prices, (cell) => weights.get(turns[cell]) ?? 0n);
    }

    /** Previous pairs that can no longer be: not allowed, or one of the two has no room beside locked pairs. */
    lost(previous) {
      const held = this.counted(this.problem.locked);
      const isFull = SIDES.map((side, which) => {
        const full = held[side].map(({ pairs, most }) => pairs >= most);
        held[`${side}_group`].forEach(({ pairs, most }, group) => {
          if (pairs >= most) for (const member of this.problem.groups[which][group]) full[member] = true;
        });
        return full;
      });
      return previous.filter((pair) => {
        const cell = this.find(pair);
        return cell < 0 || (!this.isLocked[cell] && (isFull[0][pair[0]] || isFull[1][pair[1]]));
      });
    }

    *fewestChanges(stage, value) {
      const previous = list(stage.parameter).map(pairOf);
      if (new Set(previous.map(String)).size < previous.length) this.fail("a previous pair appears twice");
      if (String(this.lost(previous)) !== String(list(stage.lost).map(pairOf))) {
        this.fail("the lost pairs are not the previous ones that can no longer be");
      }
      const cells = new Set(previous.map((pair) => this.find(pair)));
      const kept = yield* this.linear(stage.prices, (cell) => (cells.has(cell) ? 1n : 0n));
      this.compare(value, BigInt(previous.length) - kept);
    }

    compare(value, reached) {
      if (value !== reached) this.fail(`the pairs reach ${reached}, not the value claimed`);
    }

    *stage(stage) {
      const { name, parameter } = stage;
      const value = stage.units === null ? null : whole(stage.units);
      if (name !== "fewest_changes") need(list(stage.lost).length === 0, "it lists lost pairs and knows no previous ones");
      const isTold = ["floor", "fewest_changes", "lottery"].includes(name);
      need(isTold || parameter === null, "it has a parameter, and needs none");
      if (["leximin", "rank_maximal", "generous"].includes(name)) {
        need(KINDS.every((kind) => list(stage.prices[kind]).length === 0), "it keeps its prices elsewhere than in its steps");
        return yield* this.levels(stage, value);
      }
      need(!list(stage.profile).length && !list(stage.steps).length, "it has no levels to count and lists some");
      if (name === "best_worst") return yield* this.bestWorst(stage, value);
      if (name === "fewest_changes") return yield* this.fewestChanges(stage, value);
      const { units, mentor } = this.table;
      const key = (side, person) => this.problem.keys[side][person] ?? BigInt(person);
      const floor = name === "floor" ? whole(parameter) : null;
      const seed = name === "lottery" ? whole(parameter, 0n, (1n << 64n) - 1n) : null;
      const worths = {
        most_pairs: () => 1n,
        most_points: (cell) => units[cell],
        floor: (cell) => (units[cell] < floor && !this.isLocked[cell] ? -1n : 0n),
        lottery: (cell, mentee) => ticket(seed, key(0, mentee), key(1, mentor[cell])),
      };
      need(Object.hasOwn(worths, name), "there is no such stage");
      const reached = yield* this.linear(stage.prices, worths[name]);
      this.compare(value, name === "floor" ? -reached : reached);
    }

    /** That there is no matching, and that the rules which are named show it by themselves. */
    *infeasible(why) {
      const prices = this.prices(why.prices);
      need((yield* this.farkas(prices, () => true)) < 0n, "the prices do not prove that there is no matching");
      const [byMentee, byMentor] = this.paid(prices);
      const shown = (fact) => need(fact, "the rules that are named are not shown to collide by themselves");
      const named = new Set();
      const rule = ({ kind, id, pairs }, isLimit) => {
        if (kind === "locked_pair") {
          const cell = this.find(pairOf(id));
          shown(cell >= 0 && this.isLocked[cell] && pairs === "1" && !isLimit);
          return -byMentee[Number(id[0])] - byMentor[Number(id[1])];
        }
        shown(KINDS.includes(kind));
        const number = place(id, this.everyone[kind].length);
        const { least, most } = this.everyone[kind][number];
        shown(whole(pairs) === (isLimit ? most : least));
        return prices[kind][number];
      };
      let sum = 0n;
      const [asked, limits] = [why.asked, why.limits].map((claims, which) => list(claims).reduce((total, claim) => {
        const price = rule(claim, which === 1);
        shown(which === 1 ? price > 0n : price < 0n);
        shown(!named.has(String([claim.kind, claim.id])));
        named.add(String([claim.kind, claim.id]));
        sum = fit(sum + fit(price * whole(claim.pairs)));
        return total + whole(claim.pairs);
      }, 0n));
      shown(KINDS.reduce((count, kind) => count + prices[kind].filter((price) => price > 0n).length, 0) === why.limits.length);
      let open = 0n;
      yield* this.each((cell, mentee) => {
        const gain = -byMentee[mentee] - byMentor[this.table.mentor[cell]];
        if (gain <= 0n) return;
        sum = fit(sum + gain);
        open += 1n;
      });
      shown(open === whole(why.open_pairs) && sum < 0n && asked > limits + open);
    }
  }

  /** Runs a part of the check, whose failures `failures` gathers; what is not of its form fails like what does not hold. */
  function* run(part, failures, work) {
    try {
      yield* work();
    } catch (error) {
      failures.push(`${error instanceof Wrong ? error.message : "a part of it is not of the form that it must have"}.`);
    }
    part.failures.push(...failures.splice(0));
    return !part.failures.length;
  }

  /** What the status says that there is, and the pairs of an optimal matching. */
  function choose(state, certificate) {
    const pairs = list(certificate.pairs).map(pairOf);
    const units = whole(certificate.units);
    const isStopped = ["CANCELLED", "TIME_LIMIT"].includes(certificate.status);
    if (certificate.status === "OPTIMAL" || (isStopped && list(certificate.stages).length)) {
      need(certificate.infeasibility === null, "where there is a matching, there is no reason why there is none");
      need(certificate.stages.length, "the matching has no stages, so nothing is proved");
      state.choose(pairs, units);
    } else {
      need(certificate.status === "INFEASIBLE", "a call that was stopped before any stage was settled proves nothing");
      need(!pairs.length && units === 0n && !certificate.stages.length, "there is no matching, and it has pairs or stages");
    }
    return { pairs, units };
  }

  /**
   * Checks a matching, both as `read` gave them: a generator of how many pairs it has looked at since it said so last.
   * Gives the parts of the check in order, each with its failures; it holds where none has any.
   */
  return function* verify(given, certificate) {
    const parts = [];
    const begin = (about, more) => (parts.push({ about, failures: [], ...more }), parts.at(-1));
    const failures = [];
    const digest = begin("digest");
    yield* run(digest, failures, function* () {
      digest.digest = yield* digestOfMatching(given, list(certificate.stages));
      need(digest.digest === certificate.digest, "the digest is not that of this problem and objective");
    });
    const pairs = begin("pairs");
    let proof = null;
    const isReady = yield* run(pairs, failures, function* () {
      pairs.problem = new Problem(given);
      proof = new Proof(pairs.problem, failures);
      yield proof.table.mentor.length;
      pairs.chosen = choose(proof, certificate);
    });
    if (isReady && certificate.status === "INFEASIBLE") {
      yield* run(begin("infeasible"), failures, () => proof.infeasible(certificate.infeasibility));
    } else if (isReady) {
      for (const [number, stage] of certificate.stages.entries()) {
        const part = begin("stage", { number, stage, open: proof.open() });
        const holds = yield* run(part, failures, () => proof.stage(stage));
        part.left = proof.open();
        if (!holds) break;
      }
    }
    return { holds: parts.every((part) => !part.failures.length), parts };
  };
})();
