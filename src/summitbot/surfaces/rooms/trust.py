"""How far to trust the bot: the kept figures of its evaluation, in sentences, beside its limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summitbot.bot import Bot
from summitbot.markup import MarkupError, read_yaml
from summitbot.surfaces.ui.words import Words

BASELINE = Path("evals", "baseline", "summary.json")
CAVEATS = Path("evals", "caveats.yaml")
_COUNTS = ("n", "right", "partly", "wrong", "missed", "refused")


@dataclass(frozen=True)
class Suite:
    """A row of the figures: shares of `n` in per cent, and what they mean in a sentence."""

    name: str
    sentence: str
    n: int
    handled: float
    error: float
    wrong: float


def trust(bot: Bot, words: Words) -> dict[str, Any]:
    """What the template shows; `figures` is None where no evaluation was kept beside the sources."""
    beside = bot.settings.sources_dir().parent
    figures = read_figures(beside / BASELINE)
    return {
        "figures": figures,
        "suites": _suites(figures, words) if figures else [],
        "measures": _measures(figures, words) if figures else [],
        "same": figures is not None and figures["corpus"]["fingerprint"] == bot.corpus.fingerprint,
        "caveats": [*words.entry("trust.general"), *_caveats(beside / CAVEATS, words)],
        "settings": bot.settings,
    }


def read_figures(path: Path) -> dict[str, Any] | None:
    """The figures of a summary; None where there are none or they are of another make."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        _check(found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    checked: dict[str, Any] = found
    return checked


def _check(found: Mapping[str, Any]) -> None:
    if found["schema"] != 1 or not found["suites"]["all"]["n"]:
        raise ValueError("figures of another make")
    str(found["made"]), str(found["corpus"]["fingerprint"]), int(found["corpus"]["sources"])
    for suite in found["suites"].values():
        [int(suite[name]) for name in _COUNTS], float(suite["handled"]), float(suite["error"])


def _suites(figures: Mapping[str, Any], words: Words) -> list[Suite]:
    known = words.entry("trust.suites")
    rows = figures["suites"]
    names = sorted(rows, key=lambda name: (name != "all", name not in known, name))
    return [_suite(name, rows[name], known.get(name, known["other"])) for name in names]


def _suite(name: str, row: Mapping[str, Any], texts: list[str]) -> Suite:
    fields = {key: row[key] for key in _COUNTS} | {"name": name, "handled": percent(row["handled"])}
    title, sentence = (text.format(**fields) for text in texts)
    shares = (100 * row["handled"], 100 * row["error"], 100 * row["wrong"] / row["n"])
    return Suite(title, sentence, row["n"], *shares)


def _measures(figures: Mapping[str, Any], words: Words) -> list[str]:
    """The sentences of what was measured beside the suites; what was not measured has none."""
    sections = {
        name: figures.get(name) or {} for name in ("grounding", "retrieval", "refusal", "robustness", "speed")
    }
    grounding, refusal, speed = sections["grounding"], sections["refusal"], sections["speed"]
    said = [
        ("ungrounded", {"bad": grounding.get("ungrounded"), "n": grounding.get("statements")}),
        ("found", {"share": _share(sections["retrieval"].get("recall@5"))}),
        ("refused_when_not_due", {"share": _share(refusal.get("refused_when_not_due"))}),
        ("closest", {"held": refusal.get("closest_holds"), "missed": refusal.get("missed") or None}),
        ("agreement", {"share": _share(sections["robustness"].get("agreement"))}),
        ("speed", {"median": None if speed.get("median_ms") is None else round(speed["median_ms"])}),
    ]
    return [words(f"trust.measures.{key}", fields) for key, fields in said if None not in fields.values()]


def _caveats(path: Path, words: Words) -> list[str]:
    """What the keepers of an evaluation say of its figures, in the page's language or in English."""
    try:
        found = read_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, MarkupError):
        return []
    lines = (found.get(words.language) or found.get("en") or []) if isinstance(found, dict) else []
    return [str(line) for line in lines] if isinstance(lines, list) else []


def percent(share: float) -> str:
    """A share as per cent without needless digits: 0.7941 as 79.4.

    >>> percent(0.9), percent(0.7941)
    ('90', '79.4')
    """
    return f"{100 * share:.1f}".removesuffix(".0")


def _share(value: float | None) -> str | None:
    return None if value is None else percent(value)
