"use strict";
// Checks a matching against its problem, in whole numbers. It was written from docs/reference/certificate.md, which says
// what has to hold and why; with pairwell's other checkers it has no line in common.

/** What does not hold, or is not of the form that it must have: a sentence without its full stop. */
class Wrong extends Error {}

const verifier = (() => {
  const SIDES = ["mentee", "mentor"];
  const KINDS = ["mentee", "mentor", "mentee_group", "mentor_group"];
  const NO_LIMIT = (1n << 31n) - 1n;
  const LEAST = -(1n << 63n), MOST = (1n << 63n) - 1n;
  const LARGEST_WORTH = 1n << 61n, LARGEST_PAYMENT = 3n << 61n;
  const [OUT, OPEN, IN] = [0, 1, 2];
  const MOST_TOLD = 20, WORK_BETWEEN_LOOKS = 20000;

  const need = (fact, sentence) => { if (!fact) throw new Wrong(sentence); };
  /** Sums of an honest certificate fit into 64 bits, and a proof that needs more is none. */
  const fit = (number) => {
    need(number >= LEAST && number <= MOST, "a number is too large to be checked in 64 bits");
    return number;
  };
  const whole = (text, least = LEAST, most = MOST) => {
    need(typeof text === "string" && /^-?\d+$/.test(text), "something is not the whole number that it must be");
    const number = BigInt(text);
    need(number >= least && number <= most, `${text} is not from ${least} to ${most}`);
    return number;
  };
  const place = (text, count) => Number(whole(text, 0n, BigInt(count) - 1n));
  const list = (given, length = given?.length) => {
    need(Array.isArray(given) && given.length === length, "a list is missing or has another length than it must have");
    return given;
  };
  /** A pair of any two people, who need not be in the problem. */
  const pairOf = (given) => list(given, 2).map((each) => Number(whole(each, -NO_LIMIT - 1n, NO_LIMIT)));
  const order = (one, other) => one[0] - other[0] || one[1] - other[1];

  /** JSON with every number as its digits, since a page rounds those beyond 2^53. */
  const read = (text) => JSON.parse(text.replace(
    /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (part) => (part[0] === '"' ? part : `"${part}"`)));

  /** What is asked, checked for its form; pairs lie in rows, by mentee and then mentor. */
  class Problem {
    constructor(given) {
      this.people = SIDES.map((side) => Number(whole(given[`${side}s`], 0n, NO_LIMIT)));
      this.scale = whole(given.scale, 1n);
      this.table = "row_start" in given ? this.sparse(given) : this.dense(given);
      this.ranges = {};
      this.groups = [];
      this.keys = [];
      SIDES.forEach((side, which) => {
        const count = this.people[which];
        this.ranges[side] = list(given[`${side}_capacity`], count).map(this.range);
        const groups = list(given[`${side}_groups`]);
        this.ranges[`${side}_group`] = groups.map(({ least, most }) => this.range([least, most]));
        this.groups.push(groups.map(({ members }) => list(members).map((member) => place(member, count))));
        this.groups[which].forEach((each) => need(new Set(each).size === each.length, "a member is in a group twice"));
        const keys = list(given[`${side}_keys`]).map((key) => whole(key, 0n, (1n << 64n) - 1n));
        this.keys.push(list(keys, keys.length ? count : 0));
      });
      this.forbidden = list(given.forbidden).map((pair) => this.pair(pair));
      this.locked = list(given.locked).map((pair) => this.pair(pair));
    }

    range(given) {
      const [least, most] = list(given, 2).map((end) => whole(end, 0n, NO_LIMIT));
      need(least <= most, "the most of a range is below its least");
      return { least, most };
    }

    pair(given) {
      return list(given, 2).map((person, side) => place(person, this.people[side]));
    }

    dense({ units }) {
      const table = { start: [0], mentor: [], units: [] };
      for (const row of list(units, this.people[0])) {
        list(row, this.people[1]).forEach((own, mentor) => {
          if (own === null) return;
          table.mentor.push(mentor);
          table.units.push(whole(own, -LARGEST_WORTH, LARGEST_WORTH));
        });
        table.start.push(table.mentor.length);
      }
      return table;
    }

    sparse({ row_start, mentor, units }) {
      const count = list(mentor).length;
      const table = {
        start: list(row_start, this.people[0] + 1).map((each) => place(each, count + 1)),
        mentor: mentor.map((each) => place(each, this.people[1])),
        units: list(units, count).map((own) => whole(own, -LARGEST_WORTH, LARGEST_WORTH)),
      };
      need(table.start[0] === 0 && table.start.at(-1) === count, "the rows of the table are not all of it");
      for (let row = 0; row < this.people[0]; ++row) {
        need(table.start[row] <= table.start[row + 1], "the rows of the table are out of order");
        for (let cell = table.start[row] + 1; cell < table.start[row + 1]; ++cell) {
          need(table.mentor[cell - 1] < table.mentor[cell], "the mentors of a row are out of order");
        }
      }
      return table;
    }

    /** The cell of a pair; -1 where the table has none. */
    find([mentee, mentor]) {
      if (!(mentee >= 0 && mentee < this.people[0])) return -1;
      let [first, last] = [this.table.start[mentee], this.table.start[mentee + 1]];
      while (first < last) {
        const middle = (first + last) >> 1;
        if (this.table.mentor[middle] < mentor) first = middle + 1; else last = middle;
      }
      return first < this.table.start[mentee + 1] && this.table.mentor[first] === mentor ? first : -1;
    }
  }

  /** Values one after another, framed as the page on the certificate says. */
  class Digest {
    constructor() {
      this.hash = sha256();
      this.frame = new Uint8Array(9);
      this.view = new DataView(this.frame.buffer);
    }

    framed(kind, number) {
      this.frame[0] = kind.charCodeAt(0);
      this.view.setBigUint64(1, BigInt.asUintN(64, number), true);
      this.hash.add(this.frame);
    }

    number(number) { this.framed("n", BigInt(number)); }

    bytes(bytes) {
      this.framed("t", BigInt(bytes.length));
      this.hash.add(bytes);
    }

    text(text) { this.bytes(new TextEncoder().encode(text)); }

    listed(rows) {
      this.number(rows.length);
      rows.flat().forEach((each) => this.number(each));
    }

    /** Many numbers in as few bytes as they need; null is a pair that the table leaves out. */
    *run(numbers) {
      this.number(numbers.length);
      for (let start = 0; start < numbers.length; start += 4096) {
        const part = numbers.slice(start, start + 4096).map((each) => (each === null ? null : BigInt(each)));
        const known = part.filter((each) => each !== null);
        const lowest = known.reduce((least, each) => (each < least ? each : least), MOST);
        const highest = known.reduce((most, each) => (each > most ? each : most), LEAST);
        const width = known.length ? Math.ceil((highest - lowest + 1n).toString(2).length / 8) : 0;
        const bytes = new Uint8Array(width * part.length);
        part.forEach((each, index) => {
          let code = each === null ? 0n : each - lowest + 1n;
          for (let byte = 0; byte < width; ++byte, code >>= 8n) bytes[index * width + byte] = Number(code & 255n);
        });
        this.number(lowest);
        this.bytes(bytes);
        yield part.length;
      }
    }

    hex() { return this.hash.hex(); }
  }

  /** A key as a number with a sign; the least of them is written like a pair that the table leaves out. */
  const signed = (key) => {
    const number = BigInt.asIntN(64, BigInt(key));
    return number === LEAST ? null : number;
  };

  function* digestOfProblem(given) {
    const digest = new Digest();
    digest.text("problem");
    for (const name of ["mentees", "mentors", "scale"]) digest.number(given[name]);
    const isSparse = "row_start" in given;
    digest.text(isSparse ? "sparse" : "dense");
    if (isSparse) for (const name of ["row_start", "mentor", "units"]) yield* digest.run(given[name]);
    else yield* digest.run(given.units.flat());
    for (const side of SIDES) {
      const ranges = given[`${side}_capacity`];
      digest.listed(ranges.every(([least, most]) => least === "0" && most === "1") ? [] : ranges);
    }
    digest.listed(given.forbidden);
    digest.listed(given.locked);
    for (const side of SIDES) {
      const groups = given[`${side}_groups`];
      digest.number(groups.length);
      for (const { name, least, most, members } of groups) {
        need(typeof name === "string", "the name of a group is no text");
        digest.text(name);
        digest.number(least);
        digest.number(most);
        digest.listed(members);
      }
    }
    for (const side of SIDES) yield* digest.run(given[`${side}_keys`].map(signed));
    return digest.hex();
  }

  function* digestOfMatching(given, stages) {
    const digest = new Digest();
    digest.text(yield* digestOfProblem(given));
    digest.number(stages.length);
    for (const { name, parameter } of stages) {
      digest.text(name);
      if (name === "floor") digest.number(whole(parameter));
      else if (name === "lottery") digest.number(whole(parameter, 0n, (1n << 64n) - 1n));
      else if (name === "fewest_changes") digest.listed(list(parameter).map(pairOf));
    }
    return digest.hex();
  }

  return { SIDES, KINDS, OUT, OPEN, IN, LARGEST_WORTH, LARGEST_PAYMENT, MOST_TOLD, WORK_BETWEEN_LOOKS,
    Problem, need, fit, whole, place, list, pairOf, order, read, digestOfMatching };
})();
