"use strict";
// Checks a receipt from itself alone, in whole numbers of any size; its form is in docs/reference/match.md.
const checkReceipt = ({ rules, others, own }) => {
  const faults = [];
  const unless = (holds, text) => { if (!holds) faults.push(text); };
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0n);
  const isMentee = own.role === "mentee";
  const partners = own.partners.map((each) => ({
    ...each, units: BigInt(each.units), drawn: BigInt(each.ticket ?? 0), isOpen: !each.locked, isOut: false,
    prices: others.find((other) => other.label === each.label).prices.map(BigInt),
  }));
  const paired = partners.filter((each) => each.paired);
  const counted = ({ least, most }, pairs) => {
    const range = { least: BigInt(least), most: most === null ? 1n << 99n : BigInt(most), pairs: BigInt(pairs) };
    range.fits = () => range.least <= range.pairs && range.pairs <= range.most;
    range.term = (price) => price * (price > 0n ? range.most : range.least);
    range.pays = (price) => {
      if (price > 0n) range.least = range.most;
      if (price < 0n) range.most = range.least;
      return range.fits();
    };
    return range;
  };
  const areOnce = (labels) => new Set(labels).size === labels.length;
  unless([others, own.partners].every((list) => areOnce(list.map((each) => each.label))) && areOnce(own.groups)
    && areOnce(rules.groups.map((group) => JSON.stringify([group.role, group.label]))), "A label is there twice.");
  const person = counted(own, paired.length);
  const groups = rules.groups.map((group) => ({
    ...group, range: counted(group, group.pairs), prices: group.prices.map(BigInt),
    isOwn: group.role === own.role && own.groups.includes(group.label),
  }));
  unless(person.fits(), "The number of pairs is outside the range.");
  groups.forEach((group) => unless(group.range.fits(), `Group ${group.label} is outside its range.`));
  partners.forEach((each) => unless(each.paired || !each.locked, `${each.label} is locked, and no partner.`));
  const units = [...new Set(partners.map((each) => each.units))].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  const groupsPay = (list) => sum(groups.filter((group) => group.isOwn).map((group) => group.prices[list]));
  const settle = (list, where, worth) => {
    const price = BigInt(own.prices[list]);
    let share = (isMentee ? -groupsPay(list) : price - groupsPay(list)) * person.pairs;
    for (const each of partners) {
      const left = worth(each) - each.prices[list];
      if (isMentee && each.paired) share += left;
      if (!each.isOpen || left === price) continue;
      unless(left > price === !!each.paired, `${where}: ${each.label} leaves ${left}, and the price is ${price}.`);
      each.isOpen = false;
      each.isOut = !each.paired;
    }
    unless(person.pays(price - groupsPay(list)), `${where}: the price does not fit the range of pairs.`);
    unless(BigInt(own.shares[list]) === share, `${where}: the share is not ${share}.`);
    groups.forEach((group) => unless(group.range.pays(group.prices[list]), `${where}: group ${group.label} has room.`));
  };
  rules.stages.forEach((stage, index) => {
    const where = `Stage ${index + 1} (${stage.name})`;
    const lists = [...rules.lists.keys()].filter((list) => rules.lists[list].stage === index);
    const [value, parameter] = [BigInt(stage.value ?? 0), BigInt(stage.parameter ?? 0)];
    const totals = (list) => Object.values(rules.lists[list].shares).map(BigInt);
    const groupsShare = (list, share) => unless(totals(list)[2] === sum(groups.map(share)), `${where}: groups pay otherwise.`);
    if (stage.name === "best_worst") {
      const isLow = (each, more) => !each.locked && (stage.value === null || each.units < value + more);
      paired.forEach((each) => unless(!isLow(each, 0n), `${where}: ${each.label} is worse than the worst.`));
      for (const list of lists) {
        const price = BigInt(own.prices[list]);
        const gains = partners.filter((each) => isMentee && !each.isOut && !isLow(each, 1n))
          .map((each) => [each, -price - each.prices[list]]).filter(([each, gain]) => gain > 0n || !each.isOpen);
        const share = person.term(price - groupsPay(list)) + sum(gains.map(([, gain]) => gain));
        unless(BigInt(own.shares[list]) === share, `${where}: the share is not ${share}.`);
        groupsShare(list, (group) => group.range.term(group.prices[list]));
        unless(sum(totals(list)) < 0n, `${where}: the total is not below 0.`);
      }
      unless(lists.length < 2, `${where} has too many lists of prices.`);
      partners.filter((each) => each.isOpen && isLow(each, 0n)).forEach((each) => Object.assign(each, { isOpen: false, isOut: !each.paired }));
      return;
    }
    const byPoints = stage.name === "leximin";
    if (!byPoints && stage.name !== "rank_maximal" && stage.name !== "generous") {
      const worths = { most_pairs: () => 1n, most_points: (each) => each.units, lottery: (each) => each.drawn,
        floor: (each) => (each.units < parameter && !each.locked ? -1n : 0n), fewest_changes: (each) => (each.previous ? 1n : 0n) };
      const reached = { floor: -value, fewest_changes: parameter - value }[stage.name] ?? value;
      unless(lists.length === 1 && stage.value !== null && stage.name in worths, `${where} does not have the prices that it needs.`);
      for (const list of lists.slice(0, 1)) {
        groupsShare(list, (group) => group.prices[list] * group.range.pairs);
        unless(sum(totals(list)) === reached, `${where}: the total is not the value.`);
        settle(list, where, worths[stage.name] ?? (() => 0n));
      }
      return;
    }
    const sign = stage.name === "generous" ? -1n : 1n, many = stage.name === "rank_maximal";
    const level = (each) => (byPoints ? each.units : BigInt(each.rank ?? 0));
    const holds = (told, mine) => mine.every((each) => (told.find(([own]) => BigInt(own) === level(each)) ?? [0, 0])[1]
      >= mine.filter((other) => level(other) === level(each)).length);
    unless(byPoints || !isMentee || partners.every((each) => units.indexOf(each.units) + 1 === each.rank), `${where}: a rank is not that of the points.`);
    unless(holds(stage.profile, paired.filter((each) => !each.locked)), `${where}: the profile leaves out a pair.`);
    let settled = null;
    for (const list of [...lists, null]) {
      const [first, last] = list === null ? [null, null] : [rules.lists[list].first, rules.lists[list].last].map((end) => sign * BigInt(end));
      for (const each of partners) {
        const turn = sign * level(each);
        if (!each.isOpen || (settled !== null && turn <= settled) || (first !== null && turn >= first)) continue;
        unless(!many && !each.paired, `${where}: nothing settles the level of ${each.label}.`);
        Object.assign(each, { isOpen: false, isOut: !each.paired });
      }
      if (list === null) return;
      const open = rules.lists[list].open;
      unless(holds(open, partners.filter((each) => each.isOpen && sign * level(each) >= first && sign * level(each) <= last)), `${where}: a pair is not counted as open.`);
      const weights = new Map();
      let weight = 1n;
      for (const [number, pairs] of [...open].reverse()) {
        if (weight > 1n << 61n) return unless(false, `${where}: the open pairs give no weights.`);
        weights.set(BigInt(number), many ? weight : -weight);
        weight *= 1n + BigInt(pairs);
      }
      groupsShare(list, (group) => group.prices[list] * group.range.pairs);
      settle(list, where, (each) => weights.get(level(each)) ?? 0n);
      settled = last;
    }
  });
  return faults;
};
const checkDigests = ({ digest, rules, others, own, path }) => {
  const hash = (text) => {
    const hashed = sha256();
    hashed.add(new TextEncoder().encode(text));
    return hashed.hex();
  };
  let root = hash(JSON.stringify({ label: own.label, prices: own.prices, own: hash(JSON.stringify(own)) }));
  for (const [side, neighbour] of path) root = hash(side === "left" ? neighbour + root : root + neighbour);
  let level = others.length ? others.map((other) => hash(JSON.stringify(other))) : [hash("")];
  while (level.length > 1) {
    const pairs = level.filter((_, place) => place % 2 === 0).map((each, place) => [each, level[2 * place + 1]]);
    level = pairs.map(([left, right]) => (right === undefined ? left : hash(left + right)));
  }
  const roots = own.role === "mentee" ? [root, level[0]] : [level[0], root];
  return digest === hash([hash(JSON.stringify(rules)), ...roots].join(" ")) ? [] : ["The digest is not that of the parts."];
};
