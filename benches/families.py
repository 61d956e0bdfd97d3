#!/usr/bin/env python3
"""Benchmark of `sayso families`: made-up articles of 600 words, 10,000 and 100,000 of them, beside PyPI's `datasketch` on 10,000, in one run.

usage: python3 benches/families.py [--small]

`cargo build --release -p sayso -p sayso-train` first. datasketch (pip install datasketch) does what everybody does: five-word shingles, MinHash
of 128 permutations, LSH at a threshold of 0.5; it tells pairs, no kinds, no spans. Seconds differ between machines: quote the ratios.
"""
import os, pathlib, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOOLS = ROOT / "target" / "release"
DATASKETCH = """
import json, re, sys
from datasketch import MinHash, MinHashLSH
lsh, pairs = MinHashLSH(threshold=0.5, num_perm=128), 0
for line in open(sys.argv[1]):
    article = json.loads(line)
    words = re.findall(r"\\w+", article["text"].lower())
    sketch = MinHash(num_perm=128)
    sketch.update_batch([" ".join(words[i:i + 5]).encode() for i in range(len(words) - 4)])
    pairs += len(lsh.query(sketch))
    lsh.insert(article["id"], sketch)
print(pairs)
"""


def measure(command):
    """Wall seconds and peak resident MB of a command, its output thrown away."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    return (time.perf_counter() - start, usage.ru_maxrss / 1024) if status == 0 else None


def main():
    sizes = [10_000] if "--small" in sys.argv else [10_000, 100_000]
    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            pile = pathlib.Path(folder) / f"{size}.jsonl"
            with open(pile, "wb") as out:
                subprocess.run([TOOLS / "sayso-train", "generate", "families", str(size)], stdout=out, check=True)
            seconds[size], peak = measure([TOOLS / "sayso", "families", pile])
            print(f"sayso families, {size:>7} articles  {seconds[size]:7.1f} s  {peak:6.0f} MB  {seconds[size] / size * 1000:.2f} ms an article")
            if size == sizes[0]:
                rival = measure([sys.executable, "-c", DATASKETCH, pile])
                if rival is None: print("datasketch is not there or failed: pip install datasketch")
                else: print(f"datasketch,     {size:>7} articles  {rival[0]:7.1f} s  {rival[1]:6.0f} MB  {rival[0] / seconds[size]:.1f} times sayso's")
    if len(sizes) > 1: print(f"ten times the articles take {seconds[sizes[1]] / seconds[sizes[0]]:.1f} times as long")


if __name__ == "__main__":
    main()
