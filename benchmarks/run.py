"""Every benchmark, one after the other; the tables are Markdown.

    python benchmarks/run.py                 print
    python benchmarks/run.py --write         and put them into benchmarks/README.md
    python benchmarks/run.py --skip-dense    leave out the tables of the dense arm (a minute)

Needs the extra `sentence-transformers`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib.util import find_spec
from pathlib import Path

import cold_start
import dense_arm
import warm

from summitbot.settings import DEFAULT_EMBEDDER

ROOT = Path(__file__).parents[1]
README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def machine() -> str:
    """The machine in general words."""
    cores = os.cpu_count() or 1
    words = {1: "one core", 2: "two cores", 4: "four cores", 8: "eight cores"}.get(cores, f"{cores} cores")
    return f"Measured on {words}, {platform.system()}, Python {platform.python_version()}.\n"


def main() -> None:
    """Run, print, and write where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--skip-dense", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--foreign", action="append", type=Path, default=[])
    args = parser.parse_args()
    if find_spec("sentence_transformers") is None:
        sys.exit("The naive stack needs sentence-transformers. Run: make bench EXTRAS=sentence-transformers")
    sources, cases = ROOT / "sources", ROOT / "evals" / "cases"
    tables = [machine(), cold_start.report(sources, args.runs), warm.report(sources, cases)]
    if not args.skip_dense:
        tables.append(dense_arm.report(DEFAULT_EMBEDDER, sources, cases, args.foreign))
    figures = "\n".join(tables)
    sys.stdout.write(figures)
    if args.write:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        README.write_text(f"{before}{BEGIN}\n{figures}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
