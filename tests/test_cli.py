"""The command line: what it prints, its exit codes, its one clear line when something is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TINY = Path(__file__).parent / "tiny"


def run(
    *args: object, index: Path | None = None, stdin: str | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """`summitbot …` as a process over the tiny corpus."""
    where = ["--sources", str(TINY), "--index", str(index)] if index else []
    return subprocess.run(
        [sys.executable, "-m", "summitbot", *map(str, args), *where],
        capture_output=True, text=True, input=stdin, check=False, timeout=120, env={**os.environ, **env},
    )  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "index"
    done = run("index", index=folder)
    assert done.returncode == 0, done.stderr
    assert "5 sources" in done.stdout
    return folder


def test_ask_prints_the_answer_and_under_it_what_it_rests_on(index: Path) -> None:
    done = run("ask", "Where was the Lake summit held?", index=index)
    assert done.returncode == 0
    assert "Hotel Astoria" in done.stdout
    for part in (
        "[1]",
        "Sources",
        "The Lake summit, 3–4 May 1990",
        "The Lakeside Gazette",
        "https://example.org/lake",
    ):
        assert part in done.stdout


def test_ask_as_json(index: Path) -> None:
    answer = json.loads(run("ask", "What does WFW stand for?", "--json", index=index).stdout)
    assert answer["schema"] == 1
    assert answer["status"] == "answered"
    assert answer["statements"][0]["citations"] == [1]


def test_a_refusal_offers_questions(index: Path) -> None:
    done = run("ask", "What is the capital of Peru?", index=index)
    assert done.returncode == 0
    assert "You could ask" in done.stdout


def test_search(index: Path) -> None:
    hits = json.loads(run("search", "captured boats", "--k", 2, "--json", index=index).stdout)
    assert hits[0]["source_id"] == "hill-summit"
    assert set(hits[0]) == {"source_id", "passage_id", "start", "end", "text", "score"}
    assert len(hits) == 2


def test_a_batch_of_questions_has_a_line_for_every_line(index: Path, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "question": "Where was the Lake summit held?"},
        {"id": "b", "question": ""},
        {"id": "c"},
        {"id": 4, "question": "why did it end early", "history": [
            {"role": "user", "content": "Where was the Lake summit held?"}, {"role": "assistant", "content": "In Veldes."}]},
        {"id": None, "question": "x" * 100_000},
    ]  # fmt: skip
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    done = run("ask", "--batch", tmp_path / "in.jsonl", "--output", tmp_path / "out.jsonl", index=index)
    assert done.returncode == 0, done.stderr
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["id"] for row in out] == ["a", "b", "c", 4, None]
    assert [row["answer"]["status"] for row in out] == [
        "answered",
        "invalid",
        "invalid",
        "answered",
        "invalid",
    ]
    assert "price of water" in out[3]["answer"]["text"]


def test_a_batch_of_searches(index: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 1, "question": "trout"}\n')
    done = run(
        "search", "--batch", tmp_path / "in.jsonl", "--output", tmp_path / "o.jsonl", "--k", 3, index=index
    )
    assert done.returncode == 0
    row = json.loads((tmp_path / "o.jsonl").read_text())
    assert row["id"] == 1
    assert row["hits"][0]["source_id"] == "lake-summit"


def test_batch_through_standard_input_and_output(index: Path) -> None:
    done = run(
        "ask", "--batch", "-", index=index, stdin='{"id": 1, "question": "What does WFW stand for?"}\n'
    )
    assert json.loads(done.stdout)["answer"]["status"] == "answered"


@pytest.mark.parametrize(
    "content", ["not json\n", "[1, 2]\n", b"\xff\xfe"], ids=["no json", "no object", "not utf-8"]
)
def test_a_batch_that_cannot_be_read_writes_nothing(
    index: Path, tmp_path: Path, content: str | bytes
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    target.write_text("kept")
    done = run("ask", "--batch", source, "--output", target, index=index)
    assert done.returncode == 7
    assert "in.jsonl" in done.stderr
    assert target.read_text() == "kept"


def test_index_is_idempotent(index: Path) -> None:
    assert "up to date" in run("index", index=index).stdout


@pytest.mark.parametrize(
    ("args", "env", "code", "says"),
    [
        (["ask"], {}, 2, "--batch"),
        (["ask", "x", "--sources", "/nowhere"], {}, 3, "--sources"),
        (["ask", "x"], {"SUMMITBOT_PORT": "eighty"}, 2, "SUMMITBOT_PORT"),
        (["ask", "x", "--sources", TINY], {"SUMMITBOT_EMBEDDER": "/no/such/model"}, 5, "/no/such/model"),
        (["ask", "x", "--sources", TINY, "--index", "/proc/nothing"], {}, 4, "--index"),
        (["ask", "x", "--nonsense"], {}, 2, "nonsense"),
        (["search", "x", "--k", "0"], {}, 2, "--k"),
        (["verify", "--evidence", "x"], {}, 2, "--claim"),
        (["eval", "--suite", "no-such", "--sources", TINY, "--cases", TINY], {}, 7, ""),
    ],
)
def test_bad_input_gets_one_line_and_its_exit_code(
    args: list[object], env: dict[str, str], code: int, says: str, tmp_path: Path
) -> None:
    if (args[1:2] == ["x"] or args[0] == "eval") and "--index" not in args and "--nonsense" not in args:
        args = [*args, "--index", tmp_path / "index"]
    done = run(*args, **env)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_no_sources_anywhere_names_the_flag(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "summitbot", "ask", "x"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 3
    assert "--sources" in done.stderr


def test_doctor_says_what_is_there(index: Path) -> None:
    done = run("doctor", index=index)
    assert done.returncode == 0, done.stdout
    for part in ("python", "chromadb", "embedder", "5 sources"):
        assert part in done.stdout


def test_doctor_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "current").write_text("gen-gone")
    done = run("doctor", index=tmp_path / "index")
    assert done.returncode == 1
    assert "BAD" in done.stdout
    assert "--rebuild" in done.stdout


def test_sources_check(tmp_path: Path) -> None:
    assert run("sources", "check", "--sources", TINY).returncode == 0
    (tmp_path / "a.md").write_text("---\nid: b\ntitle: B\n---\nIt rained.\n")
    done = run("sources", "check", "--sources", tmp_path, "--json")
    assert done.returncode == 1
    assert {"schema", "id", "dangling", "no-reference"} <= {f["rule"] for f in json.loads(done.stdout)}


@pytest.mark.parametrize("command", ["ask", "search", "verify", "index", "serve", "eval", "doctor"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"Example: summitbot {command}" in done.stdout


def test_exit_codes_and_completion_are_in_the_help() -> None:
    text = run("--help").stdout
    assert "Exit codes" in text
    assert "--install-completion" in text
