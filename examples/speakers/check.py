#!/usr/bin/env python3
"""Checks the gold of speakers: every mark parses, every ID is declared and used, every name is printed.

usage: check.py [FOLDER]   print the counts of each article and of all (of this folder); exit 1 if anything is wrong

The format is described in README.md, beside this file. Standard library only; made without sayso, so that the gold
cannot be bent by the program it judges.
"""
import re, sys
from collections import Counter
from pathlib import Path

HERE = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parent
MARK = re.compile(r"\[\[([A-Za-z][A-Za-z0-9]*|\?)\|([^\[\]|\n]+)\]\]")
PRONOUNS = "he she it they i we who which him her them".split()
KINDS = "person organization place group work other".split()


def read(path, fault):
    """The plain text, the marks as (ID, start, end) in code points of it, and the table by ID."""
    marked, bar, table = path.read_text(encoding="utf-8").partition("\n---\n")
    if not bar:
        fault("no line of three dashes")
    text, marks, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        marks.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    text += marked[at:]
    if "[[" in text or "]]" in text:
        fault("a mark that does not parse: " + text[max(0, text.find("[[")) :][:40])
    rows = {}
    for line in table.splitlines():
        cells = line.split("\t")
        if len(cells) != 6 or not all(cell and cell == cell.strip() for cell in cells):
            fault(f"not six cells: {line!r}")
            continue
        if cells[0] in rows or cells[0] == "?":
            fault(f"{cells[0]} is declared twice, or may not be")
        if cells[1] not in KINDS:
            fault(f"{cells[0]}: no such kind: {cells[1]}")
        rows[cells[0]] = cells[1:]
    return text, marks, rows


def main():
    faults, total, kinds = [], Counter(), Counter()
    for path in sorted(HERE.glob("*.txt")):
        fault = lambda words: faults.append(f"{path.name}: {words}")
        text, marks, rows = read(path, fault)
        used = Counter(ID for ID, _, _ in marks)
        for ID in used:
            if ID not in rows and ID != "?":
                fault(f"{ID} is not declared")
        for ID, (kind, names, *_) in rows.items():
            if ID not in used:
                fault(f"{ID} is never marked")
            kinds[kind] += 1
            for name in names.split(" | "):
                if name != "-" and name.lower() not in text.lower():
                    fault(f"{ID}: {name!r} is not printed")
        words = len(text.split())
        if not 250 <= words <= 600:
            fault(f"{words} words")
        pronouns = sum(text[start:end].lower() in PRONOUNS for _, start, end in marks)
        total.update(articles=1, marks=len(marks), pronouns=pronouns, open=used["?"], entities=len(rows), words=words)
        print(f"{path.name}\t{words} words\t{len(marks)} sources\t{len(rows)} entities\t{used['?']} open")
    print(", ".join(f"{count} {what}" for what, count in total.items()))
    print("entities: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    for words in faults:
        print(words, file=sys.stderr)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
