"""The nouns: frozen, equal by content, round trips to plain JSON."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest

from summitbot import Answer, Bot, Citation, Hit
from summitbot.records import REPLIES, STATUSES, Coverage, Passage, Source, Statement, Turn, Verdict


def test_an_answer_survives_the_round_trip(bot: Bot) -> None:
    answer = bot.ask("Why did the Lake summit end early?")
    data = json.loads(json.dumps(answer.to_dict()))
    back = Answer.from_dict(data)
    assert back.to_dict() == answer.to_dict()
    assert (back.statements, back.citations, back.corpus) == (
        answer.statements,
        answer.citations,
        answer.corpus,
    )


def test_every_source_of_a_corpus_survives(bot: Bot) -> None:
    for source in bot.corpus.sources.values():
        assert Source.from_dict(json.loads(json.dumps(source.to_dict()))) == source


@pytest.mark.parametrize(
    "value",
    [
        Turn("user", "Who signed?"),
        Verdict("contradicted", 0.2, ("the date differs",)),
        Statement("It rained.", "verbatim", (1, 2), Verdict("supported", 1.0), "Weather"),
        Coverage("the lake talks", "1980", "1995-12", ("trade",), ("Where?",), (("boat", "ship"),)),
        Hit(1, 2.5, Passage("p-1", "lake", 0, 4, "Lake", ("Where?",)), {"lexical": 2.5}),
    ],
)
def test_round_trips(value: object) -> None:
    kind = type(value)
    assert kind.from_dict(json.loads(json.dumps(value.to_dict()))) == value  # type: ignore[attr-defined]


def test_values_are_frozen() -> None:
    turn = Turn("user", "Who?")
    with pytest.raises(FrozenInstanceError):
        turn.content = "What?"  # type: ignore[misc]


def test_unknown_keys_of_a_later_version_are_left_aside() -> None:
    assert Turn.from_dict({"role": "user", "content": "Who?", "colour": "red"}) == Turn("user", "Who?")


def test_the_statuses_of_the_contract() -> None:
    assert set(STATUSES) == {
        "answered", "partial", "not_covered", "out_of_scope", "outside_period", "false_premise", "unclear",
        "declined", "invalid",
    }  # fmt: skip
    assert set(STATUSES) > REPLIES


def test_the_json_of_an_answer_has_the_keys_of_the_contract(bot: Bot) -> None:
    data = bot.ask("Where was the Lake summit held?").to_dict()
    assert set(data) >= {
        "schema", "status", "layout", "text", "statements", "citations", "as_of", "corpus", "nearest",
        "suggestions", "trace",
    }  # fmt: skip
    assert set(data["statements"][0]) >= {"text", "kind", "citations", "verdict"}
    assert set(data["citations"][0]) >= {
        "number", "source_id", "title", "section", "quote", "start", "end", "date", "party", "references",
    }  # fmt: skip
    assert set(data["citations"][0]["references"][0]) >= {"key", "title", "publisher", "date", "url"}
    assert set(data["corpus"]) == {"fingerprint", "sources", "passages"}
    assert isinstance(Citation.from_dict(data["citations"][0]), Citation)
