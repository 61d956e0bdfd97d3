#!/usr/bin/env python3
"""Checks that the hand-made gold of the invented world still fits its documents.

usage: check.py            check everything, print one line a table, exit 1 if anything is stale
       check.py --text DOC print the visible text of one document, as this checker sees it

Every string in the tables must be a verbatim piece of the visible text of its document, white space
folded. Visible text here is a deliberately dull thing (all text outside <head>, <script>, <style> and
comments, a break at each block element), made without sayso, so that the gold cannot be bent by the
program it judges. Standard library only.

A document is named by its file, or file#N for the Nth document of a container (feed, JSON Lines, WARC).
The columns of each table are described in README.md, beside this file.
"""
import csv, email, email.policy, gzip, json, re, sys, zlib
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORLD = HERE.parent / "world"
BLOCK = set("""address article aside blockquote body br button caption center dd div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hr input label legend li main nav ol option p pre section select summary table tbody
td textarea tfoot th thead title tr ul time-stamp amp-img amp-sidebar""".split())
HIDDEN = {"head", "script", "style", "template", "noscript"}
BODY_KINDS = "headline byline dateline paragraph heading list_item quote caption table".split()
FURNITURE_KINDS = "disclosure share comments newsletter related promo credit legal other".split()
CLASSES = """say claim report confirm deny accuse praise demand ask promise threaten warn agree refuse expect believe hope plan
doubt other""".split()
MODS = "exact about more_than less_than up_to vague".split()


def fold(string):
    return " ".join(string.split())


class Visible(HTMLParser):
    """Collects (tag, text) for each stretch of visible text between block boundaries."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.words, self.tag, self.hidden = [], [], "body", []

    def flush(self):
        text = fold("".join(self.words))
        if text:
            self.blocks.append((self.tag, text))
        self.words = []

    def handle_starttag(self, tag, attributes):
        if tag in HIDDEN:
            self.hidden.append(tag)
        elif tag == "body":
            self.hidden = []
        if tag in BLOCK:
            self.flush()
            if tag != "br":
                self.tag = tag

    def handle_endtag(self, tag):
        if tag in self.hidden:
            self.hidden.remove(tag)
        if tag in BLOCK:
            self.flush()

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def html_blocks(html):
    parser = Visible()
    parser.feed(html)
    parser.close()
    parser.flush()
    return parser.blocks


def text_blocks(text):
    return [("p", fold(part)) for part in re.split(r"\n[ \t\r]*\n", text) if part.strip()]


def decode(data, told=None):
    """Bytes to text: byte order mark, then what the carrier says, then <meta charset>, then UTF-8."""
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(name)
    if not told:
        meta = re.search(rb"<meta[^>]*charset=[\"']?([\w-]+)", data[:2048], re.I)
        told = meta.group(1).decode() if meta else "utf-8"
    # Browsers read Latin-1 as windows-1252, and the standard says so.
    return data.decode("cp1252" if told.lower() in ("iso-8859-1", "latin1", "windows-1252") else told)


def warc_pages(data):
    """The HTML of each response record, as text. Strict: a wrong length or a missing CRLF is an error."""
    while data:
        head, rest = data.split(b"\r\n\r\n", 1)
        assert head.startswith(b"WARC/1."), head[:40]
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        size = int(fields["Content-Length"])
        body, data = rest[:size], rest[size:]
        assert data.startswith(b"\r\n\r\n"), "record %s does not end where it says" % fields["WARC-Record-ID"]
        data = data[4:]
        if fields["WARC-Type"] != "response":
            continue
        http, payload = body.split(b"\r\n\r\n", 1)
        http = dict(line.lower().split(": ", 1) for line in http.decode().split("\r\n")[1:])
        if http.get("transfer-encoding") == "chunked":
            whole = b""
            while True:
                size, payload = payload.split(b"\r\n", 1)
                size = int(size, 16)
                if not size:
                    break
                whole, payload = whole + payload[:size], payload[size + 2:]
            payload = whole
        if http.get("content-encoding") == "gzip":
            payload = zlib.decompress(payload, 31)
        yield decode(payload, (re.findall(r"charset=([\w-]+)", http.get("content-type", "")) or [None])[0])


def gunzip_members(data):
    while data:
        member = zlib.decompressobj(31)
        yield member.decompress(data)
        data = member.unused_data


def read(path):
    """All documents of one file: {name: [(tag, text), ...]}."""
    data, name = path.read_bytes(), path.name
    if name.endswith(".html"):
        return {name: html_blocks(decode(data))}
    if name.endswith(".txt"):
        return {name: text_blocks(decode(data))}
    if name.endswith(".eml"):
        mail = email.message_from_bytes(data, policy=email.policy.default)
        return {name: html_blocks(mail.get_body(("html", "plain")).get_content())}
    if name.endswith(".jsonl"):
        rows = [json.loads(line) for line in data.decode().splitlines() if line.strip()]
        found = [html_blocks(row["html"]) if "html" in row else text_blocks(row["text"]) for row in rows]
    elif name.endswith((".rss", ".atom")):
        # A bare & is no XML; feeds have it all the same.
        tree = ET.fromstring(re.sub(r"&(?!#?\w+;)", "&amp;", data.decode()))
        contents = tree.iter("{http://purl.org/rss/1.0/modules/content/}encoded")
        if name.endswith(".atom"):
            contents = tree.iter("{http://www.w3.org/2005/Atom}content")
        found = [html_blocks(item.text) for item in contents]
    elif name.endswith(".warc"):
        found = [html_blocks(page) for page in warc_pages(data)]
    elif name.endswith(".warc.gz"):
        found = [html_blocks(page) for page in warc_pages(b"".join(gunzip_members(data)))]
    else:
        return {}
    return {"%s#%d" % (name, number): blocks for number, blocks in enumerate(found, 1)}


def documents():
    found = {}
    for path in sorted(WORLD.iterdir()):
        if path.is_file() and re.match(r"\d\d", path.name):
            found.update(read(path))
    return found


def table(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


PIECE = re.compile(r"⟨([sxc]) (.*?)⟩")


def pieces(marked, role):
    return " | ".join(words for key, words in PIECE.findall(marked) if key == role)


def main():
    texts = {name: " ".join(text for _, text in blocks) for name, blocks in documents().items()}
    troubles = []

    def check(good, *what):
        if not good:
            troubles.append(" ".join(map(str, what)))

    cast = table("cast.tsv")
    names = {row["name"] for row in cast}
    check(len(names) == len(cast), "cast.tsv: a name stands twice")

    blocks = table("blocks.tsv")
    for row in blocks:
        text = texts.get(row["document"])
        check(text is not None, "blocks.tsv: no document", row["document"])
        check(text and row["words"] in text, "blocks.tsv:", row["document"], "has no", repr(row["words"]))
        check(row["kind"] in BODY_KINDS + FURNITURE_KINDS, "blocks.tsv: no such kind", row["kind"])

    statements = table("statements.tsv")
    known = {(row["document"], row["id"]): row for row in statements}
    check(len(known) == len(statements), "statements.tsv: an id stands twice in one document")
    for row in statements:
        where = "statements.tsv: %s %s:" % (row["document"], row["id"])
        text, passage = texts.get(row["document"], ""), PIECE.sub(r"\2", row["marked"])
        check(text.count(passage) == 1, where, "passage stands %d times:" % text.count(passage), passage[:70])
        for role, column in (("s", "source"), ("c", "cue"), ("x", "content")):
            check(pieces(row["marked"], role) == row[column], where, column, "differs from the marked passage")
        check(row["content"], where, "no content")
        check(row["kind"] in ("direct", "mixed", "indirect"), where, "kind", row["kind"])
        check(row["class"] in CLASSES if row["cue"] else not row["class"], where, "class", repr(row["class"]))
        check(row["form"] in ("person", "group", "document", "anonymous", "implicit"), where, "form", row["form"])
        check(bool(row["source"]) != (row["form"] == "implicit"), where, "only an implicit source is not printed")
        check(row["speaker"] == "?" or row["speaker"] in names, where, row["speaker"], "is not in the cast")
        if row["parent"]:
            parent = known.get((row["document"], row["parent"]))
            check(parent and parent is not row, where, "no parent", row["parent"])
            inside = parent and (row["cue"] or row["source"]).split(" | ")[0] in parent["content"]
            check(inside, where, "its cue stands outside its parent's content")

    families = table("families.tsv")
    for row in families:
        for column in ("document", "of"):
            check(not row[column] or row[column] in texts, "families.tsv: no document", row[column])
        check(row["relation"] in "origin exact near excerpt rewritten version cites".split(), "families.tsv: relation", row["relation"])
        check(bool(row["of"]) != (row["relation"] == "origin"), "families.tsv: only an origin is of nothing:", row["document"])

    figures = table("figures.tsv")
    for row in figures:
        check(row["words"] in texts.get(row["document"], ""), "figures.tsv:", row["document"], "has no", repr(row["words"]))
        check(row["claimant"] == "?" or row["claimant"] in names, "figures.tsv:", row["claimant"], "is not in the cast")
        check(row["mod"] in MODS, "figures.tsv: mod", row["mod"])
        low, high = (float(row[key]) if row[key] else None for key in ("low", "high"))
        check(low is None or high is None or low <= high, "figures.tsv: low above high", row["words"])

    times = table("times.tsv")
    for row in times:
        passage = re.sub(r"⟨t (.*?)⟩", r"\1", row["marked"])
        stands = texts.get(row["document"], "").count(passage)
        check(stands == 1 and "⟨t " in row["marked"], "times.tsv:", row["document"], "passage stands", stands, "times:", repr(passage))
        check(row["type"] in ("DATE", "TIME", "DURATION", "SET"), "times.tsv: type", row["type"])
        check(bool(row["from"]) == bool(row["to"]) and row["from"] <= row["to"], "times.tsv: from and to of", repr(row["marked"]))

    metadata = table("metadata.tsv")
    described = {row["document"] for row in metadata}
    for row in metadata:
        text = texts.get(row["document"])
        check(text is not None, "metadata.tsv: no document", row["document"])
        # A container's entry prints its title and author beside the content, not in it.
        if text is not None and "#" not in row["document"]:
            check(row["title"] in text, "metadata.tsv:", row["document"], "does not print its title")
            for author in filter(None, row["authors"].split("; ")):
                check(author.lower() in text.lower(), "metadata.tsv:", row["document"], "does not print", author)
        for column in ("published", "modified"):
            check(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row[column]), "metadata.tsv:", row["document"], column, row[column])

    claims = table("claims.tsv")
    groups = {row["family"] for row in families} | set(texts)
    for row in claims:
        check(row["words"] in texts.get(row["document"], ""), "claims.tsv:", row["document"], "has no", repr(row["words"]))
        check(row["speaker"] == "?" or row["speaker"] in names, "claims.tsv:", row["speaker"], "is not in the cast")
        check(row["counts_as"] in groups, "claims.tsv: no family or document", row["counts_as"])

    for name in texts:
        check(name in described or ".gz#" in name, "metadata.tsv: nothing on", name)
        check(any(row["document"] == name for row in blocks) or ".gz#" in name, "blocks.tsv: nothing on", name)

    if "25-crawl.warc#1" in texts:
        for number in (1, 2, 3):
            check(texts["25-crawl.warc#%d" % number] == texts["25-crawl.warc.gz#%d" % number], "the two WARC files differ in page", number)

    resolved = [row for row in statements if row["source"] and row["speaker"] != "?"]
    pronouns = [row for row in resolved if row["source"].lower() in ("he", "she", "they", "it", "his", "her", "their", "its")]
    print("%4d documents" % len(texts))
    print("%4d cast" % len(cast))
    print("%4d blocks in %d documents" % (len(blocks), len({row["document"] for row in blocks})))
    print("%4d statements in %d documents, %d with a resolved printed source (%d of them pronouns), %d inside another"
          % (len(statements), len({row["document"] for row in statements}), len(resolved), len(pronouns), sum(bool(row["parent"]) for row in statements)))
    print("%4d rows of families, %d of figures, %d of claims, %d of metadata, %d of times"
          % (len(families), len(figures), len(claims), len(metadata), len(times)))
    for trouble in troubles:
        print("STALE " + trouble, file=sys.stderr)
    return 1 if troubles else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--text"]:
        name = sys.argv[2]
        for tag, text in read(WORLD / name.split("#")[0])[name]:
            print(text, end="\n\n")
    else:
        sys.exit(main())
