#!/usr/bin/env python3
"""Whole-program benchmark: pages a second and peak memory over a folder of HTML pages, beside other extractors, in one run.

usage: python3 benches/pages.py [FOLDER] [--repeat N]

FOLDER: HTML files (plain or .gz). Default: ../shared/data/articles/wcxb-dev, unpacked into target/pages first.
Rivals, each skipped with a word where it is not there: Python's `trafilatura` (pip install trafilatura) and the crate
`trafilatura` 0.6 (built by cargo in benches/rivals, outside the workspace). Every program gets one core, the same
files, and the best of N runs; start-up is part of the run, as a user would feel it. Seconds differ between machines:
quote the ratios.
"""
import argparse, gzip, os, pathlib, resource, shutil, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TRAFILATURA = """
import json, pathlib, sys, trafilatura
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    try: page = trafilatura.extract(path.read_bytes(), output_format="json")
    except Exception: page = None
    print(page)
"""


def unpack(folder):
    """Files of a folder, unpacked where they are gzip, as a folder of plain files."""
    target = ROOT / "target" / "pages"
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.html.gz")):
        out = target / path.name[:-3]
        if not out.exists():
            out.write_bytes(gzip.decompress(path.read_bytes()))
    return target


def run(command, repeat):
    """Best wall seconds and peak resident MB of a command, its output thrown away; None where it fails."""
    best, peak = None, 0
    for _ in range(repeat):
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            return None
        best = seconds if best is None else min(best, seconds)
        peak = max(peak, usage.ru_maxrss / 1024)
    return best, peak


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", nargs="?", type=pathlib.Path)
    arguments.add_argument("--repeat", type=int, default=3)
    options = arguments.parse_args()
    folder = options.folder or unpack(ROOT.parent / "shared" / "data" / "articles" / "wcxb-dev")
    files = [path for path in folder.iterdir() if path.is_file()]
    if not files:
        sys.exit(f"no files in {folder}")
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files)} files, {megabytes:.0f} MB")

    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    sayso = [str(ROOT / "target/release/sayso"), "read", str(folder), "--threads"]
    text, whole = ["--format", "text"], ["--format", "json"]
    programs = {"sayso, text, 1 thread": [*sayso, "1", *text], "sayso, text, 2 threads": [*sayso, "2", *text]}
    programs |= {"sayso, readings, 1 thread": [*sayso, "1", *whole], "sayso, readings, 2 threads": [*sayso, "2", *whole]}
    crate = ROOT / "benches/rivals"
    built = shutil.which("cargo") and subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=crate).returncode == 0
    if built:
        programs["trafilatura 0.6 (crate)"] = [str(crate / "target/release/rivals"), str(folder)]
    if subprocess.run([sys.executable, "-c", "import trafilatura"], capture_output=True).returncode == 0:
        programs["trafilatura (Python)"] = [sys.executable, "-c", TRAFILATURA, str(folder)]
    else:
        print("trafilatura (Python) is not installed: left out")

    results = {name: run(command, options.repeat) for name, command in programs.items()}
    base = results.get("trafilatura (Python)")
    print(f"{'program':28} {'pages/s':>9} {'MB/s':>7} {'peak MB':>8} {'times trafilatura':>18}")
    for name, result in results.items():
        if result is None:
            print(f"{name:28} failed")
            continue
        seconds, peak = result
        ratio = f"{base[0] / seconds:.1f}" if base else "-"
        print(f"{name:28} {len(files) / seconds:9.0f} {megabytes / seconds:7.1f} {peak:8.0f} {ratio:>18}")


if __name__ == "__main__":
    main()
