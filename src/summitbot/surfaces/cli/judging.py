"""`summitbot eval --judge`: a language model's verdicts beside those of the patterns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from summitbot.errors import SettingsError
from summitbot.evaluation.cases import Case
from summitbot.evaluation.judging import can_judge, judge_answers, judging
from summitbot.evaluation.run import Answered
from summitbot.evaluation.runs import Judged, write_records
from summitbot.models import GuardedModel, load_chat_model
from summitbot.settings import Settings
from summitbot.surfaces.cli.output import note


def load_judge(settings: Settings) -> GuardedModel:
    """The model that judges. Raises `SettingsError` where none is set."""
    name = settings.judge_model or settings.chat_model
    model = load_chat_model(settings.with_changes(chat_model=name))
    if model is None:
        raise SettingsError(
            "No model is set that could judge. Name one with SUMMITBOT_JUDGE_MODEL, for example `openai:…`."
        )
    if settings.chat_model:
        note(
            "SUMMITBOT_CHAT_MODEL is set: a model writes the answers too, and one that judges itself is lenient."
        )
    return model


def run_judge(
    model: GuardedModel,
    folder: Path,
    cases: Sequence[Case],
    answers: Sequence[Answered],
    turns: Sequence[Judged],
) -> dict[str, Any]:
    """Ask the model about every answer, write `judgements.jsonl`, and give the figures."""
    by_id = {case.id: case for case in cases}
    rows = [(by_id[a.case], a) for a in answers if a.case in by_id and can_judge(by_id[a.case], a)]
    found = list(
        track(
            judge_answers(model, rows),
            f"{model.name} judges",
            total=len(rows),
            console=Console(stderr=True),
            transient=True,
        )
    )
    write_records(folder / "judgements.jsonl", found)
    if len(found) < len(rows):
        note(f"The model stopped after {len(found)} of {len(rows)} answers ({found[-1].failed}).")
    texts = {(a.case, a.turn): a.answer for a in answers}
    return judging(model, found, by_id, texts, {turn.key: turn.score for turn in turns})
