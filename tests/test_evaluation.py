"""The evaluation: what a score means, what a run writes, when it fails."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from summitbot import Answer, Bot, Statement
from summitbot.evaluation import ask_cases, load_cases
from summitbot.evaluation.cases import Case, Cell, Side, Turn
from summitbot.evaluation.finding import finding
from summitbot.evaluation.run import Place
from summitbot.evaluation.score import grounding_faults, score_turn

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "tiny"
CASES = """
- id: where
  question: Where was the Lake summit held?
  category: where
  expect: [answered]
  must: [Astoria]
  origin: the tiny corpus
- id: peru
  question: What is the capital of Peru?
  category: elsewhere
  expect: [out_of_scope]
  origin: none
- id: wrong
  question: Where was the Lake summit held?
  category: where
  expect: [answered]
  must: [Zanzibar]
  origin: the tiny corpus
"""


def turn(*expect: str, must: tuple[str, ...] = (), must_not: tuple[str, ...] = ()) -> Turn:
    return Turn("?", tuple(expect), must, (), must_not)


@pytest.mark.parametrize(
    ("given", "answer", "outcome"),
    [
        (turn("answered", must=("lake",)), Answer("answered", "By the lake."), "right"),
        (turn("answered", must=("lake", "1990")), Answer("answered", "By the lake."), "partly"),
        (turn("answered", must=("sea",)), Answer("answered", "By the lake."), "wrong"),
        (turn("answered", must=("lake",), must_not=("lake",)), Answer("answered", "By the lake."), "wrong"),
        (turn("answered", must=("lake",)), Answer("not_covered", "No."), "missed"),
        (turn("not_covered"), Answer("not_covered", "No."), "refused"),
        (turn("not_covered"), Answer("declined", "No."), "other_refusal"),
        (turn("not_covered"), Answer("answered", "By the lake."), "wrong"),
    ],
)
def test_outcomes(given: Turn, answer: Answer, outcome: str) -> None:
    assert score_turn(given, answer)[0] == outcome


def test_a_statement_that_breaks_the_promise_is_found(bot: Bot) -> None:
    good = bot.ask("Why did the Lake summit end early?")
    assert grounding_faults(good, bot.corpus.sources) == ()
    data = good.to_dict()
    data["statements"][0]["text"] = "The Lake summit was held on the moon."
    data["citations"][1]["start"] += 1
    faults = grounding_faults(Answer.from_dict(data), bot.corpus.sources)
    assert len(faults) == 2


def run(tmp_path: Path, *args: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "cases").mkdir(exist_ok=True)
    if not (tmp_path / "cases" / "tiny.yaml").exists():
        (tmp_path / "cases" / "tiny.yaml").write_text(CASES)
    where = ["--index", str(tmp_path / "index"), "--cases", str(tmp_path / "cases")]
    where += [] if "--sources" in args else ["--sources", str(TINY)]
    command = [sys.executable, "-m", "summitbot", "eval", *where, *args]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_run_prints_figures_and_writes_answers_and_reports(tmp_path: Path) -> None:
    done = run(tmp_path, "--output", str(tmp_path / "run"))
    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "run" / "summary.json").read_text())
    assert {"made", "corpus", "suites", "grounding", "retrieval", "refusal", "speed"} <= set(figures)
    assert figures["suites"]["tiny"]["n"] == 3
    assert figures["suites"]["tiny"]["handled"] == 0.6667
    assert len((tmp_path / "run" / "answers.jsonl").read_text().splitlines()) == 3
    assert "tiny" in done.stdout
    again = run(tmp_path, "--output", str(tmp_path / "again"), "--answers", str(tmp_path / "run"))
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "again" / "scores.jsonl").read_text() == (
        tmp_path / "run" / "scores.jsonl"
    ).read_text()


def test_a_missed_answer_is_missed_whatever_stands_beside_it(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    ask = "question: What shoes did Ana Rok wear when they dined on trout?\n  category: what\n  origin: none"
    wanted = {
        "held": "expect: [answered]\n  must: [dined, 3 May 1990]",
        "apart": "expect: [answered]\n  must: [dined, 1986]",
        "forbidden": "expect: [answered]\n  must: [dined]\n  must_not: [trout]",
        "due": "expect: [not_covered]\n  must_not: [trout]",
    }
    rows = [f"- id: {name}\n  {ask}\n  {keys}\n" for name, keys in wanted.items()]
    (tmp_path / "cases" / "tiny.yaml").write_text("".join(rows))
    done = run(tmp_path, "--output", str(tmp_path / "run"))
    assert "Refused, but one of the closest sentences holds the answer: 1 of 3" in done.stdout
    figures = json.loads((tmp_path / "run" / "summary.json").read_text())
    assert (figures["suites"]["all"]["missed"], figures["suites"]["all"]["refused"]) == (3, 1)
    assert figures["suites"]["all"]["handled"] == 0.25
    assert (figures["refusal"]["missed"], figures["refusal"]["closest_holds"]) == (3, 1)
    for report in ("report.html", "report.md"):
        assert "1 of 3" in (tmp_path / "run" / report).read_text(), report


def test_one_case_alone_shows_its_answer(tmp_path: Path) -> None:
    done = run(tmp_path, "--case", "where")
    assert "Astoria" in done.stdout


@pytest.mark.parametrize("args", [["--case", "no-such"], ["--suite", "no-such"]])
def test_an_unknown_case_or_suite(tmp_path: Path, args: list[str]) -> None:
    done = run(tmp_path, *args)
    assert done.returncode == 7
    assert "no-such" in done.stderr


def test_the_cases_of_the_project_are_many_and_of_every_kind() -> None:
    cases = load_cases(ROOT / "evals" / "cases")
    assert len({case.id for case in cases}) == len(cases) >= 80
    assert {case.suite for case in cases} >= {"answerable", "unanswerable", "premises", "dialogues"}
    assert len(load_cases(ROOT / "evals" / "cases", "quick")) >= 40


@pytest.mark.parametrize(
    ("order", "headings", "outcome"),
    [
        (("1990", "1994"), (), "right"),
        (("1994", "1990"), (), "partly"),
        ((), ("arland",), "right"),
        ((), ("arland", "borland"), "partly"),
    ],
)
def test_order_and_headings_are_facts(
    order: tuple[str, ...], headings: tuple[str, ...], outcome: str
) -> None:
    text = "In 1990 they met. In 1994 they met again."
    answer = Answer("answered", text, statements=(Statement(text, heading="Arland"),))
    given = Turn("?", ("answered",), ("they met",), order=order, headings=headings)
    assert score_turn(given, answer)[0] == outcome


@pytest.mark.parametrize(
    ("cells", "sides", "outcome"),
    [
        ((Cell("Arland", "1990"),), (), "right"),
        ((Cell("Arland", "1990"), Cell("Borland", "1990")), (), "partly"),
        ((Cell("Arland", "1990", row="When"),), (), "right"),
        ((Cell("Arland", "1990", row="Why"),), (), "partly"),
        ((), (Side("Rok", "water"), Side("Tamm", "land")), "right"),
        ((), (Side("Rok", "land"), Side("Tamm", "land")), "partly"),
    ],
)
def test_cells_and_sides_are_facts(cells: tuple[Cell, ...], sides: tuple[Side, ...], outcome: str) -> None:
    statements = (
        Statement("They met in 1990.", heading="When", column="Arland"),
        Statement("They met in 1994.", heading="When", column="Borland"),
        Statement("Ana Rok asked for water.", heading="Rok"),
        Statement("Bor Tamm asked for land."),
    )
    answer = Answer("answered", " ".join(s.text for s in statements), statements=statements)
    given = Turn("?", ("answered",), ("they met",), cells=cells, sides=sides)
    assert score_turn(given, answer)[0] == outcome


def test_facts_that_stand_apart_are_found_together(bot: Bot) -> None:
    sources = bot.corpus.sources
    ids = [s for s in sources if "lake" in s][:1]
    texts = [p for p in bot.corpus.passages if p.source_id in ids]
    places = [Place(p.source_id, p.start, p.end) for p in texts]
    other = next(Place(p.source_id, p.start, p.end) for p in bot.corpus.passages if p.source_id not in ids)
    whole = Turn("?", ("answered",), (r"^",), sources=tuple(ids))
    found = finding(whole, [other, *places], sources)
    assert found is not None
    assert (found.rank, found.source_rank) == (2, 2)
    assert found.gold
    apart = Turn("?", ("answered",), ("price of water", "Hotel Astoria"), sources=tuple(ids))
    ranks = [finding(apart, places[:n], sources) for n in range(1, len(places) + 1)]
    assert ranks[-1] is not None
    assert ranks[-1].rank > 0
    assert (
        finding(Turn("?", ("answered",), ("price of water",), sources=("no-such",)), places, sources).rank
        == 0
    )  # type: ignore[union-attr]


def test_a_new_subject_is_asked_alone_too(bot: Bot) -> None:
    turns = (Turn("Where was the Lake summit held?", ("answered",)), Turn("Who is Bor Tamm?", ("answered",)))
    case = Case("a", "s", "c", (turns[0], replace(turns[1], fresh=True)))
    first, second = ask_cases(bot, [case])
    assert first.alone is None
    assert second.alone == (bot.ask("Who is Bor Tamm?").text == second.answer.text)
    assert set(second.stages) == {"reading", "found", "answer"}
    assert second.found
