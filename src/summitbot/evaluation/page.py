"""The report: one HTML file that needs nothing else (Jinja2; its charts are inline SVG)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup, escape

from summitbot.evaluation import texts
from summitbot.evaluation.gate import Gate
from summitbot.evaluation.runs import Baseline, Judged

# The trend shows so many runs.
TREND = 20


@dataclass(frozen=True)
class Side:
    """A changed answer: what was asked, the two answers with what differs marked, and what they were worth."""

    case: str
    question: str
    then: str
    now: str
    before: Markup
    after: Markup
    tone: str


def html(
    figures: Mapping[str, Any],
    turns: Sequence[Judged],
    judged: tuple[Gate, Baseline] | None,
    trend: Sequence[Mapping[str, Any]] = (),
) -> str:
    """The page. `judged` is the verdict and the baseline that it was reached with; `trend` is the figures of runs, oldest first."""
    environment = Environment(
        loader=PackageLoader("summitbot", "data"),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
    )
    gate = judged[0] if judged else None
    return environment.get_template("report.html.jinja").render(
        figures=figures,
        gate=gate,
        smallest=texts.smallest(gate) if gate else "",
        measures=texts.measures(figures),
        sides=_sides(turns, *judged) if judged else [],
        worst=texts.worst(turns),
        trend=_lines(trend[-TREND:]),
    )


def _sides(turns: Sequence[Judged], gate: Gate, baseline: Baseline) -> list[Side]:
    now = {turn.key: turn for turn in turns}
    sides = []
    for change in sorted(gate.changes, key=lambda c: (not c.worse, not c.better, c.case, c.turn)):
        key = (change.case, change.turn)
        before, after = differing(baseline.turns[key].said.text, now[key].said.text)
        tone = "worse" if change.worse else "better" if change.better else "same"
        name = f"{change.case}/{change.turn}"
        sides.append(Side(name, now[key].question, change.then, change.now, before, after, tone))
    return sides


def differing(before: str, after: str) -> tuple[Markup, Markup]:
    """Two texts with the words that differ marked (<del>, <ins>); everything else escaped."""
    a, b = (re.findall(r"\s+|\S+", text) for text in (before, after))
    left, right = [], []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        gone, come = escape("".join(a[a0:a1])), escape("".join(b[b0:b1]))
        left.append(gone if kind == "equal" or not gone else Markup("<del>{}</del>").format(gone))
        right.append(come if kind == "equal" or not come else Markup("<ins>{}</ins>").format(come))
    return Markup("").join(left), Markup("").join(right)


def _lines(trend: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One chart a suite: points (x in 0..100, y in 0..40, downwards) and what each is."""
    charts = []
    for name in sorted({suite for figures in trend for suite in figures["suites"]}):
        runs = [figures for figures in trend if name in figures["suites"]]
        if len(runs) < 2:
            continue
        points = [
            {
                "x": round(100 * n / (len(runs) - 1), 1),
                "y": round(40 * (1 - run["suites"][name]["handled"]), 1),
                "label": f"{run['made']}: {run['suites'][name]['handled']:.1%}",
            }
            for n, run in enumerate(runs)
        ]
        charts.append({"name": name, "points": points, "last": runs[-1]["suites"][name]["handled"]})
    return charts
