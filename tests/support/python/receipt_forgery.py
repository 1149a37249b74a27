"""Documents of receipts, written anew for other pairs, with digests and sums that agree."""

from __future__ import annotations

import hashlib
import json

LEVELS = ("leximin", "rank_maximal", "generous")


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def root_of(level):
    """The root of a tree of digests."""
    level = list(level) or [sha256("")]
    while len(level) > 1:
        pairs = [level[place : place + 2] for place in range(0, len(level), 2)]
        level = [sha256("".join(pair)) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0]


def signed_again(document):
    """The document with the digest of what it holds now."""
    own = document["own"]
    line = {"label": own["label"], "prices": own["prices"], "own": sha256(compact(own))}
    root = sha256(compact(line))
    for side, neighbour in document["path"]:
        root = sha256(neighbour + root if side == "left" else root + neighbour)
    other = root_of(sha256(compact(each)) for each in document["others"])
    roots = (root, other) if own["role"] == "mentee" else (other, root)
    return document | {"digest": sha256(" ".join((sha256(compact(document["rules"])), *roots)))}


def worth(stage, partner):
    """What a pair is worth to a linear stage."""
    units = int(partner["units"])
    if stage["name"] == "most_pairs":
        return 1
    if stage["name"] == "most_points":
        return units
    if stage["name"] == "floor":
        return -1 if units < int(stage["parameter"]) and not partner.get("locked") else 0
    if stage["name"] == "fewest_changes":
        return int(partner.get("previous", False))
    return int(partner["ticket"])


def with_other_pairs(documents, pairs):
    """Linear documents of everybody as a forger would write them of other pairs.

    They are by the same prices, with shares, totals, values, counts and digests that agree.

    ``pairs`` are of labels.
    """
    documents = json.loads(json.dumps(documents))
    rules = documents[0]["rules"]
    stages, lists = rules["stages"], rules["lists"]
    totals = [{"mentees": 0, "mentors": 0, "groups": 0} for _ in lists]
    counts = dict.fromkeys(((group["role"], group["label"]) for group in rules["groups"]), 0)
    values = [0] * len(lists)
    for document in documents:
        own, role = document["own"], document["own"]["role"]
        price = {other["label"]: other["prices"] for other in document["others"]}
        for partner in own["partners"]:
            both = (own["label"], partner["label"])
            partner.pop("paired", None)
            if (both if role == "mentee" else both[::-1]) in pairs:
                partner["paired"] = True
        mine = [partner for partner in own["partners"] if partner.get("paired")]
        groups = [g for g in rules["groups"] if g["role"] == role and g["label"] in own["groups"]]
        for group in groups:
            counts[role, group["label"]] += len(mine)
        own["partners"] = [
            {key: each[key] for key in ("label", "units", "paired", "locked", "previous", "rank",
                                        "ticket") if key in each}
            for each in own["partners"]
        ]  # fmt: skip
        for index, each in enumerate(lists):
            cost = sum(int(group["prices"][index]) for group in groups)
            share = (int(own["prices"][index]) - cost) * len(mine)
            if role == "mentee":
                worths = [worth(stages[each["stage"]], partner) for partner in mine]
                values[index] += sum(worths)
                share = sum(worths) - cost * len(mine)
                share -= sum(int(price[partner["label"]][index]) for partner in mine)
            own["shares"][index] = str(share)
            totals[index][f"{role}s"] += share
    for group in rules["groups"]:
        group["pairs"] = counts[group["role"], group["label"]]
        for index in range(len(lists)):
            totals[index]["groups"] += int(group["prices"][index]) * group["pairs"]
    for index, each in enumerate(lists):
        each["shares"] = {kind: str(number) for kind, number in totals[index].items()}
        stage = stages[each["stage"]]
        previous = int(stage["parameter"] or 0)
        reached = {"floor": -values[index], "fewest_changes": previous - values[index]}
        stage["value"] = str(reached.get(stage["name"], values[index]))
    for document in documents:
        document["rules"] = rules
    return [signed_again(document) for document in documents]
