#!/usr/bin/env python3
"""Kills `sayso add` at random moments and holds the ledger against one that was made undisturbed.

usage: killed.py SAYSO [DOCUMENTS [KILLS]]      (standard library only; says what it did, exits with 1 where a promise is broken)

The invented world is blown up to so many documents (a word and a number are changed in each). One ledger is made in one go. Another is
made by a process that is killed (SIGKILL) again and again and run once more each time. After each kill SQLite's integrity check must pass
and nothing that was there may be gone; in the end both ledgers must hold the same rows in the same order.
"""
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORLD = Path(__file__).resolve().parent.parent / "examples" / "world"


def blow_up(folder: Path, documents: int) -> None:
    pages = sorted(page for page in WORLD.iterdir() if page.suffix in (".html", ".txt", ".eml"))
    for number in range(documents):
        page = pages[number % len(pages)]
        words = page.read_bytes()
        if number >= len(pages):
            # Another figure, another name, a line more: near copies, versions and reports of their own.
            words = words.replace(b"310", b"%d" % (310 + number)).replace(b"Hallek", b"Hallek%d" % (number % 7))
            line = b"Item %d of the pile was added." % number
            words = words.replace(b"</p>", b"</p><p>" + line + b"</p>", 1) if b"</p>" in words else words + b"\n\n" + line
        (folder / f"{number:05}-{page.name}").write_bytes(words)


def dump(ledger: Path) -> list:
    base = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    tables = [name for (name,) in base.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND name NOT LIKE '%\\_words%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name")]
    rows = [(table, base.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()) for table in tables]
    words = [base.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH 'prisoners' ORDER BY rowid").fetchall()
             for index in ("passage_words", "statement_words")]
    base.close()
    return rows + words


def checked(ledger: Path) -> int:
    """How many documents the ledger holds; it must be sound."""
    if not ledger.exists():
        return 0
    base = sqlite3.connect(ledger)
    outcome = [row[0] for row in base.execute("PRAGMA integrity_check")]
    assert outcome == ["ok"], f"integrity check after a kill: {outcome[:3]}"
    there = base.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'documents'").fetchone()[0]
    if not there:
        return 0
    assert base.execute("PRAGMA foreign_key_check").fetchall() == [], "rows refer to rows that are not there"
    count, whole = base.execute("SELECT count(*), count(json) FROM documents LEFT JOIN readings USING (document)").fetchone()
    assert count == whole, "a document without its reading"
    base.close()
    return count


def main() -> int:
    sayso = Path(sys.argv[1]).resolve()
    documents = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    kills = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        pages = folder / "pages"
        pages.mkdir()
        blow_up(pages, documents)

        def add(ledger):
            return subprocess.Popen([sayso, "add", "--ledger", ledger, pages], stdout=subprocess.PIPE, stderr=subprocess.PIPE)

        whole, torn = folder / "whole.sayso", folder / "torn.sayso"
        started = time.monotonic()
        process = add(whole)
        said, complained = process.communicate()
        assert process.returncode == 0, complained
        took = time.monotonic() - started
        print(f"undisturbed: {said.decode().strip()}")

        done = rounds = before = 0
        while done < kills:
            process = add(torn)
            try:
                process.wait(chance.uniform(0.02, 2 * took / kills))
            except subprocess.TimeoutExpired:
                pass
            process.send_signal(signal.SIGKILL)
            process.communicate()
            if process.returncode == -signal.SIGKILL:
                done += 1
                after = checked(torn)
                assert after >= before, f"{before - after} documents were lost by a kill"
                before = after
            else:
                # It was done before we struck: once more from the start.
                assert process.returncode == 0, process.returncode
                assert dump(torn) == dump(whole), "the ledger differs from the undisturbed one"
                torn.unlink()
                rounds, before = rounds + 1, 0
        process = add(torn)
        said, complained = process.communicate()
        assert process.returncode == 0, complained
        assert dump(torn) == dump(whole), "the ledger differs from the undisturbed one"
        left = sorted(path.name for path in folder.iterdir())
        assert left == ["pages", "torn.sayso", "whole.sayso"], f"files are left behind: {left}"
        print(f"killed {done} times ({rounds} whole rounds besides): sound after each, and the same rows in the end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
