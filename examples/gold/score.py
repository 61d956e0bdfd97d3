#!/usr/bin/env python3
"""Holds readings of the invented world against its gold.

usage: sayso read --format json examples/world | python3 score.py [-v]

Prints one line a measure; -v also lists what was missed. Standard library only. Measures work on word
tokens with white space folded, so that no program is punished for where it puts a comma or a mark.

 located     gold passages that stand exactly once in the reading's text (the rest cannot be scored)
 blocks      gold block words whose block is body or furniture as it should be; and has the very kind
 statements  a found statement matches a gold one where their contents share at least half of their union
             (tokens); one to one, best first. Then: is the printed source right (half of the union, or the
             gold's last word inside a source at most 12 tokens longer), does the cue share a token, is the
             kind the same, is the parent the match of the gold's parent; where the source is right its form, where
             the cue is right its class and whether it is negated
 entities    of matched statements with a resolved gold speaker and an `entity`: does its name hold the
             speaker's last word, or, for bodies, share a word
 metadata    the fields that the gold has, equal (dates by day, authors as a set, letters' case ignored)
"""
import json, re, sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import check

WORD = re.compile(r"\w+(?:[’'.-]\w+)*")


class Folded:
    """A reading's text with white space folded, and the way from its code points into it."""

    def __init__(self, text):
        self.at, out, space = [], [], False
        for char in text:
            if char.isspace():
                self.at.append(len(out))
                space = bool(out)
                continue
            if space:
                out.append(" ")
                space = False
            self.at.append(len(out))
            out.append(char)
        self.at.append(len(out))
        self.text = "".join(out)
        self.words = [match.span() for match in WORD.finditer(self.text)]

    def tokens(self, spans):
        return frozenset(i for i, (a, b) in enumerate(self.words) if any(a < end and start < b for start, end in spans))

    def of(self, spans):
        return self.tokens([(self.at[start], self.at[end]) for start, end in spans])


def gold_tokens(folded, marked):
    passage = check.PIECE.sub(r"\2", marked)
    if folded.text.count(passage) != 1:
        return None
    spans, shift, start = {"s": [], "c": [], "x": []}, 0, folded.text.index(passage)
    for match in check.PIECE.finditer(marked):
        begin = start + match.start() - shift
        spans[match.group(1)].append((begin, begin + len(match.group(2))))
        shift += 4
    return {role: folded.tokens(value) for role, value in spans.items()}


def overlap(a, b):
    return len(a & b) / len(a | b) if a | b else 1.0


def same_source(gold, found):
    if not gold or not found:
        return not gold and not found
    return overlap(gold, found) >= 0.5 or (max(gold) in found and len(found) <= len(gold) + 12)


def name_fits(speaker, entity):
    small = {"of", "the", "and"}
    ours, theirs = (set(WORD.findall(name.lower())) - small for name in (speaker, entity))
    return WORD.findall(speaker.lower())[-1] in theirs or bool(ours & theirs)


def main():
    verbose = "-v" in sys.argv[1:]
    readings = {}
    inside = Counter()
    for line in sys.stdin:
        reading = json.loads(line)
        name, mark, _ = reading["path"].replace("\\", "/").split("/")[-1].partition("#")
        inside[name] += 1
        # The Nth document of a container, however the program counts what lies between (WARC requests).
        readings["%s#%d" % (name, inside[name]) if mark else name] = reading
    count, missed = Counter(), []

    def tally(measure, good, *what):
        count[measure, "all"] += 1
        count[measure, "right"] += bool(good)
        if not good:
            missed.append("%-20s %s" % (measure, " ".join(map(str, what))))

    folded = {name: Folded(reading["text"]) for name, reading in readings.items()}
    names = sorted({row["document"] for row in check.table("metadata.tsv")})
    for name in names:
        tally("documents read", name in readings, name)

    for row in check.table("blocks.tsv"):
        name = row["document"]
        if name not in readings:
            continue
        at, text = folded[name].at, folded[name].text
        kinds = []
        for match in re.finditer(re.escape(row["words"]), text):
            kinds += [b["kind"] for b in readings[name]["blocks"] if at[b["start"]] < match.end() and match.start() < at[b["end"]]][:1]
        body = row["kind"] in check.BODY_KINDS
        tally("block body or not", any((kind in check.BODY_KINDS) == body for kind in kinds), name, row["kind"], "is", kinds, repr(row["words"]))
        tally("block kind", row["kind"] in kinds, name, row["kind"], "is", kinds, repr(row["words"]))

    for name in names:
        if name not in readings:
            continue
        reading, text = readings[name], folded[name]
        gold = [row for row in check.table("statements.tsv") if row["document"] == name]
        found = [{"x": text.of(s["content"]["spans"]), "s": text.of((s["source"] or {"spans": []})["spans"]),
                  "c": text.of((s["cue"] or {"spans": []})["spans"]), "form": (s["source"] or {"form": None})["form"],
                  **{k: (s["cue"] or {k: None})[k] for k in ("class", "negated")}, **{k: s.get(k) for k in ("id", "kind", "parent", "entity")}}
                 for s in reading["statements"]]
        for row in gold:
            row["tokens"] = gold_tokens(text, row["marked"])
            tally("passage located", row["tokens"], name, row["id"], row["marked"][:80])
        gold = [row for row in gold if row["tokens"]]
        pairs = sorted(((-overlap(row["tokens"]["x"], f["x"]), -bool(same_source(row["tokens"]["s"], f["s"])), i, j)
                        for i, row in enumerate(gold) for j, f in enumerate(found)))
        match, taken = {}, set()
        for score, _, i, j in pairs:
            if -score >= 0.5 and i not in match and j not in taken:
                match[i] = j
                taken.add(j)
        by_id = {row["id"]: i for i, row in enumerate(gold)}
        entities = {entity["id"]: entity["name"] for entity in reading["entities"]}
        for i, row in enumerate(gold):
            what = (name, row["id"], row["marked"][:110])
            tally("statement recall", i in match, *what)
            tally("  " + row["kind"], i in match, *what)
            hit = i in match and found[match[i]]
            right = hit and same_source(row["tokens"]["s"], hit["s"])
            tally("with its source", right, *what)
            if row["kind"] == "direct":
                tally("direct with its source", right, *what)
            if not hit:
                continue
            tally("cue, if matched", bool(row["tokens"]["c"] & hit["c"]) or not (row["tokens"]["c"] or hit["c"]), *what)
            tally("kind, if matched", row["kind"] == hit["kind"], *what, "is", hit["kind"])
            parent = row["parent"] and by_id.get(row["parent"])
            wanted = found[match[parent]]["id"] if parent not in ("", None) and parent in match else None
            if right and hit["form"]:
                tally("form, if source right", row["form"] == hit["form"], *what, "is", hit["form"])
            if row["tokens"]["c"] & hit["c"]:
                tally("class, if cue right", row["class"] == hit["class"], *what, "is", hit["class"])
                tally("negated, if cue right", (row["negated"] == "yes") == hit["negated"], *what)
            if row["parent"]:
                tally("parent, if matched", wanted is not None and wanted == hit["parent"], *what)
            if row["speaker"] != "?" and hit["entity"]:
                tally("entity, if given", name_fits(row["speaker"], entities.get(hit["entity"]) or ""), *what, "is", entities.get(hit["entity"]))
        for j, f in enumerate(found):
            tally("statement precision", j in taken, name, f["id"], reading["statements"][j]["content"]["text"][:90])

    for row in check.table("metadata.tsv"):
        reading = readings.get(row["document"])
        if not reading:
            continue
        day = lambda told: (told or {}).get("value", "")[:10]
        has = {"title": reading["title"] or "", "outlet": reading["outlet"] or "", "url": reading["url"] or "",
               "published": day(reading["published"]), "modified": day(reading.get("modified")),
               "language": (reading["language"] or "").split("-")[0], "authors": "; ".join(sorted(reading["authors"])).lower()}
        row["authors"] = "; ".join(sorted(row["authors"].split("; "))).lower()
        row["language"] = row["language"].split("-")[0]
        for field, value in has.items():
            if row[field]:
                tally("metadata " + field, check.fold(value) == row[field], row["document"], repr(value), "not", repr(row[field]))

    for (measure, which), total in count.items():
        if which == "all":
            right = count[measure, "right"]
            print("%-24s %4d of %4d  %5.1f %%" % (measure, right, total, 100 * right / total))
    if verbose:
        print("\n" + "\n".join(missed))


if __name__ == "__main__":
    main()
