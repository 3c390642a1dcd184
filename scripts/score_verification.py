"""Score the support checker on `evals/verification/edits.jsonl`: edits caught, paraphrases kept.

    python scripts/score_verification.py --half tune [--show] [--written]

An edit is caught when its label is not "supported", a paraphrase kept when it is. The half "tune" may be
looked at; the half "final" is scored when a version is finished, and its figures stand in
docs/decisions/008-verification.md.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from math import sqrt
from pathlib import Path

from summitbot.bot import known_names
from summitbot.settings import load_settings
from summitbot.verification import SupportChecker, verify

ROOT = Path(__file__).parents[1]
CASES = ROOT / "evals" / "verification" / "edits.jsonl"


def main() -> None:
    """Print a line for every kind and type, and the wrong ones with `--show`."""
    args = _arguments()
    names = known_names(load_settings().with_changes(sources=ROOT / "sources"))
    written = SupportChecker(names).verdict
    counts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    took = []
    for case in map(json.loads, CASES.read_text(encoding="utf-8").splitlines()):
        if case["half"] != args.half:
            continue
        begun = time.perf_counter()
        claim, evidence = case["claim"], case["evidence"]
        verdict = written(claim, evidence) if args.written else verify(claim, evidence, names)
        took.append(1000 * (time.perf_counter() - begun))
        right = (verdict.label == "supported") == (case["kind"] == "paraphrase")
        for group in (case["type"], "all"):
            counts[case["kind"], group].append(right)
        if args.show and not right:
            print(
                f"{case['id']} {case['type']}: {case['claim']}\n  {verdict.label} {verdict.score} {verdict.reasons}"
            )
    for (kind, group), right in sorted(counts.items()):
        print(_line(f"{'caught' if kind == 'edit' else 'kept'} {kind} {group}", right))
    print(f"median {statistics.median(took):.1f} ms a claim (half: {args.half})")


def _line(name: str, right: list[bool]) -> str:
    share = sum(right) / len(right)
    error = sqrt(share * (1 - share) / len(right))
    return f"{name:34} {sum(right):3}/{len(right):3}  {share:.1%} ± {error:.1%}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("tune", "final"), default="tune")
    parser.add_argument("--show", action="store_true", help="print what was judged wrongly")
    parser.add_argument("--written", action="store_true", help="judge as a model's sentences are judged")
    return parser.parse_args()


if __name__ == "__main__":
    main()
