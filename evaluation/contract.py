#!/usr/bin/env python3
"""Checks readings against the outer contract, the way a user's script would use them.

usage: sayso read --format json PAGES... | python3 evaluation/contract.py [FOLDER]

Every span must lie inside `text`, `text[start:end]` must equal the carried words, blocks must be in order and apart,
ids unique, parents known; and for documents that are files (not members of a container) the bytes of every block's
`source`, decoded as the page's charset, tags stripped, entities and white space folded, must give the block's words.
Exit 1 and one line a violation where anything is wrong. FOLDER is where relative paths start.
"""
import gzip, html, json, pathlib, re, sys

BODY = "headline byline dateline paragraph heading list_item quote caption table".split()
FURNITURE = "disclosure share comments newsletter related promo credit legal other".split()
FIELDS = """schema id path url outlet record title authors language published credits text blocks entities statements
times places quantities events unresolved""".split()
CLASSES = """say claim report confirm deny accuse praise demand ask promise threaten warn agree refuse expect believe
hope plan doubt other""".split()

KINDS = "person organization place group work other".split()
MODS = "BEFORE AFTER ON_OR_BEFORE ON_OR_AFTER LESS_THAN MORE_THAN EQUAL_OR_LESS EQUAL_OR_MORE START MID END APPROX".split()
ANCHORS = "explicit published dateline text unresolved".split()
PRECISIONS = "site settlement district province country region".split()


def fold(words):
    return re.sub(r"\s+", "", words.replace("\u00ad", ""))


def charset(data):
    """The charset that a browser would use, near enough for pages that declare theirs."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark): return name
    match = re.search(r"<meta[^>]*charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096].decode("latin-1"), re.I)
    if match:
        name = match.group(1).lower()
        return "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name
    try:
        data.decode()
        return "utf-8"
    except UnicodeDecodeError:
        return "cp1252"


def spans(reading):
    """Every (start, end, carried words or None, what) of a reading."""
    for block in reading["blocks"]: yield block["start"], block["end"], None, "block"
    for credit in reading["credits"]: yield credit["start"], credit["end"], None, "credit"
    for doubt in reading["unresolved"]:
        if doubt["start"] is not None: yield doubt["start"], doubt["end"], None, "unresolved"
    for statement in reading["statements"]:
        for part in ("source", "cue", "content", "addressee", "channel", "when", "place"):
            words = statement[part]
            if words is None: continue
            for start, end in words["spans"]: yield start, end, None, part
            if words["spans"] and "text" in words:
                joined = " ".join(reading["text"][start:end] for start, end in words["spans"])
                yield words["spans"][0][0], words["spans"][-1][1], (joined, words["text"]), part
    for entity in reading["entities"]:
        for found in entity["mentions"]: yield found["start"], found["end"], (reading["text"][found["start"]:found["end"]], found["text"]), "mention"
    for kind in ("times", "places", "quantities"):
        for found in reading[kind]: yield found["start"], found["end"], (reading["text"][found["start"]:found["end"]], found["text"]), kind


def facts(reading):
    """Times, places and figures, and that statements hold what they say they hold."""
    known = [entity["id"] for entity in reading["entities"]]
    for time in reading["times"]:
        what = f"time {time['text']!r}"
        if time["type"] not in ("DATE", "TIME", "DURATION", "SET"): yield f"{what}: type {time['type']}"
        if time["mod"] is not None and time["mod"] not in MODS: yield f"{what}: mod {time['mod']}"
        if time["anchor"] not in ANCHORS: yield f"{what}: anchor {time['anchor']}"
        if not time["value"]: yield f"{what}: no value"
        if (time["from"] is None) != (time["to"] is None): yield f"{what}: half an interval"
        if time["from"] is not None:
            days = [re.fullmatch(r"(-?)(\d{4,})-(\d\d)-(\d\d)", day) for day in (time["from"], time["to"])]
            if not all(days): yield f"{what}: {time['from']} to {time['to']} are not days"
            elif [int(day[1] + day[2]) for day in days] == sorted(int(day[1] + day[2]) for day in days):
                if days[0][1] + days[0][2] == days[1][1] + days[1][2] and time["from"][-5:] > time["to"][-5:]: yield f"{what}: ends before it begins"
            else: yield f"{what}: ends before it begins"
        if time["anchor"] == "unresolved" and time["from"] is not None: yield f"{what}: an interval without an anchor"
    for place in reading["places"]:
        what = f"place {place['text']!r}"
        if (place["lat"] is None) != (place["lon"] is None): yield f"{what}: half a point"
        if place["lat"] is not None and not (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180): yield f"{what}: not on the globe"
        if place["country"] is not None and not re.fullmatch("[A-Z]{3}", place["country"]): yield f"{what}: country {place['country']}"
        if place["precision"] is not None and place["precision"] not in PRECISIONS: yield f"{what}: precision {place['precision']}"
        if place["entity"] is not None and place["entity"] not in known: yield f"{what}: no entity {place['entity']}"
    for figure in reading["quantities"]:
        what = f"figure {figure['text']!r}"
        if figure["mod"] not in ("exact", "about", "more_than", "less_than", "up_to", "vague"): yield f"{what}: mod {figure['mod']}"
        low, high = figure["low"], figure["high"]
        if low is not None and high is not None and low > high: yield f"{what}: {low} above {high}"
        if figure["of"] is not None and reading["text"][figure["of_start"]:figure["of_end"]] != figure["of"]: yield f"{what}: of is not at its place"
    for statement in reading["statements"]:
        for kind in ("times", "places", "quantities"):
            for index in statement[kind]:
                if not 0 <= index < len(reading[kind]):
                    yield f"{statement['id']}: no {kind} {index}"
                    continue
                found = reading[kind][index]
                if not any(start <= found["start"] and found["end"] <= end for start, end in statement["content"]["spans"]):
                    yield f"{statement['id']}: {kind} {index} is not in its content"


def check(reading, folder):
    text = reading["text"]
    for field in FIELDS:
        if field not in reading: yield f"no field {field}"
    if reading["schema"] != "sayso.reading/1": yield "schema"
    for start, end, carried, what in spans(reading):
        if not 0 <= start <= end <= len(text): yield f"{what} {start}..{end} outside the text of {len(text)}"
        if carried and carried[0] != carried[1]: yield f"{what}: {carried[1]!r} is not at {start}..{end}: {carried[0]!r}"
    before = 0
    for block in reading["blocks"]:
        if block["start"] < before: yield f"block at {block['start']} overlaps the one before"
        if block["kind"] not in BODY + FURNITURE: yield f"block kind {block['kind']}"
        before = block["end"]
    ids = [statement["id"] for statement in reading["statements"]]
    if len(set(ids)) < len(ids): yield "statement ids repeat"
    for statement in reading["statements"]:
        if statement["parent"] is not None and (statement["parent"] not in ids or statement["parent"] == statement["id"]): yield f"parent {statement['parent']}"
        if statement["kind"] not in ("direct", "mixed", "indirect"): yield "statement kind"
        if statement["cue"] and statement["cue"]["class"] not in CLASSES: yield f"cue class {statement['cue']['class']}"
        if not statement["content"]["spans"]: yield f"{statement['id']}: no content"
    known = [entity["id"] for entity in reading["entities"]]
    if len(set(known)) < len(known): yield "entity ids repeat"
    for entity in reading["entities"]:
        if entity["kind"] not in KINDS: yield f"entity kind {entity['kind']}"
        if not entity["mentions"]: yield f"{entity['id']} is mentioned nowhere"
        if entity["country"] is not None and not re.fullmatch("[A-Z]{3}", entity["country"]): yield f"country {entity['country']}"
        for part in ("name", "role", "affiliation"):
            if entity[part] is not None and entity[part] not in text: yield f"{part} {entity[part]!r} is not in the text"
        for mention in entity["mentions"]:
            if mention["form"] not in ("name", "description", "pronoun"): yield f"mention form {mention['form']}"
    for statement in reading["statements"]:
        if statement["entity"] is not None and statement["entity"] not in known: yield f"{statement['id']}: no entity {statement['entity']}"
    yield from facts(reading)
    path = folder / reading["path"]
    if not path.is_file() or path.suffix not in (".html", ".htm", ".txt", ".gz"): return  # a member of a container
    data = path.read_bytes()
    if path.suffix == ".gz": data = gzip.decompress(data)
    name = charset(data)
    for block in reading["blocks"]:
        words = fold(text[block["start"]:block["end"]])
        raw = b"".join(data[start:end] for start, end in block["source"])
        got = raw.decode(name, "replace")
        if path.suffix not in (".txt",): got = html.unescape(re.sub(r"<[a-zA-Z/!?][^>]*>", "", got))
        if fold(got) != words: yield f"block at {block['start']}: bytes give {got[:80]!r}, text is {text[block['start']:block['end']][:80]!r}"
    if path.suffix == ".txt" and text != data.decode(name, "replace").removeprefix("\ufeff"): yield "plain text is not unchanged"


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    readings = violations = 0
    for line in sys.stdin:
        reading = json.loads(line)
        readings += 1
        for violation in check(reading, folder):
            violations += 1
            if violations <= 50: print(f"{reading['path']}: {violation}")
    print(f"{readings} readings, {violations} violations")
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()
