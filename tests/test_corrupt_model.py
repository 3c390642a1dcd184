"""The measurement of what a lying model gets past the checks: its short form, and the corruptions themselves."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from summitbot import Settings

pytest.importorskip("langchain_openai")
ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import corrupt_model  # noqa: E402
import corruptions  # noqa: E402
import paraphrases  # noqa: E402

SENTENCE = (
    "Donald Trump met Kim Jong Un in Hanoi on 27 February 2019, after North Korea had offered to close five sites, "
    "and said that some of the sanctions could stay."
)
PASSAGE = f"{SENTENCE} Moon Jae-in went to Pyongyang on 18 September 2018 with seven ministers."
EXPECTED = {
    "number": "five sites",
    "date": "27 February 2019",
    "place": "in Hanoi",
    "denial": "",
    "party": "North Korea",
    "order of time": "after North Korea",
    "modality": "",
    "whole and part": "some of the",
}


def around(seed: int) -> corruptions.Around:
    return corruptions.Around(PASSAGE, ["Donald Trump", "Kim Jong Un", "Moon Jae-in"], Random(seed))


@pytest.mark.parametrize("kind", EXPECTED)
def test_each_corruption_changes_its_own_fact(kind: str) -> None:
    for seed in range(12):
        spoilt = corruptions.spoilt(kind, SENTENCE, around(seed))
        assert spoilt not in ("", SENTENCE)
        assert EXPECTED[kind] == "" or EXPECTED[kind] not in spoilt


def test_a_faithful_sentence_keeps_its_facts() -> None:
    for seed in range(12):
        said = paraphrases.paraphrased(SENTENCE, around(seed))
        assert all(fact in said for fact in ("Donald Trump", "2019", "five sites", "Hanoi"))


def test_nothing_spoilt_reaches_the_reader_and_little_that_is_faithful_is_lost(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("lying")
    settings = Settings(sources=ROOT / "sources", index=folder / "index", data=folder / "data")
    tally = corrupt_model.measure(settings, 8, seed=3)
    assert [(said.kind, said.text) for said in tally.through] == []
    assert tally.questions == 8
    spoilt = sum(tally.sent[kind] for kind in corrupt_model.KINDS)
    faithful = sum(count for kind, count in tally.sent.items() if kind not in corrupt_model.KINDS)
    assert spoilt > 80
    assert len(tally.lost) <= faithful / 4
    assert (
        corrupt_model.lines(tally)[-2]
        == f"spoilt sentences and replies that reached the reader: 0 of {spoilt}"
    )
