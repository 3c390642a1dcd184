"""Cases: the schema, the lint, adding one, pending ones, exports, and the hook that judges before a push."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_evaluation import CASES, TINY, run

from summitbot.errors import InputUnreadable
from summitbot.evaluation import load_cases
from summitbot.evaluation.cases import case_of
from summitbot.evaluation.lint import lint
from summitbot.sources import read_sources

ROOT = Path(__file__).parents[1]
SOURCES = {source.id: source for source in read_sources(TINY)}


def command(tmp_path: Path, *args: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "summitbot", "eval", *args, "--cases", str(tmp_path / "cases")]
    where = ["--sources", str(TINY)]
    return subprocess.run([*words, *where], input=typed, capture_output=True, text=True, check=False)


def row(**changes: object) -> dict[str, object]:
    given: dict[str, object] = {
        "id": "a", "category": "where", "expect": ["answered"], "must": ["Astoria"], "origin": "tiny",
        "question": "In what town did they meet at the lake?",
    }  # fmt: skip
    return {**given, **changes}


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([row(question="Was it in Astoria?")], "given-away"),
        ([row(must_not=["Astoria"])], "contradictory"),
        ([row(expect=["declined"])], "contradictory"),
        ([row(must=[])], "nothing-wanted"),
        ([row(sources=["no-such"])], "unknown-source"),
        ([row(sources=["ana-rok"], must=["Zanzibar"])], "gold-fails"),
        ([row(), row(id="b")], "duplicate"),
        ([row(), row(id="b", expect=["declined"], must=[])], "contradictory"),
        ([row(question=next(p.headings[-1] for s in SOURCES.values() for p in s.paragraphs if p.headings))], "copied"),
    ],
)  # fmt: skip
def test_the_lint_finds(rows: list[dict[str, object]], rule: str) -> None:
    assert rule in {fault.rule for fault in lint([case_of("tiny", r) for r in rows], SOURCES)}


def test_the_lint_lets_a_fair_case_be() -> None:
    assert lint([case_of("tiny", row())], SOURCES) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("must: [Astoria]", "musst: [Astoria]", "musst"),
        ("expect: [answered]", "expect: [replied]", "replied"),
        ("must: [Astoria]", "must: ['(']", "where"),
        ("  origin: none\n", "", "origin"),
    ],
)
def test_a_case_that_breaks_the_schema_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "tiny.yaml").write_text(CASES.replace(old, new, 1))
    with pytest.raises(InputUnreadable, match=said):
        load_cases(tmp_path)


TYPED = "In what town did they meet at the lake?\n\ntown\nwhere\nAstoria\n\nlake-summit\nthe tiny corpus\ny\n"


def test_a_new_case_is_asked_for_checked_and_added(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    index = ["--index", str(tmp_path / "index")]
    ids = [s for s in SOURCES if "lake" in s]
    typed = TYPED.replace("lake-summit", ids[0])
    done = command(tmp_path, "new", "--suite", "mine", *index, typed=typed)
    assert done.returncode == 0, done.stderr
    (case,) = load_cases(tmp_path / "cases")
    assert (case.id, case.suite, case.turns[0].must) == ("town", "mine", ("Astoria",))
    before = (tmp_path / "cases" / "mine.yaml").read_text()
    again = command(tmp_path, "new", "--suite", "mine", *index, typed=typed)
    assert again.returncode == 7
    assert "taken" in again.stderr
    assert (tmp_path / "cases" / "mine.yaml").read_text() == before


def test_pending_cases_are_reviewed_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "pending").mkdir()
    (tmp_path / "pending" / "readers.yaml").write_text(CASES)
    done = command(tmp_path, "new", "--pending", "--index", str(tmp_path / "index"), typed="y\nn\nn\n")
    assert done.returncode == 0, done.stderr
    assert [case.id for case in load_cases(tmp_path / "cases")] == ["where"]
    assert [case.id for case in load_cases(tmp_path / "pending")] == ["peru", "wrong"]


@pytest.mark.parametrize(
    ("form", "keys"),
    [
        ("ragas", {"user_input", "response", "retrieved_contexts", "reference"}),
        ("inspect", {"id", "input", "target", "metadata"}),
    ],
)
def test_a_run_is_written_for_other_judges(tmp_path: Path, form: str, keys: set[str]) -> None:
    run(tmp_path, "--output", str(tmp_path / "run"))
    out = tmp_path / "out.jsonl"
    done = command(tmp_path, "export", form, str(tmp_path / "run"), str(out))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(rows) == 3
    assert all(set(r) == keys for r in rows)
    assert "Astoria" in out.read_text()
    assert command(tmp_path, "export", "other", str(tmp_path / "run"), str(out)).returncode == 2


def test_the_hook_judges_only_changes_of_the_sources(tmp_path: Path) -> None:
    def git(*args: str) -> str:
        done = subprocess.run(["git", *args], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(name: str) -> str:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
        git("add", "-A")
        git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", name)
        return git("rev-parse", "HEAD")

    git("init", "-q")
    shim = tmp_path / "bin" / "summitbot"
    shim.parent.mkdir()
    shim.write_text('#!/bin/sh\necho "ran $*"\n[ "$2" != --gate ]\n')
    shim.chmod(0o755)
    first, other, source = commit("a.txt"), commit("b.txt"), commit("sources/c.md")
    env = {**os.environ, "PATH": f"{shim.parent}:{os.environ['PATH']}"}
    hook = ROOT / "scripts" / "hooks" / "pre-push"
    results = [
        subprocess.run(
            [str(hook)], cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
            input=f"refs/heads/x {now} refs/heads/x {then}\n",
        )
        for then, now in ((first, other), (other, source))
    ]  # fmt: skip
    assert (results[0].returncode, results[0].stdout) == (0, "")
    assert results[1].returncode == 1
    assert results[1].stdout == "ran sources check\nran eval --gate\n"
