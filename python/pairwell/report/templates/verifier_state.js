"use strict";
// The second part of the verifier: the pairs, the face that the stages leave open, and the two sums of prices.

verifier.State = (() => {
  const { SIDES, KINDS, OUT, OPEN, IN, LARGEST_PAYMENT, MOST_TOLD, WORK_BETWEEN_LOOKS, need, fit, whole, order } = verifier;

  /** What the stages so far leave open, and how many pairs everybody is in. */
  return class State {
    constructor(problem, failures) {
      this.problem = problem;
      this.failures = failures;
      this.table = problem.table;
      const cells = this.table.mentor.length;
      this.isAllowed = new Uint8Array(cells).fill(1);
      this.isLocked = new Uint8Array(cells);
      this.isChosen = new Uint8Array(cells);
      this.face = new Uint8Array(cells).fill(OPEN);
      for (const pair of problem.forbidden) {
        const cell = problem.find(pair);
        if (cell >= 0) this.isAllowed[cell] = this.face[cell] = 0;
      }
      for (const pair of problem.locked) {
        const cell = this.find(pair);
        need(cell >= 0, `${this.called(pair)} is locked and not allowed`);
        this.isLocked[cell] = 1;
        this.face[cell] = IN;
      }
      this.everyone = this.counted([]);
    }

    fail(sentence) {
      if (this.failures.length < MOST_TOLD) this.failures.push(`${sentence}.`);
    }

    called([mentee, mentor]) { return `mentee ${mentee} with mentor ${mentor}`; }

    pairAt(cell) {
      const { start, mentor } = this.table;
      let [first, last] = [0, start.length - 1];
      while (last - first > 1) {
        const middle = (first + last) >> 1;
        if (start[middle] <= cell) first = middle; else last = middle;
      }
      return [first, mentor[cell]];
    }

    /** The cell of an allowed pair; -1 for any other. */
    find(pair) {
      const cell = this.problem.find(pair);
      return cell >= 0 && this.isAllowed[cell] ? cell : -1;
    }

    open() { return this.face.reduce((count, face) => count + (face === OPEN), 0); }

    /** Everybody's range, with the number of these pairs that they are in. */
    counted(pairs) {
      const everyone = {};
      SIDES.forEach((side, which) => {
        const people = this.problem.ranges[side].map((range) => ({ ...range, pairs: 0n }));
        for (const pair of pairs) people[pair[which]].pairs += 1n;
        everyone[side] = people;
        everyone[`${side}_group`] = this.problem.ranges[`${side}_group`].map((range, group) => ({ ...range,
          pairs: this.problem.groups[which][group].reduce((sum, member) => sum + people[member].pairs, 0n) }));
      });
      return everyone;
    }

    /** Calls visit(cell, mentee) for every allowed pair, and says now and then how many it has seen. */
    *each(visit) {
      let seen = 0;
      for (let mentee = 0; mentee < this.problem.people[0]; ++mentee) {
        for (let cell = this.table.start[mentee]; cell < this.table.start[mentee + 1]; ++cell) {
          if (this.isAllowed[cell]) visit(cell, mentee);
        }
        seen += this.table.start[mentee + 1] - this.table.start[mentee];
        if (seen >= WORK_BETWEEN_LOOKS) {
          yield seen;
          seen = 0;
        }
      }
      yield seen;
    }

    prices(given) {
      const prices = {};
      for (const kind of KINDS) {
        need(Array.isArray(given?.[kind]) && given[kind].length === this.everyone[kind].length,
          "there are no prices for this problem, so it is not proved");
        prices[kind] = given[kind].map((price) => whole(price));
      }
      return prices;
    }

    /** What each person pays: the own price and those of the groups around. */
    paid(prices) {
      const paid = SIDES.map((side, which) => {
        const own = [...prices[side]];
        this.problem.groups[which].forEach((members, group) => {
          for (const member of members) own[member] = fit(own[member] + prices[`${side}_group`][group]);
        });
        return own;
      });
      if (paid.every((side) => side.length)) {
        const [least, most] = [(one, other) => one < other, (one, other) => one > other].map((isFirst) =>
          fit(paid.map((side) => side.reduce((end, own) => (isFirst(own, end) ? own : end))).reduce((sum, end) => sum + end)));
        need(least >= -LARGEST_PAYMENT && most <= LARGEST_PAYMENT, "a number is too large to be checked in 64 bits");
      }
      return paid;
    }

    choose(pairs, units) {
      let sum = 0n;
      let before = null;
      for (const pair of pairs) {
        const cell = this.find(pair);
        if (cell < 0) {
          this.fail(`${this.called(pair)} is matched and is not an allowed pair`);
          continue;
        }
        if (this.isChosen[cell]) this.fail(`${this.called(pair)} is matched twice`);
        else if (before && order(pair, before) < 0) this.fail(`${this.called(pair)} is not in its place`);
        this.isChosen[cell] = 1;
        before = pair;
        sum = fit(sum + this.table.units[cell]);
      }
      if (!this.failures.length && sum !== units) this.fail(`the pairs have ${sum} units of points in all, not ${units}`);
      if (this.failures.length) return;
      for (const pair of this.problem.locked) {
        if (!this.isChosen[this.find(pair)]) this.fail(`${this.called(pair)} is locked and not matched`);
      }
      this.everyone = this.counted(pairs);
      for (const kind of KINDS) {
        this.everyone[kind].forEach(({ least, most, pairs: count }, number) => {
          if (count < least || count > most) {
            this.fail(`${kind.replace("_", " ")} ${number} has ${count} pairs, outside ${least} to ${most}`);
          }
        });
      }
    }

    /** What makes the pairs of a linear stage the best, and narrows the face to those as good; gives the sum reached. */
    *linear(given, worth) {
      const prices = this.prices(given);
      const [byMentee, byMentor] = this.paid(prices);
      let reached = 0n;
      yield* this.each((cell, mentee) => {
        const isOpen = this.face[cell] === OPEN;
        if (!isOpen && !this.isChosen[cell]) return;
        const own = worth(cell, mentee);
        if (this.isChosen[cell]) reached = fit(reached + own);
        const gain = own - byMentee[mentee] - byMentor[this.table.mentor[cell]];
        if (!isOpen || gain === 0n) return;
        this.face[cell] = gain > 0n ? IN : OUT;
        if (gain > 0n === !!this.isChosen[cell]) return;
        this.fail(`${this.called(this.pairAt(cell))} ${gain > 0n ? "would gain and is left out" : "loses and is matched"}`);
      });
      for (const kind of KINDS) {
        prices[kind].forEach((price, number) => {
          if (price === 0n) return;
          const one = this.everyone[kind][number];
          const end = price > 0n ? one.most : one.least;
          if (one.pairs !== end) {
            this.fail(`${kind.replace("_", " ")} ${number} has a price and is not at its ${price > 0n ? "most" : "least"}`);
          }
          one.least = one.most = end;
        });
      }
      return reached;
    }

    /** A sum that every matching of the pairs that stay would bring to 0 or more. */
    *farkas(prices, stays) {
      const [byMentee, byMentor] = this.paid(prices);
      let sum = 0n;
      for (const kind of KINDS) {
        prices[kind].forEach((price, number) => {
          const { least, most } = this.everyone[kind][number];
          sum = fit(sum + fit(price * (price > 0n ? most : least)));
        });
      }
      yield* this.each((cell, mentee) => {
        if (this.face[cell] === OUT || !stays(cell)) return;
        const gain = -byMentee[mentee] - byMentor[this.table.mentor[cell]];
        if (this.face[cell] === IN || gain > 0n) sum = fit(sum + gain);
      });
      return sum;
    }
  };
})();
