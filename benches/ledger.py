#!/usr/bin/env python3
"""How fast pages go into a ledger, beside reading alone.

usage: ledger.py SAYSO FOLDER [ROUNDS]     (standard library only; FOLDER: pages, the more the better)

Runs `sayso read --format json FOLDER` and `sayso add` into a new ledger in turn, and prints pages a second, the ratio of the medians and the
peak memory of each. Then the same `add` once more, when all is known.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run(command, out):
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.monotonic() - started, usage.ru_maxrss / 1024


def main():
    sayso, folder = sys.argv[1], sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    took = {"read": [], "add": [], "add again": []}
    peak = {}
    with tempfile.TemporaryDirectory() as place:
        for turn in range(rounds):
            ledger = Path(place) / f"{turn}.sayso"
            with open(os.devnull, "wb") as nowhere:
                add = [sayso, "add", "--ledger", str(ledger), folder]
                for name, command in [("read", [sayso, "read", "--format", "json", folder]), ("add", add), ("add again", add)]:
                    seconds, megabytes = run(command, nowhere)
                    took[name].append(seconds)
                    peak[name] = max(peak.get(name, 0), megabytes)
            account = json.loads(subprocess.run(add, capture_output=True).stdout)
            size = ledger.stat().st_size
            ledger.unlink()
    pages = account["read"]
    print(f"{pages} pages, {account['documents']} documents, ledger of {size / account['documents'] / 1024:.0f} KiB a document")
    for name, seconds in took.items():
        middle = statistics.median(seconds)
        print(f"{name:10} {pages / middle:8.0f} pages/s   {peak[name]:6.0f} MB at most")
    print(f"add takes {statistics.median(took['add']) / statistics.median(took['read']):.2f} times as long as read: "
          f"{statistics.median(took['read']) / statistics.median(took['add']):.2f} of its throughput")


if __name__ == "__main__":
    main()
