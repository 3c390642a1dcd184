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
