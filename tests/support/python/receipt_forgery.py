"""Documents of receipts, written anew for other pairs, with digests and sums that agree."""

from __future__ import annotations

import hashlib
import json

LEVELS = ("leximin", "rank_maximal", "generous")


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def signed_again(document):
    """The document with the digests of what it holds now; that of its own side is kept."""
    sheet = "mentors" if document["own"]["role"] == "mentee" else "mentees"
    digests = document["digests"] | {
        "rules": sha256(compact(document["rules"])),
        sheet: sha256(compact(document["others"])),
    }
    digest = sha256(" ".join(digests[part] for part in ("rules", "mentees", "mentors")))
    return document | {
        "digest": digest,
        "digests": digests,
        "own_digest": sha256(f"{digest} {compact(document['own'])}"),
    }


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
