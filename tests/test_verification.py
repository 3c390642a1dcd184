"""The support checker: edits of one fact are caught, faithful paraphrases kept."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitbot import Bot
from summitbot.verification import NO_NAMES, Names, verify

EVIDENCE = [
    "Ana Rok of Arland met Bor Tamm of Borland at the Hotel Astoria in Veldes on 3 and 4 May 1990. "
    "The talks ended six hours early because the two presidents disagreed about the price of water.",
    "Arland said on 5 May 1990 that Borland had asked for free water for ten years. "
    "No treaty was signed at the Lake summit. Borland offered to close the dam at Zell. "
    "Bor Tamm rejected some of the demands. The envoy flew from Veldes to Zell.",
]
NAMES = Names.from_groups(
    [["Borland", "the Bors"], ["Ana Rok", "Rok", "the Iron Angler"], ["Bor Tamm", "Tamm"]]
)


@pytest.mark.parametrize(
    "claim",
    [
        "Ana Rok met Bor Tamm in Veldes on 3 May 1990.",
        "The talks ended six hours early over the price of water.",
        "The Iron Angler met Tamm at the Hotel Astoria in May 1990.",
        "At the Lake summit no treaty was signed.",
        "On 5 May 1990 Arland said that Borland had asked for ten years of free water.",
        "Borland offered to close the dam at Zell.",
    ],
)
def test_faithful_claims_are_supported(claim: str) -> None:
    verdict = verify(claim, EVIDENCE, NAMES)
    assert verdict.label == "supported", verdict.reasons


@pytest.mark.parametrize(
    ("claim", "label", "reason"),
    [
        ("Ana Rok met Bor Tamm in Veldes on 9 May 1990.", "contradicted", "date"),
        ("The talks ended four hours early over the price of water.", "contradicted", "number"),
        ("Ana Rok met Bor Tamm in Ljubno on 3 May 1990.", "contradicted", "ljubno"),
        ("A treaty was signed at the Lake summit.", "contradicted", "denies"),
        ("The talks did not end early over the price of water.", "contradicted", "affirms"),
        ("Bor Tamm rejected all of the demands.", "contradicted", "all"),
        ("Bor Tamm accepted some of the demands.", "contradicted", "accepted"),
        ("Borland closed the dam at Zell.", "contradicted", "offered"),
        ("The envoy flew from Zell to Veldes.", "contradicted", "direction"),
        (
            "Borland said on 5 May 1990 that Borland had asked for free water for ten years.",
            "contradicted",
            "speaker",
        ),
        ("The orchestra played a waltz in the garden of the palace.", "unsupported", "claim says"),
    ],
)
def test_an_edit_of_one_fact_is_caught_and_named(claim: str, label: str, reason: str) -> None:
    verdict = verify(claim, EVIDENCE, NAMES)
    assert verdict.label == label, verdict.reasons
    assert any(reason in r.lower() for r in verdict.reasons)


def test_the_faithful_claim_scores_above_the_edited_one() -> None:
    right = verify("Ana Rok met Bor Tamm in Veldes on 3 May 1990.", EVIDENCE, NAMES).score
    wrong = verify("Ana Rok met Bor Tamm in Veldes on 9 May 1990.", EVIDENCE, NAMES).score
    assert right > wrong


def test_every_sentence_of_the_sources_is_supported_by_its_paragraph(bot: Bot) -> None:
    for sentence in bot.corpus.sentences:
        passage = bot.corpus.passages[sentence.passage]
        verdict = verify(sentence.text, [passage.text])
        assert (verdict.label, verdict.score) == ("supported", 1.0)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("", ["x"]),
        ("   ", ["x"]),
        ("…", ["x"]),
        ("It rained.", []),
        ("It rained.", [""]),
        ("It rained.", ["\x00\x07"]),
    ],
)
def test_nothing_is_supported_by_nothing(claim: str, evidence: list[str]) -> None:
    verdict = verify(claim, evidence)
    assert verdict.label == "unsupported"
    assert verdict.score == 0.0
    assert verdict.reasons


def test_long_texts_take_bounded_time() -> None:
    begun = time.perf_counter()
    verify("The boats came back. " * 5000, ["The boats of Arland came back on 3 May 1990. " * 2500] * 4)
    assert time.perf_counter() - begun < 20


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.lists(st.text(max_size=200), max_size=3))
def test_any_texts_get_a_verdict_and_the_same_one_again(claim: str, evidence: list[str]) -> None:
    verdict = verify(claim, evidence, NO_NAMES)
    assert 0.0 <= verdict.score <= 1.0
    assert verdict == verify(claim, evidence, NO_NAMES)


def test_the_command(tmp_path: Path) -> None:
    base = [sys.executable, "-m", "summitbot", "verify"]
    one = [*base, "--claim", "It was in 2019.", "--evidence", "It was held in June 2018.", "--json"]
    done = subprocess.run(one, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert json.loads(done.stdout)["label"] in ("contradicted", "unsupported")
    rows = [
        {"id": 1, "claim": "It rained.", "evidence": ["On Monday it rained."]},
        {"id": 2, "claim": "", "evidence": []},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    batch = [*base, "--batch", str(tmp_path / "in.jsonl"), "--output", str(tmp_path / "out.jsonl")]
    subprocess.run(batch, capture_output=True, text=True, check=True, cwd=tmp_path)
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(row["id"], row["label"]) for row in out] == [(1, "supported"), (2, "unsupported")]
    assert set(out[0]) == {"id", "label", "score", "reasons"}
