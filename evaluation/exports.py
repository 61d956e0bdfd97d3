#!/usr/bin/env python3
"""Reads what `sayso export` writes with other people's libraries and holds it against the ledger itself.

usage: python3 evaluation/exports.py [SAYSO]        (the program; else the variable SAYSO, or target/release/sayso)

examples/world goes into a ledger; the ledger is exported. Each table is read back as Parquet with pyarrow and with duckdb, and as CSV with
Python's csv and with duckdb, and compared with what sqlite3 reads in the ledger: numbers of rows, every value. Then joins: each statement's
words against the text of its document's reading, statements with documents by outlet, families with members. Says "skipped" and exits 0
where pyarrow or duckdb is not installed (`pip install pyarrow duckdb`); exits 1 and prints a line a fault where anything is wrong.
"""
import csv, datetime, io, json, os, pathlib, sqlite3, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
faults = []


def fault(*words):
    faults.append(" ".join(map(str, words)))


def asked(question):
    """What duckdb answers."""
    import duckdb
    return duckdb.sql(question).fetchall()


def ask(question):
    """The first row of it."""
    return asked(question)[0]


def fold(words):
    return " ".join(words.split())


def holds(cell, value):
    """Whether a value as pyarrow gives it is what the ledger holds."""
    if isinstance(value, list):
        spans = [list(item.values()) if isinstance(item, dict) else item for item in value]
        pairs = [{"here": span[:2], "there": span[2:]} if isinstance(span, list) and len(span) == 4 else span for span in spans]
        return json.loads(cell) == pairs
    return cell == (value.isoformat() if isinstance(value, datetime.date) else value)


def same(value, field, boolean):
    """Whether a field of CSV says what the ledger holds."""
    if isinstance(value, float): return float(field) == value
    if boolean: return field == ("true" if value else "false")
    return field == ("" if value is None else str(value))


def tables(folder, base, pq):
    for path in sorted(folder.glob("*.parquet")):
        table = path.stem
        read = pq.read_table(path)
        names = read.column_names
        quote = lambda names: ", ".join(f'"{name}"' for name in names)
        columns = base.execute(f"SELECT name, type, pk FROM pragma_table_info('{table}') ORDER BY cid").fetchall()
        held = [name for name, kind, _ in columns if kind != "BLOB"]
        keys = [name for _, name in sorted((place, name) for name, _, place in columns if place)]
        key = f'"{names[0]}"'
        rows = base.execute(f"SELECT {quote(names)} FROM {table} ORDER BY {quote(keys) or 'rowid'}").fetchall()
        if held != names: fault(table, "has the columns", names, "not", held)
        if read.schema.metadata.get(b"sayso.schema") != b"sayso.ledger/1": fault(table, "does not name its schema")
        if any(str(field.type).startswith("uint") for field in read.schema): fault(table, "has unsigned numbers")
        if len(rows) != read.num_rows: fault(table, read.num_rows, "rows, the ledger has", len(rows))
        for row, value in zip(rows, read.to_pylist()):
            for name, cell in zip(names, row):
                if not holds(cell, value[name]): fault(f"parquet {table} {row[0]} {name}:", value[name], "not", cell)
        count, least = ask(f"SELECT count(*), min({key}) FROM '{path}'")
        if (count, least) != base.execute(f"SELECT count(*), min({key}) FROM {table}").fetchone(): fault("duckdb:", table, count, least)
        text = path.with_suffix(".csv").read_bytes().decode("utf-8", "strict")
        fields = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        if fields[0] != names or len(fields) - 1 != len(rows): fault("csv:", table, len(fields) - 1, "rows")
        for row, line in zip(rows, fields[1:]):
            for name, cell, field in zip(names, row, line):
                if not same(cell, field, str(read.schema.field(name).type) == "bool"): fault(f"csv {table} {row[0]} {name}:", field, "not", cell)
        count = ask(f"SELECT count(*) FROM read_csv('{path.with_suffix('.csv')}', header=true, all_varchar=true)")[0]
        if count != len(rows): fault("duckdb reads", count, "rows of", table, "as CSV, not", len(rows))
        yield table, len(rows)


def joins(folder, base):
    at = lambda table: f"'{folder}/{table}.parquet'"
    join = ("SELECT d.outlet, count(*) FROM {} s JOIN {} d USING (document) WHERE s.class = 'deny' AND NOT s.negated "
            "GROUP BY d.outlet ORDER BY d.outlet NULLS FIRST")
    here = asked(join.format(at("statements"), at("documents")))
    there = base.execute(join.format("statements", "documents")).fetchall()
    if here != there or not here: fault("denials by outlet:", here, "not", there)
    days = f"SELECT count(*) FROM {at('documents')} WHERE day BETWEEN DATE '2024-03-12' AND DATE '2024-03-14'"
    ours = base.execute("SELECT count(*) FROM documents WHERE day BETWEEN '2024-03-12' AND '2024-03-14'").fetchone()
    if ask(days) != ours: fault("days:", ask(days), "not", ours)
    copies = f"SELECT count(*) FROM {at('members')} m JOIN {at('families')} f USING (family) WHERE f.documents > 1 AND len(m.shared) > 0"
    ours = base.execute("SELECT count(*) FROM members JOIN families USING (family) WHERE documents > 1 AND shared <> '[]'").fetchone()
    if ask(copies) != ours or not ours[0]: fault("copies:", ask(copies), "not", ours)


def spans(folder, readings, pq):
    """Each statement's words stand where its spans say, in the text of its document's reading."""
    documents = {row["document"]: row for row in pq.read_table(folder / "documents.parquet").to_pylist()}
    if [row["id"] for row in documents.values()] != [reading["id"] for reading in readings]: fault("readings are not those of the documents")
    texts = dict(zip(documents, (reading["text"] for reading in readings)))
    statements = pq.read_table(folder / "statements.parquet").to_pylist()
    for row in statements:
        words = fold(" ".join(texts[row["document"]][span["start"]:span["end"]] for span in row["content_spans"]))
        if words != row["content"]: fault(f"statement {row['statement']}: {row['content']!r} is not what stands there: {words!r}")
    return len(statements)


def main():
    try:
        import duckdb, pyarrow.parquet as pq
    except ImportError as error:
        print(f"exports: skipped ({error.name} is not installed)")
        return
    sayso = (sys.argv[1:] or [os.environ.get("SAYSO") or str(ROOT / "target/release/sayso")])[0]
    sayso = os.path.abspath(sayso)
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        run = lambda *call: subprocess.run([sayso, *map(str, call)], check=True, stdout=subprocess.PIPE, cwd=ROOT / "examples").stdout
        ledger, folder = place / "news.sayso", place / "tables"
        run("add", "--ledger", ledger, "world")
        run("export", "--ledger", ledger, "--format", "parquet", "-o", folder)
        run("export", "--ledger", ledger, "--format", "csv", "-o", folder, "--force")
        readings = [json.loads(line) for line in run("export", "--ledger", ledger, "--format", "jsonl").splitlines()]
        base = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
        read = dict(tables(folder, base, pq))
        joins(folder, base)
        proved = spans(folder, readings, pq)
        base.close()
    for line in faults[:50]: print(line)
    print(f"exports: {sum(read.values())} rows of {len(read)} tables read back with pyarrow and duckdb, {proved} statements in place, {len(faults)} faults")
    sys.exit(bool(faults))


main()
