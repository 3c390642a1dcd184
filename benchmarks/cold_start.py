"""A question as a cold process: `summitbot ask` against the naive stack, wall time and peak memory.

    python benchmarks/cold_start.py [--runs 5]

Each process is timed from outside; the two take turns, so that a machine that slows down slows both.
Both indexes are built beforehand, and one run of each is not counted. Needs the extra
`sentence-transformers` (for the naive stack) and a system with `os.wait4`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
QUESTION = "Where was the second summit held, and why did it end early?"


@dataclass(frozen=True)
class Run:
    """Seconds of wall time and megabytes at the peak of one process."""

    seconds: float
    megabytes: float


def timed(command: Sequence[str]) -> Run:
    """Run a command to its end and account for it. Raises RuntimeError when it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    unit = 1e6 if sys.platform == "darwin" else 1e3  # ru_maxrss is in bytes there, in kilobytes elsewhere
    return Run(seconds, usage.ru_maxrss / unit)


def compare(ours: Sequence[str], theirs: Sequence[str], runs: int) -> tuple[list[Run], list[Run]]:
    """Counted runs of two commands that take turns, after one of each that is not counted."""
    timed(ours), timed(theirs)
    both = [(timed(ours), timed(theirs)) for _ in range(runs)]
    return [a for a, _ in both], [b for _, b in both]


def table(ours: Sequence[Run], theirs: Sequence[Run]) -> str:
    """Medians and the median of the ratios run by run, as Markdown."""

    def row(name: str, field: str, unit: str, target: str) -> str:
        a = [getattr(run, field) for run in ours]
        b = [getattr(run, field) for run in theirs]
        ratio = median(x / y for x, y in zip(a, b, strict=True))
        return f"| {name} | {median(a):.2f} {unit} | {median(b):.2f} {unit} | {ratio:.2f} | {target} |"

    return "\n".join(
        [
            f"| `ask`, cold (median of {len(ours)}) | summitbot | naive stack | ratio | target |",
            "|---|---|---|---|---|",
            row("wall time", "seconds", "s", "≤ 0.25"),
            row("peak memory", "megabytes", "MB", "≤ 0.50"),
            "",
        ]
    )


def report(sources: Path, runs: int) -> str:
    """Build both indexes, run, and give the table."""
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = f"{scratch}/ours", f"{scratch}/theirs"
        naive = [sys.executable, str(HERE / "naive_stack.py")]
        bot = [sys.executable, "-m", "summitbot"]
        where = ["--sources", str(sources), "--index", ours]
        timed([*bot, "index", *where])
        timed([*naive, "build", str(sources), theirs])
        return table(*compare([*bot, "ask", QUESTION, *where], [*naive, "ask", theirs, QUESTION], runs))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sources", type=Path, default=HERE.parent / "sources")
    args = parser.parse_args()
    sys.stdout.write(report(args.sources, args.runs))


if __name__ == "__main__":
    main()
