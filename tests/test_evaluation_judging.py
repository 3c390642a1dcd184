"""A language model judges beside the patterns: in one strict form, within its limits, and it decides nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scripted_model import Asked, Reply, Script, serve
from test_evaluation import CASES, run

from summitbot.evaluation.judging import kappa, read_judgement

pytest.importorskip("langchain_openai")


def judgement(*facts: bool, verdict: str) -> str:
    return json.dumps({"facts": list(facts), "verdict": verdict, "why": "It says so."})


def agreeing(asked: Asked) -> str:
    """A model that finds what the answer says: Astoria, and no Zanzibar."""
    right = "Zanzibar" not in asked.user
    return judgement(right, verdict="right" if right else "wrong")


def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: Script) -> tuple[str, Path, list[Asked]]:
    """What a run with that judge printed, its folder, and what the judge was asked."""
    with serve(script) as running:
        monkeypatch.setenv("SUMMITBOT_JUDGE_MODEL", "openai:small")
        monkeypatch.setenv("SUMMITBOT_CHAT_URL", running.url + "/v1")
        monkeypatch.setenv("SUMMITBOT_CHAT_KEY", "none")
        done = run(tmp_path, "--judge", "--output", str(tmp_path / "run"))
        assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr, tmp_path / "run", running.asked


def test_its_verdicts_stand_beside_those_of_the_patterns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, folder, asked = judged(tmp_path, monkeypatch, agreeing)
    figures = json.loads((folder / "summary.json").read_text())["judge"]
    assert figures["n"] == 2  # a refusal is not judged
    assert figures["answers"] == {"n": 2, "agree": 1.0, "kappa": 1.0}
    assert figures["facts"] == {"n": 2, "agree": 1.0, "kappa": 1.0}
    assert figures["differ"] == []
    assert "kappa 1.000" in said
    assert "decides nothing" in (folder / "report.html").read_text()
    rows = [json.loads(line) for line in (folder / "judgements.jsonl").read_text().splitlines()]
    assert [(row["case"], row["verdict"], row["facts"]) for row in rows] == [
        ("where", "right", [True]),
        ("wrong", "wrong", [False]),
    ]
    assert "Where was the Lake summit held?" in asked[0].user
    assert "1. Astoria" in asked[0].user


def test_where_it_differs_is_told_and_the_outcome_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, folder, _ = judged(tmp_path, monkeypatch, lambda asked: judgement(True, verdict="right"))
    figures = json.loads((folder / "summary.json").read_text())
    assert [(d["case"], d["verdict"], d["patterns"]) for d in figures["judge"]["differ"]] == [
        ("wrong", "right", "wrong")
    ]
    assert figures["suites"]["tiny"]["handled"] == 0.6667
    assert "patterns wrong, model right" in (folder / "report.html").read_text()


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (lambda asked: "It is right, I think.", "garbled"),
        (lambda asked: judgement(True, False, verdict="right"), "garbled"),
        (lambda asked: Reply(status=401), "key"),
        (lambda asked: Reply(status=500), "away"),
    ],
)
def test_without_a_verdict_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: Script, why: str
) -> None:
    said, folder, _ = judged(tmp_path, monkeypatch, script)
    figures = json.loads((folder / "summary.json").read_text())["judge"]
    assert set(figures["failed"]) == {why}
    assert figures["n"] == 0
    assert figures["answers"]["kappa"] is None
    assert "not measured of 0" in said


def test_it_asks_for_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUMMITBOT_JUDGE_MODEL", raising=False)
    done = run(tmp_path, "--judge")
    assert done.returncode == 2
    assert "SUMMITBOT_JUDGE_MODEL" in done.stderr


@pytest.mark.parametrize(
    "reply",
    [
        "", "[]", '{"facts": [true], "verdict": "right"}', judgement(verdict="right"), judgement(True, verdict="good"),
        '{"facts": [1], "verdict": "right", "why": ""}', "```json\n" + judgement(True, verdict="right") + "\n```",
    ],
)  # fmt: skip
def test_only_one_form_is_read(reply: str) -> None:
    assert read_judgement(reply, 1) is None


def test_kappa_is_cohens() -> None:
    # The example of Cohen's measure with 20, 5, 10 and 15 of 50.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([]) is None
    assert kappa([("y", "y")] * 3) is None


def test_cases_kept_blind_give_totals_alone(tmp_path: Path) -> None:
    blind = tmp_path / "blind"
    (blind / "cases").mkdir(parents=True)
    (blind / "cases" / "tiny.yaml").write_text(CASES)
    output = tmp_path / "run"
    done = run(blind, "--output", str(output))
    assert done.returncode == 0, done.stderr
    assert "Totals alone" in done.stdout
    assert {p.name for p in output.iterdir()} == {"summary.json", "run.json", "report.html", "report.md"}
    written = done.stdout + done.stderr + "".join(p.read_text() for p in output.iterdir())
    assert "66.7%" in written
    for secret in ("Lake summit", "Astoria", "Zanzibar", "Peru", "peru"):
        assert secret not in written
    for args in (["--case", "where"], ["--gate"], ["--bless", "--reason", "x"], ["--mutate", "1"]):
        refused = run(blind, *args)
        assert refused.returncode == 2
        assert "kept blind" in refused.stderr
