"""The ledger: what readers leave behind, through real SQLite files, the front door and the command line."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from summitbot import Bot, Settings
from summitbot.errors import LedgerUnusable, UsageError
from summitbot.evaluation.cases import case_of
from summitbot.keeping import Keeper, pending_cases
from summitbot.ledger import Feedback, Ledger
from summitbot.ledger.tables import METADATA
from summitbot.markup import read_yaml
from summitbot.validation import case_faults

TINY = Path(__file__).parent / "tiny"
QUESTION = "Where was the Lake summit held?"
HOSTILE = "<script>alert(1)</script>\n\u202e' ; DROP TABLE feedback; --"


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A folder with sources of its own, to be changed."""
    shutil.copytree(TINY, tmp_path / "sources")
    return tmp_path


def keeper(world: Path, keep_questions: bool = False) -> Keeper:
    settings = Settings(sources=world / "sources", index=world / "index", keep_questions=keep_questions)
    return Keeper(Bot.open(settings))


def run(world: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "summitbot", "feedback", *args, *(["--data", str(world / "data")])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    Ledger.open(tmp_path)
    with create_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_many_may_open_a_fresh_ledger_at_once(tmp_path: Path) -> None:
    failed: list[Exception] = []

    def leave(n: int) -> None:
        try:
            Ledger.open(tmp_path).add_feedback(Feedback(f"{n:02}", "2026-01-01T00:00:00+00:00", "right"))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=leave, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [entry.id for entry in Ledger.open(tmp_path).feedback()] == [f"{n:02}" for n in range(8)]


def test_a_frozen_answer_is_shown_as_it_was(world: Path) -> None:
    keep = keeper(world)
    frozen = keep.freeze(QUESTION)
    assert "Veldes" in frozen.answer.text
    again = Keeper(keep._bot)
    thawed = again.thaw(frozen.id)
    assert thawed.frozen == frozen
    assert (thawed.changed, thawed.gone, thawed.moved) == ((), (), ())
    assert again.freeze(QUESTION) == frozen, "the same answer has the same link"


def test_a_frozen_answer_tells_what_became_of_its_sources(world: Path) -> None:
    frozen = keeper(world).freeze(QUESTION)
    cited = frozen.answer.citations[0]
    (path,) = [p for p in (world / "sources").rglob("*.md") if p.stem == cited.source_id.split("/")[-1]]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Veldes", "Weldes"), encoding="utf-8")
    now = keeper(world).thaw(frozen.id)
    assert now.changed == (cited.source_id,)
    assert cited.number in now.moved
    assert now.frozen == frozen
    path.unlink()
    assert keeper(world).thaw(frozen.id).gone == (cited.source_id,)


def test_what_says_the_same_is_not_called_changed(world: Path) -> None:
    frozen = keeper(world).freeze(QUESTION)
    path = next(
        p for p in (world / "sources").rglob("*.md") if p.stem == frozen.answer.citations[0].source_id
    )
    path.rename(path.with_name("moved-file.md"))
    assert keeper(world).thaw(frozen.id).changed == ()


def test_no_question_is_kept_unless_the_operator_says_so(world: Path) -> None:
    keep = keeper(world)
    answer = keep._bot.ask(QUESTION)
    keep.judge("wrong", QUESTION, answer, citation=1, comment=HOSTILE)
    (entry,) = keep.ledger.feedback()
    assert (entry.verdict, entry.citation, entry.comment) == ("wrong", 1, HOSTILE.strip())
    assert entry.question == ""
    assert QUESTION.encode() not in (world / "data" / "ledger.sqlite").read_bytes()
    open_keeper = keeper(world, keep_questions=True)
    open_keeper.judge("right", QUESTION, answer)
    assert QUESTION in {entry.question for entry in open_keeper.ledger.feedback()}


@pytest.mark.parametrize(
    ("verdict", "citation", "comment", "says"),
    [("nice", None, "", "verdict"), ("wrong", 99, "", "citation 99"), ("wrong", None, "x" * 2001, "2000")],
)
def test_feedback_that_makes_no_sense_is_refused(
    bot: Bot, verdict: str, citation: int | None, comment: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        Keeper(bot).judge(verdict, QUESTION, bot.ask(QUESTION), citation, comment)  # type: ignore[arg-type]


def test_feedback_past_its_time_is_removed(world: Path) -> None:
    old = Feedback("old", "2020-01-01T00:00:00+00:00", "right")
    Ledger.open(world / "data").add_feedback(old)
    assert keeper(world).ledger.feedback() == ()


def test_an_unknown_link_says_what_to_do(world: Path) -> None:
    with pytest.raises(UsageError, match="Ask the question again"):
        keeper(world).thaw("nothing")


def test_pending_cases_are_cases() -> None:
    entries = [
        Feedback("a" * 32, "2026-01-01T00:00:00+00:00", "right", HOSTILE, QUESTION, "answered", None, ("s",)),
        Feedback("b" * 32, "2026-01-01T00:00:00+00:00", "missing", "", QUESTION, "not_covered"),
        Feedback("c" * 32, "2026-01-01T00:00:00+00:00", "wrong"),
    ]
    rows = pending_cases(entries)
    assert [list(case_faults(row)) for row in rows] == [[], []]
    right, missing = (case_of("feedback", row) for row in rows)
    assert right.turns[0].expect == ("answered",)
    assert right.sources == ("s",)
    assert "not_covered" not in missing.turns[0].expect


def test_the_commands_read_export_and_forget(world: Path) -> None:
    keep = keeper(world, keep_questions=True)
    entry = keep.judge("unsupported", QUESTION, keep._bot.ask(QUESTION), 1, "two\nlines")
    listed = run(world, "list")
    assert "unsupported [1]" in listed.stdout
    assert "two lines" in listed.stdout
    out = world / "out.jsonl"
    assert run(world, "export", "--output", str(out)).returncode == 0
    assert Feedback.from_dict(json.loads(out.read_text(encoding="utf-8"))) == entry
    cases = world / "pending" / "feedback.yaml"
    assert run(world, "to-cases", "--output", str(cases)).returncode == 0
    (row,) = read_yaml(cases.read_text(encoding="utf-8"))
    assert row["question"] == QUESTION
    assert run(world, "to-cases", "--output", str(cases)).returncode == 2, "a file under review stays"
    assert run(world, "forget", entry.id).returncode == 0
    assert "0 in all" in run(world, "list").stdout
    gone = run(world, "forget", entry.id)
    assert gone.returncode == 2
    assert "Nothing is kept" in gone.stderr
    empty = run(world, "to-cases", "--output", str(world / "none.yaml"))
    assert empty.returncode == 2
    assert "SUMMITBOT_KEEP_QUESTIONS" in empty.stderr
    assert not (world / "none.yaml").exists()
    assert "ISO date" in run(world, "list", "--since", "May").stderr


def test_a_file_that_is_no_ledger_or_a_newer_one_says_so(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_text("no database, and long enough to be looked at" * 40)
    with pytest.raises(LedgerUnusable, match="SUMMITBOT_DATA"):
        Ledger.open(tmp_path)
    newer = tmp_path / "newer"
    Ledger.open(newer)
    with sqlite3.connect(newer / "ledger.sqlite") as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerUnusable, match="newer summitbot"):
        Ledger.open(newer)
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(LedgerUnusable):
        Ledger.open(blocked / "below")
