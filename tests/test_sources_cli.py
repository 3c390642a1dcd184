"""`summitbot sources …` as a curator types it."""

from __future__ import annotations

import io
import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from summitbot.surfaces.cli.main import main

TINY = Path(__file__).parent / "tiny"
CASE = """
- id: hill
  question: Where was the Hill summit held?
  category: where
  expect: [not_covered, out_of_scope, unclear, answered]
  origin: the tiny corpus
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "sources")
    return tmp_path / "sources"


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


def run(folder: Path, *args: object) -> Done:
    """`summitbot …` beside the sources, in this process: the program's own `main`, which a shell would start."""
    out, err = io.StringIO(), io.StringIO()
    argv = ["summitbot", *map(str, args)]
    env = {"SUMMITBOT_SOURCES": str(folder), "SUMMITBOT_INDEX": str(folder.parent / "index")}
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", argv)
        patch.chdir(folder.parent)
        for name, value in env.items():
            patch.setenv(name, value)
        try:
            main()
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def test_a_draft_with_findings_is_shown_and_fails_nothing(folder: Path) -> None:
    page = folder / "events" / "hill-summit.md"
    page.write_text(page.read_text().replace("reviewed: 2026-01-01", "reviewed: no") + "\nIt was cold.\n")
    done = run(folder, "sources", "check")
    assert done.returncode == 0, done.stdout
    assert "events/hill-summit.md:29: dangling" in done.stdout
    assert "5 sources, 0 findings, and 2 in sources that are not yet reviewed." in done.stdout
    page.write_text(page.read_text().replace("reviewed: no", "reviewed: 2026-01-01"))
    assert run(folder, "sources", "check").returncode == 1


def test_an_evaluation_says_that_drafts_are_left_out(folder: Path) -> None:
    page = folder / "events" / "hill-summit.md"
    page.write_text(page.read_text().replace("reviewed: 2026-01-01", "reviewed: no"))
    cases = folder.parent / "evals" / "cases"
    cases.mkdir(parents=True)
    (cases / "few.yaml").write_text(CASE)
    assert run(folder, "index").returncode == 0
    done = run(folder, "eval")
    assert "1 source is left out of answers" in done.stderr


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        ((), ["lake-summit", "hill-summit", "ana-rok", "bor-tamm", "wfw"]),
        (("--kind", "Event"), ["lake-summit", "hill-summit"]),
        (("--since", "1991"), ["hill-summit"]),
        (("--party", "borland", "--kind", "event"), ["lake-summit", "hill-summit"]),
        (("--search", "trout veldes"), ["lake-summit"]),
        (("--unreviewed",), []),
    ],
)
def test_list(folder: Path, choice: tuple[str, ...], ids: list[str]) -> None:
    found = json.loads(run(folder, "sources", "list", "--json", *choice).stdout)
    assert [entry["id"] for entry in found] == ids
    shown = run(folder, "sources", "list", *choice).stdout
    assert f"{len(ids)} of 5 sources." in shown
    assert all(id_ in shown for id_ in ids)


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (("list", "--kind", "party"), "There are: event, person, term"),
        (("list", "--party", "Peru"), "There are: Arland, Borland"),
        (("list", "--since", "May 1990"), "Write --since 2019"),
        (("show", "lake-sumit"), "Did you mean 'lake-summit'?"),
        (("show", "xyz"), "summitbot sources list"),
        (("new", "party", "The fair"), "Name one of: event, document"),
        (("new", "event", "The lake", "--id", "lake-summit"), "is taken by"),
        (("new", "event", "The lake", "--id", "../lake"), "is no id"),
    ],
)
def test_what_a_curator_mistypes_is_said_in_one_line(
    folder: Path, choice: tuple[str, ...], told: str
) -> None:
    done = run(folder, "sources", *choice)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_show(folder: Path) -> None:
    shown = run(folder, "sources", "show", "lake-summit").stdout
    for part in ("when: 1990-05-03 to 1990-05-04", "first Rok–Tamm meeting", "https://example.org/lake"):
        assert part in shown
    assert "Linked from: ana-rok, bor-tamm, hill-summit, wfw" in shown
    found = json.loads(run(folder, "sources", "show", "lake-summit", "--json").stdout)
    assert found["place"] == "Veldes, Arland"
    assert found["linked_from"] == ["ana-rok", "bor-tamm", "hill-summit", "wfw"]


def test_stats(folder: Path) -> None:
    found = json.loads(run(folder, "sources", "stats", "--json").stdout)
    assert found["kinds"] == {"event": 2, "person": 2, "term": 1}
    assert next(iter(found["years"])) == "1980"
    assert found["years"]["1990"][0] == 1
    page = folder / "events" / "lake-summit.md"
    page.write_text(page.read_text() + "\nResolution 1718 followed in 1990.[^gazette-lake-1990]\n")
    shown = run(folder, "sources", "stats").stdout
    (line,) = [line for line in shown.splitlines() if line.startswith("1990")]
    assert f" {found['years']['1990'][1] + 1} " in line
    assert "█" in line
    assert "1718" not in shown


@pytest.mark.parametrize("kind", ["event", "document", "person", "place", "term", "topic"])
def test_a_new_source_is_a_draft_that_says_what_it_still_needs(folder: Path, kind: str) -> None:
    done = run(folder, "sources", "new", kind, "The fair of Veldes, 1 May 1992", "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    text = (folder / made["path"]).read_text()
    assert made["id"] == "the-fair-of-veldes"
    assert "reviewed: no" in text
    assert "of the fair of Veldes" in text or "the fair of Veldes?" in text or "fair of Veldes " in text
    check = run(folder, "sources", "check", "--json")
    assert check.returncode == 0
    assert {f["rule"] for f in json.loads(check.stdout)} == {"schema"}
    assert run(folder, "ask", "When was the fair of Veldes?").returncode == 0


def test_the_schema_is_printed(folder: Path) -> None:
    schema = json.loads(run(folder, "sources", "schema").stdout)
    assert all("description" in entry for entry in schema["properties"].values())
    assert "topics" in json.loads(run(folder, "sources", "schema", "coverage").stdout)["properties"]
    assert "Name one of: source, references" in run(folder, "sources", "schema", "cases").stderr
