"""Requests made up from the OpenAPI document (schemathesis), against the application: none may end in a 5xx.

python benchmarks/fuzz_api.py                   3,000 requests and more over tests/tiny
python benchmarks/fuzz_api.py --examples 20     fewer of each operation
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import hypothesis
import schemathesis
from schemathesis import Case, GenerationMode

from summitbot import Bot, Settings
from summitbot.surfaces.api import create_app

ROOT = Path(__file__).parents[1]
DOCUMENT = "/api/openapi.json"


def fuzz(settings: Settings, examples: int) -> tuple[Counter[int], list[str]]:
    """How often each status came, and what went wrong; half of the requests keep to the document, half don't."""
    wide = settings.with_changes(rate_client="1000000/second", waiting=10_000)
    app = create_app(Bot.open(wide))
    schema = schemathesis.openapi.from_asgi(DOCUMENT, app)
    seen: Counter[int] = Counter()
    faults: list[str] = []
    for found in schema.get_all_operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _ask(found.ok(), mode, examples, (seen, faults))
            except hypothesis.errors.Unsatisfiable:
                continue  # an operation without parameters can't be asked wrongly
    return seen, faults


def _ask(operation: Any, mode: GenerationMode, examples: int, into: tuple[Counter[int], list[str]]) -> None:
    seen, faults = into

    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    @hypothesis.settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    def one(case: Case) -> None:
        reply = case.call()
        seen[reply.status_code] += 1
        kind = reply.headers.get("content-type", [""])[0]
        if reply.status_code >= 500 or (reply.status_code >= 400 and kind != "application/problem+json"):
            faults.append(f"{reply.status_code} {kind}: {case.as_curl_command()}")

    one()


def main() -> None:
    """Fuzz and print the counts; exit code 1 for any fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=190, help="of each operation, right and wrong")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(
            sources=ROOT / "tests" / "tiny", index=Path(scratch) / "index", data=Path(scratch) / "data"
        )
        begun = time.perf_counter()
        seen, faults = fuzz(settings, options.examples)
    counts = ", ".join(f"{status}: {number}" for status, number in sorted(seen.items()))
    sys.stdout.write(f"{seen.total()} requests in {time.perf_counter() - begun:.0f} s ({counts})\n")
    sys.stdout.writelines(f"{fault}\n" for fault in faults[:20])
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
