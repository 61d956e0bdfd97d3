#!/usr/bin/env python3
"""Checks what `sayso read --format conllu` prints, with its own eyes and with public validators.

usage: python3 evaluation/conllu.py              reads examples/world with the program (SAYSO, or target/release/sayso)
       python3 evaluation/conllu.py FILE...      checks files that are there

Its own checks: ten fields, none empty; ids in order, ranges over words that are there; one root, no circle; `# text`
equals the forms with their spaces; known UPOS, features in order, relation shapes; sent_id unique and without spaces;
MISC in order, names that begin before they go on; a blank line after every sentence. When it runs the program itself, Start and End must
give the forms in the text of `--format json`. Then the packages conllu, pyconll and udtools (UD's own validator, level 2)
where they are installed (`pip install conllu pyconll udtools`; says so where not). Exit 1 and one line a fault where anything is wrong.
"""
import collections, importlib, json, os, pathlib, re, subprocess, sys, tempfile, unicodedata

sys.path.pop(0)  # this folder: this file has the name of a package it asks
ROOT = pathlib.Path(__file__).resolve().parent.parent
UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
NAMES = set("Person Location Organization NORP Date Misc Money Facility Product".split())


def misc(field):
    return dict(cell.split("=", 1) if "=" in cell else (cell, "") for cell in field.split("|")) if field != "_" else {}


def tree(heads):
    """Faults of a tree; heads of words 1, 2, 3 ..."""
    if heads.count(0) != 1: yield f"{heads.count(0)} roots"
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at and steps <= len(heads):
            if not 0 <= at <= len(heads): yield f"no head {at}"; return
            at, steps = heads[at - 1], steps + 1
        if at: yield f"a circle at word {word}"; return


def sentence(lines, ids):
    """Faults of one sentence."""
    comments = [line for line in lines if line.startswith("#")]
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    if any(len(row) != 10 for row in rows): yield "not ten fields"; return
    if any(not cell or cell != cell.strip() for row in rows for cell in row): yield "an empty field, or white space at its edge"
    found = [comment[len("# sent_id = "):] for comment in comments if comment.startswith("# sent_id = ")]
    if len(found) != 1 or not re.fullmatch(r"[^\s/]+", found[0]): yield f"sent_id {found}"
    for name in found:
        if name in ids: yield f"sent_id {name} again"
        ids.add(name)
    texts = [comment[len("# text = "):] for comment in comments if comment.startswith("# text = ")]
    if len(texts) != 1: yield "no text, or two"; return
    words = [row for row in rows if "-" not in row[0]]
    if not words: yield "no words"; return
    if [row[0] for row in words] != [str(n) for n in range(1, len(words) + 1)]: yield "ids are not 1, 2, 3 ..."; return
    printed, until = "", 0
    for place, row in enumerate(rows):
        form, notes = row[1], misc(row[9])
        if unicodedata.normalize("NFC", "".join(row)) != "".join(row): yield f"{form}: not NFC"
        if list(notes) != sorted(notes, key=str.lower): yield f"{form}: MISC not in order"
        space = "" if notes.get("SpaceAfter") == "No" else " "
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            if not until < first < last <= len(words): yield f"range {row[0]}"; return
            if place + 1 == len(rows) or rows[place + 1][0] != str(first): yield f"range {row[0]} is not before its words"
            if row[2:9] != ["_"] * 7: yield f"range {row[0]} carries tags"
            pieces = "".join(word[1] for word in words[first - 1:last])
            if pieces != form: yield f"{form} is made of {pieces}"
            printed, until = printed + form + space, last
            continue
        if int(row[0]) <= until:
            if space == "": yield f"{form}: SpaceAfter within a printed word"
        else:
            printed += form + space
        if row[3] not in UPOS: yield f"{form}: UPOS {row[3]}"
        feats = [] if row[5] == "_" else row[5].split("|")
        if feats != sorted(feats, key=str.lower) or not all(re.fullmatch(r"[A-Z0-9][\w\[\]]*=[A-Z0-9][\w,]*", feat) for feat in feats): yield f"{form}: features {row[5]}"
        if not re.fullmatch(r"[a-z]+(:[a-z]+)?", row[7]) or (row[7] == "root") != (row[6] == "0"): yield f"{form}: relation {row[7]} to {row[6]}"
    if printed.rstrip(" ") != texts[0]: yield f"text {texts[0]!r} is not {printed!r}"
    yield from tree([int(row[6]) for row in words])
    before = None
    for row in words:
        name = misc(row[9]).get("NER")
        if name:
            place, _, kind = name.partition("-")
            if place not in "BI" or kind not in NAMES: yield f"{row[1]}: name {name}"
            if place == "I" and before != kind: yield f"{row[1]}: goes on with {kind}, which has not begun"
        before = name and kind


def check(file, texts):
    """Faults of a whole file; `texts` maps ids of documents to the texts that positions count in."""
    if file and not file.endswith("\n\n"): yield "no blank line at the end"
    if "\r" in file or re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", file): yield "control characters"
    ids, text, counts = set(), None, collections.Counter()
    for block in file.split("\n\n")[:-1]:
        lines = block.split("\n")
        for line in lines:
            if line.startswith("# newdoc id = "): document = line[len("# newdoc id = "):]; counts["documents"] += 1
            # Reprints share an id (the body is the same), not the furniture around it.
            if line.startswith("# path = "): text = texts.get((document, line[len("# path = "):]))
        where = next((line for line in lines if line.startswith("# sent_id")), lines[0])
        for fault in sentence(lines, ids): yield f"{where}: {fault}"
        counts["sentences"] += 1
        for row in (line.split("\t") for line in lines if not line.startswith("#")):
            notes = misc(row[-1])
            counts["printed words" if "-" in row[0] else "words"] += 1
            counts["names"] += notes.get("NER", "").startswith("B-")
            if text is None: continue
            words = text[int(notes["Start"]):int(notes["End"])]
            if unicodedata.normalize("NFC", words) != row[1] and not re.search(r"[␀-␡‹␣◌]", row[1]): yield f"{where}: {row[1]!r} is {words!r} in the text"
    print(", ".join(f"{count} {what}" for what, count in sorted(counts.items())))


def public(path):
    """What the public validators say."""
    def have(name):
        try: return importlib.import_module(name)
        except ImportError: print(f"{name}: not installed, not asked")
    if (conllu := have("conllu")) is not None:
        try:
            parsed = conllu.parse(path.read_text(encoding="utf-8"))
            for tokens in parsed: tokens.to_tree()
            print(f"conllu: reads {len(parsed)} sentences")
        except Exception as error: yield f"conllu: {error!r}"
    if have("pyconll") is not None:
        try:
            if hasattr(sys.modules["pyconll"], "load_from_file"): load = sys.modules["pyconll"].load_from_file
            else: load = importlib.import_module("pyconll.conllu").conllu.load_from_file
            print(f"pyconll: reads {len(list(load(str(path))))} sentences")
        except Exception as error: yield f"pyconll: {error!r}"
    if have("udtools") is not None:
        program = pathlib.Path(sys.executable).parent / "udvalidate"
        done = subprocess.run([program, "--lang", "ud", "--level", "2", path], capture_output=True, text=True)
        print("udvalidate --lang ud --level 2:", (done.stdout + done.stderr).strip().splitlines()[-1])
        if done.returncode: yield "udvalidate: " + (done.stdout + done.stderr)


def main():
    files, texts = [pathlib.Path(name) for name in sys.argv[1:]], {}
    with tempfile.TemporaryDirectory() as folder:
        if not files:
            sayso = os.environ.get("SAYSO", ROOT / "target/release/sayso")
            read = lambda form: subprocess.run([sayso, "read", "--format", form, "examples/world"], cwd=ROOT, check=True, capture_output=True).stdout
            texts = {(reading["id"], reading["path"]): reading["text"] for reading in map(json.loads, read("json").splitlines())}
            files = [pathlib.Path(folder, "world.conllu")]
            files[0].write_bytes(read("conllu"))
            if not files[0].stat().st_size: sys.exit("nothing was printed")
        faults = []
        for file in files:
            faults += [f"{file.name}: {fault}" for fault in check(file.read_bytes().decode(), texts)]
            faults += [f"{file.name}: {fault}" for fault in public(file)]
    for fault in faults: print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
