"""The gate: an A/A run differs in nothing; each kind of worse is seen; what can't be judged is said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from test_evaluation import CASES, TINY, run


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a blessed run over the tiny corpus, and a copy of the corpus to change."""
    folder = tmp_path_factory.mktemp("blessed")
    assert run(folder).returncode == 0
    assert run(folder, "--bless", "--reason", "the first").returncode == 0
    shutil.copytree(TINY, folder / "sources")
    return folder


@pytest.fixture
def blessed(tmp_path: Path, first: Path) -> Path:
    """A copy of that folder, to do with as a test likes."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return tmp_path


def verdict(tmp_path: Path) -> dict[str, object]:
    newest = max((tmp_path / "results").glob("*/verdict.json"), key=lambda p: p.stat().st_mtime_ns)
    return json.loads(newest.read_text())


def changed(tmp_path: Path, old: str, new: str) -> None:
    for path in (tmp_path / "sources").rglob("*.md"):
        path.write_text(path.read_text().replace(old, new))


def test_an_unchanged_bot_differs_in_no_case(blessed: Path) -> None:
    done = run(blessed, "--gate")
    assert done.returncode == 0, done.stdout + done.stderr
    assert verdict(blessed)["changes"] == []
    assert "Smallest drop" in done.stdout


def test_a_lost_fact_is_worse_and_shown(blessed: Path) -> None:
    changed(blessed, "Astoria", "Belmora")
    done = run(blessed, "--gate", "--sources", str(blessed / "sources"))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "where/0: was right" in done.stdout
    assert "the corpus changed" in done.stdout
    newest = max((blessed / "results").iterdir(), key=lambda p: p.name)
    html = (newest / "report.html").read_text()
    assert "<del>" in html
    assert "<ins>" in html
    assert "src=" not in html
    assert "http" not in html
    assert "<failure" in (newest / "junit.xml").read_text()
    assert "**Worse.**" in (newest / "report.md").read_text()


def test_a_changed_corpus_that_answers_alike_is_no_worse(blessed: Path) -> None:
    (blessed / "sources" / "more.md").write_text("# Pottery\n\nPots of clay are baked in kilns.\n")
    done = run(blessed, "--gate", "--sources", str(blessed / "sources"))
    assert done.returncode == 0, done.stdout
    assert "the corpus changed" in done.stdout


def test_a_case_that_went_or_changed_can_not_be_judged(blessed: Path) -> None:
    cases = blessed / "cases" / "tiny.yaml"
    cases.write_text(CASES.replace("id: where", "id: whither"))
    done = run(blessed, "--gate")
    assert done.returncode == 2, done.stdout
    assert "where/0: stands in the baseline" in done.stdout
    cases.write_text(CASES.replace("must: [Astoria]", "must: [Astoria, Astoria]"))
    assert "the case was changed" in run(blessed, "--gate").stdout


def test_without_a_baseline_nothing_can_be_judged(tmp_path: Path) -> None:
    done = run(tmp_path, "--gate")
    assert done.returncode == 2
    assert "--bless" in done.stdout


def test_a_case_that_need_not_pass_breaks_only_its_suite(blessed: Path) -> None:
    loose = CASES.replace("must: [Astoria]", "must: [Astoria]\n  must_pass: false")
    (blessed / "cases" / "tiny.yaml").write_text(loose)
    assert run(blessed).returncode == 0
    assert run(blessed, "--bless", "--reason", "looser").returncode == 0
    changed(blessed, "Astoria", "Belmora")
    out = run(blessed, "--gate", "--sources", str(blessed / "sources")).stdout
    assert "was right" not in out
    assert "no longer says" in out


def test_only_the_cases_that_a_change_touches(blessed: Path) -> None:
    assert run(blessed, "--changed").returncode == 2
    changed(blessed, "Astoria", "Belmora")
    done = run(blessed, "--changed", "--gate", "--sources", str(blessed / "sources"))
    assert done.returncode == 1
    newest = max((blessed / "results").iterdir(), key=lambda p: p.name)
    asked = [json.loads(line)["case"] for line in (newest / "answers.jsonl").read_text().splitlines()]
    assert "where" in asked


@pytest.mark.parametrize(
    ("args", "said"),
    [(("--bless",), "--reason"), (("--bless", "--reason", "x"), "summitbot eval")],
)
def test_blessing_wants_a_reason_and_a_complete_run(tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    run(tmp_path, "--case", "where")
    done = run(tmp_path, *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "baseline").exists()


def test_without_the_gate_worse_fails_and_a_changed_case_does_not(blessed: Path) -> None:
    assert run(blessed, "--suite", "quick").returncode == 0
    cases = blessed / "cases" / "tiny.yaml"
    cases.write_text(CASES.replace("Peru", "Chile"))
    changed_case = run(blessed)
    assert changed_case.returncode == 0
    assert "not judged: peru/0" in changed_case.stdout
    assert run(blessed, "--gate").returncode == 2
    cases.write_text(CASES)
    changed(blessed, "Astoria", "Belmora")
    for suite in ("all", "quick"):
        assert run(blessed, "--suite", suite, "--sources", str(blessed / "sources")).returncode == 1


def test_what_met_nothing_to_be_compared_with_does_not_pass(tmp_path: Path, blessed: Path) -> None:
    cases = blessed / "cases" / "tiny.yaml"
    cases.write_text(CASES.replace("id: ", "id: new-"))
    assert run(blessed, "--suite", "quick").returncode == 2
    assert run(blessed, "--case", "new-where").returncode == 0
    alone = tmp_path / "alone"
    alone.mkdir()
    assert run(alone).returncode == 0
    done = run(alone, "--suite", "quick")
    assert done.returncode == 2
    assert "there is no baseline" in done.stdout


def test_retrieval_is_compared_only_where_the_same_sources_are_named(blessed: Path) -> None:
    cases = blessed / "cases" / "tiny.yaml"
    named = next(p.stem for p in (blessed / "sources").rglob("*.md") if "lake" in p.name)
    cases.write_text(CASES.replace("must: [Astoria]", f"must: [Astoria]\n  sources: [{named}]"))
    done = run(blessed, "--gate")
    assert "turns name other sources than then" in done.stdout
    assert "the case was changed" not in done.stdout
    tests = {test["name"]: test["n"] for test in verdict(blessed)["tests"]}
    assert tests["tiny"] == 3
    assert tests["mrr"] == 1


def test_a_handful_of_sources_decides_nothing(blessed: Path) -> None:
    loose = CASES.replace("must: [Astoria]", "must: [Astoria]\n  must_pass: false")
    (blessed / "cases" / "tiny.yaml").write_text(loose)
    done = run(blessed, "--gate")
    assert "sources are too few" in done.stdout
