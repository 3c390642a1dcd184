"""`summitbot verify`: claims against evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from summitbot.bot import known_names, load_entailment
from summitbot.records import Verdict
from summitbot.settings import Settings
from summitbot.surfaces.cli.batch import read_lines, write_lines
from summitbot.surfaces.cli.output import say, say_json
from summitbot.verification import Judge, judged_too, verify


def verify_one(settings: Settings, claim: str, evidence: list[str], as_json: bool) -> None:
    """One claim: label, score and reasons on standard output."""
    verdict = _judge(settings)(claim, evidence)
    if as_json:
        say_json(verdict.to_dict())
        return
    say(f"{verdict.label} ({verdict.score:.2f})")
    for reason in verdict.reasons:
        say(f"- {reason}")


def verify_batch(settings: Settings, source: Path, target: Path | None) -> None:
    """A verdict out for every claim in, in order."""
    judge = _judge(settings)
    rows = list(read_lines(source))
    write_lines(
        target,
        (
            {"id": row.get("id"), **judge(str(row.get("claim") or ""), _evidence(row)).to_dict()}
            for row in rows
        ),
    )


def _judge(settings: Settings) -> Judge:
    """The support checker, and the entailment model beside it where one is set."""
    names, entails = known_names(settings), load_entailment(settings)

    def judge(claim: str, evidence: Sequence[str]) -> Verdict:
        verdict = verify(claim, evidence, names)
        return judged_too(verdict, claim, evidence, entails) if entails else verdict

    return judge


def _evidence(row: dict[str, object]) -> list[str]:
    evidence = row.get("evidence") or []
    return [str(text) for text in evidence] if isinstance(evidence, list) else [str(evidence)]
