"""A run in words: the table that is printed, Markdown for a pull request, JUnit XML for a build server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from summitbot.evaluation.gate import Gate, worth
from summitbot.evaluation.runs import Judged

_COLUMNS = ("n", "right", "partly", "wrong", "missed", "refused", "other")
# A pull request's comment shows so many; the report shows all.
_SHOWN = 20


def table(figures: Mapping[str, Any]) -> list[str]:
    """The figures of a run as lines for people."""
    lines = [f"{'suite':<14}" + "".join(f"{name:>8}" for name in _COLUMNS) + f"{'handled':>16}"]
    for name, suite in figures["suites"].items():
        cells = "".join(f"{suite[column]:>8}" for column in _COLUMNS)
        lines.append(f"{name:<14}{cells}{suite['handled']:>9.1%} ± {suite['error']:.1%}")
    return [*lines, *(f"{name}: {value}" for name, value in measures(figures))]


def measures(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The figures beside the table, each with a name and what was measured."""
    g, r, f, a = (figures[key] for key in ("grounding", "retrieval", "refusal", "robustness"))
    s, shape = figures["speed"], figures["shape"]
    stages = ", ".join(f"{name} {ms} ms" for name, ms in s["stages"].items())
    return [
        ("Statements that break the promise of grounding", f"{g['ungrounded']} of {g['statements']}"),
        ("Citation recall and precision", _cited(g)),
        *((f"  of {suite}", _cited(found)) for suite, found in g.get("suites", {}).items()),
        (
            f"Retrieval over {r['n']} questions",
            f"recall@5 {share(r['recall@5'])}, by source {share(r['source_recall@5'])}, "
            f"MRR {number(r['mrr'])}, nDCG@10 {number(r['ndcg@10'])}",
        ),
        (
            f"Refusals ({f['n']} due)",
            f"refused when due {share(f['refused_when_due'])}, when not due {share(f['refused_when_not_due'])}; "
            f"CRAG score {f['crag']:+.2f}",
        ),
        (
            "Refused, but one of the closest sentences holds the answer",
            f"{f['closest_holds']} of {f['missed']}",
        ),
        (
            f"Wordings that get the same facts ({a['pairs']} pairs of {a['groups']} questions)",
            share(a["agreement"]),
        ),
        ("The first sentence holds every fact", share(shape["first"])),
        ("Cites a source in which the fact stands", share(shape.get("right_source"))),
        (
            "Chronologies in order, cells of comparisons, sides that are there",
            ", ".join(share(shape.get(name)) for name in ("order", "cells", "sides")),
        ),
        *_judged(figures.get("judge")),
        ("Time a question", f"median {s['median_ms']} ms, 95th percentile {s['p95_ms']} ms ({stages})"),
    ]


def _judged(judge: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """How a language model's verdicts agree with the patterns'; nothing where none judged."""
    if judge is None:
        return []
    whole, facts = (
        f"{share(part['agree'])} of {part['n']}, kappa {number(part['kappa'])}"
        for part in (judge["answers"], judge["facts"])
    )
    failed = sum(judge["failed"].values())
    return [
        (
            f"Judged by {judge['model']} too (decides nothing)",
            f"same verdict on {whole}; on single facts {facts}; {failed} without a verdict",
        )
    ]


def _cited(found: Mapping[str, Any]) -> str:
    return f"{share(found['citation_recall'])}, {share(found['citation_precision'])}"


def share(value: float | None) -> str:
    """A share as per cent, or “not measured”."""
    return "not measured" if value is None else f"{value:.1%}"


def number(value: float | None) -> str:
    """A number to three decimals, or “not measured”."""
    return "not measured" if value is None else f"{value:.3f}"


def verdict_lines(gate: Gate) -> list[str]:
    """The verdict with everything behind it, as lines for people."""
    worse, better = sum(c.worse for c in gate.changes), sum(c.better for c in gate.changes)
    lines = [
        f"Gate: {gate.verdict}. {len(gate.changes)} answers changed ({worse} for the worse, {better} for the better)."
    ]
    lines += [f"  worse: {reason}" for reason in gate.reasons]
    lines += [f"  not judged: {reason}" for reason in gate.unjudged]
    lines += [f"  note: {note}" for note in gate.notes]
    lines.append(f"  Must-pass cases break one by one. {smallest(gate)}")
    return lines


def smallest(gate: Gate) -> str:
    """The smallest drop that the paired tests can see."""
    seen = ", ".join(
        f"{t.name} {t.smallest:.1%}" if t.decides else f"{t.name} none ({t.clusters} sources are too few)"
        for t in gate.tests
    )
    return f"Smallest drop that a paired test sees: {seen or 'none, nothing could be compared'}."


def markdown(figures: Mapping[str, Any], gate: Gate | None) -> str:
    """A short report for a pull request."""
    lines = ["# Evaluation", ""]
    if gate is None:
        lines += ["Not compared with a baseline.", ""]
    else:
        lines += [f"**{gate.verdict.capitalize()}.** {len(gate.changes)} answers changed.", ""]
        lines += [f"- worse: {text}" for text in gate.reasons[:_SHOWN]]
        lines += [f"- not judged: {text}" for text in gate.unjudged[:_SHOWN]]
        lines += [f"- note: {text}" for text in gate.notes]
        hidden = max(0, len(gate.reasons) - _SHOWN) + max(0, len(gate.unjudged) - _SHOWN)
        lines += [f"- and {hidden} more in the report", ""] if hidden else [""]
    lines += ["| suite | n | right | wrong | missed | handled |", "|---|--:|--:|--:|--:|--:|"]
    for name, s in figures["suites"].items():
        handled = f"{s['handled']:.1%} ± {s['error']:.1%}"
        lines.append(f"| {name} | {s['n']} | {s['right']} | {s['wrong']} | {s['missed']} | {handled} |")
    lines += ["", *(f"- {name}: {value}" for name, value in measures(figures))]
    return "\n".join(lines) + "\n"


def junit(turns: Sequence[Judged], gate: Gate | None) -> str:
    """JUnit XML: a test for every turn. With a gate, what got worse fails; without, what is not handled."""
    worse = {(c.case, c.turn) for c in gate.changes if c.worse} if gate else set()
    root = ElementTree.Element("testsuites", name="summitbot eval")
    suites: dict[str, ElementTree.Element] = {}
    for turn in turns:
        score = turn.score
        suite = suites.get(score.suite)
        if suite is None:
            suite = suites[score.suite] = ElementTree.SubElement(root, "testsuite", name=score.suite)
        name = f"{score.case}/{score.turn}"
        case = ElementTree.SubElement(suite, "testcase", classname=score.suite, name=name)
        if turn.key in worse or score.ungrounded or (gate is None and not score.handled):
            fault = ElementTree.SubElement(case, "failure", message=score.outcome)
            fault.text = "\n".join([turn.question, *score.missing, *score.forbidden, *score.ungrounded])
    for suite in suites.values():
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def worst(turns: Sequence[Judged], most: int = 30) -> list[Judged]:
    """The worst turns first: wrong before missed before partly."""
    bad = [turn for turn in turns if not turn.score.handled]
    return sorted(bad, key=lambda t: (worth(t.score.outcome), t.key))[:most]
