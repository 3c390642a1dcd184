"""Trying things on a copy: a draft source, and damages that the gate should notice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from test_evaluation import CASES, TINY, run

from summitbot import Bot, Settings
from summitbot.evaluation.damage import PATTERNS, Damage, damaged, draw_damages
from summitbot.evaluation.workshop import Workshop

DRAFT = """---
id: {id}
title: The Lake summit, 4 May 1990
kind: event
reviewed: no
---
The Lake summit was held at Belmora on 4 May 1990.
"""


def test_a_draft_shows_what_it_would_change_and_leaves_the_sources_alone(tmp_path: Path) -> None:
    before = sorted(p.read_bytes() for p in TINY.rglob("*.md"))
    source = next(p for p in (TINY / "events").glob("*.md") if "lake" in p.name)
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT.format(id=source.stem))
    done = run(tmp_path, "--what-if", str(draft))
    assert done.returncode == 0, done.stderr
    assert "tried as if it were reviewed" in done.stderr
    assert "where/0: right →" in done.stdout
    assert "Gate: worse" in done.stdout
    assert sorted(p.read_bytes() for p in TINY.rglob("*.md")) == before


def test_a_draft_that_stands_among_the_sources_already_can_be_tried(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "sources")
    draft = tmp_path / "sources" / "events" / "ferry.md"
    draft.write_text(DRAFT.format(id="ferry").replace("The Lake summit", "The ferry treaty"))
    done = run(tmp_path, "--what-if", str(draft), "--sources", str(tmp_path / "sources"))
    assert done.returncode == 0, done.stderr
    assert "answers would change" in done.stdout
    assert run(tmp_path, "--what-if", str(tmp_path / "none.md")).returncode == 7


def test_damages_to_the_sources_and_the_bot_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "tiny.yaml").write_text(
        CASES.replace("must: [Zanzibar]", "must: [held at the Hotel Astoria]")
    )
    shutil.copytree(TINY, tmp_path / "sources")
    output = tmp_path / "run"
    done = run(
        tmp_path,
        "--mutate",
        "4",
        "--seed",
        "15",
        "--output",
        str(output),
        "--sources",
        str(tmp_path / "sources"),
    )
    assert done.returncode == 0, done.stderr
    data = json.loads((output / "mutants.json").read_text())
    assert data["shares"]["all"]["n"] == 4
    whole = {m["kind"]: m["noticed"] for m in data["mutants"] if not m["source"]}
    assert whole["neighbour cited"]
    assert whole["refusal off"]
    asked = data["shares"]["all"]
    assert asked["asked_noticed"] == asked["asked"] >= 1


def test_a_seed_draws_the_same_damages_and_each_source_once() -> None:
    paths = {p.stem: p.relative_to(TINY).as_posix() for p in TINY.rglob("*/*.md")}
    first = list(draw_damages(paths, TINY, len(paths), 7))
    assert first == list(draw_damages(paths, TINY, len(paths), 7))
    assert {damage.source for damage in first} == set(paths)
    assert first != list(draw_damages(paths, TINY, len(paths), 8))


def test_an_exchange_leaves_footnotes_alone() -> None:
    damage = Damage("a", "a.md", "dates", {"1990": "1994", "1994": "1990"})
    assert damage.apply("In 1990, not 1994.[^times-1990]") == "In 1994, not 1990.[^times-1990]"


@pytest.mark.parametrize(
    ("kind", "text"), [("dates", "in 1994"), ("numbers", "for 35 days"), ("names", "to Ana Rok")]
)
def test_what_is_exchanged_is_found(kind: str, text: str) -> None:
    import re

    assert re.search(PATTERNS[kind], text)


QUESTIONS = ["Where was the Lake summit held?", "Why did the Lake summit end early?", "Who is Bor Tamm?"]


def test_a_bot_made_in_memory_answers_as_one_that_is_built(tmp_path: Path, tiny_settings: Settings) -> None:
    shop = Workshop(tiny_settings)
    source = next(s for s in shop.bot.corpus.sources.values() if "lake" in s.id)
    same = shop.with_damage(Damage(source.id, source.path, "cut"))
    assert [same.ask(q).text for q in QUESTIONS] == [shop.bot.ask(q).text for q in QUESTIONS]
    swap = Damage(source.id, source.path, "dates", {"1990": "1994", "1994": "1990"})
    for damage in (swap, Damage(source.id, source.path, "drop")):
        folder = tmp_path / damage.kind / "sources"
        shutil.copytree(TINY, folder)
        path = folder / source.path
        if damage.kind == "drop":
            path.unlink()
        else:
            path.write_text(damaged(damage, path.read_text()))
        built = Bot.open(tiny_settings.with_changes(sources=folder, index=tmp_path / damage.kind / "index"))
        made = shop.with_damage(damage)
        assert [made.ask(q).text for q in QUESTIONS] == [built.ask(q).text for q in QUESTIONS]
        assert [made.ask(q).text for q in QUESTIONS] != [shop.bot.ask(q).text for q in QUESTIONS]


def test_damages_can_be_drawn_from_what_cases_ask_for(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "tiny.yaml").write_text(
        CASES.replace("must: [Zanzibar]", "must: ['Astoria', '1990']")
    )
    done = run(tmp_path, "--mutate", "3", "--relevant", "--output", str(tmp_path / "run"))
    assert done.returncode == 0, done.stderr
    row = json.loads((tmp_path / "run" / "mutants.json").read_text())["shares"]["all"]
    assert 1 <= row["n"] <= 3
    assert row["asked"] == row["n"]
    assert "95 % interval" in done.stdout


def test_a_cut_sentence_is_gone() -> None:
    damage = Damage("a", "a.md", "cut", cut="It rained.")
    assert damaged(damage, "---\ntitle: It rained.\n---\nThey met. It rained.[^a]\n") == (
        "---\ntitle: It rained.\n---\nThey met. [^a]\n"
    )
