"""Follow-ups: the standalone reading, and what a change of subject must not inherit."""

from __future__ import annotations

import pytest

from summitbot import Bot, Question, Turn


def standalone(bot: Bot, *messages: str) -> str:
    """The reading of the last message; the others are questions and answers by turns."""
    roles = ["user", "assistant"] * len(messages)
    history = tuple(Turn(role, text) for role, text in zip(roles, messages[:-1], strict=False))
    return bot.reader.read(Question(messages[-1], history)).standalone


ABOUT_LAKE = (
    "Where was the Lake summit held?",
    "The Lake summit was held at the Hotel Astoria in Veldes. [1]",
)


@pytest.mark.parametrize(
    ("follow_up", "holds"),
    [
        ("Why did it end early?", ["Lake summit", "end early"]),
        ("when was that", ["Lake summit", "when"]),
        ("and who was there?", ["Lake summit"]),
        ("why?", ["Lake summit", "held"]),
        ("tell me more", ["Where was the Lake summit held"]),
        ("and the Hill summit?", ["Where was the Hill summit held"]),
        ("what about the Hill summit?", ["Where was the Hill summit held"]),
    ],
)
def test_what_it_leans_on_is_spelt_out(bot: Bot, follow_up: str, holds: list[str]) -> None:
    found = standalone(bot, *ABOUT_LAKE, follow_up)
    for part in holds:
        assert part in found


@pytest.mark.parametrize(
    "question",
    [
        "What does WFW stand for?",
        "Where was the Hill summit held?",
        "When was Bor Tamm president of Borland?",
    ],
)
def test_a_question_that_stands_by_itself_inherits_nothing(bot: Bot, question: str) -> None:
    assert standalone(bot, *ABOUT_LAKE, question) == question


@pytest.mark.parametrize(
    "question",
    ["change of topic: who was it", "ok different question - who was it", "On another note, who was it"],
)
def test_an_announced_change_of_subject_inherits_nothing(bot: Bot, question: str) -> None:
    assert standalone(bot, *ABOUT_LAKE, question) == "who was it"


def test_an_ordinal_takes_the_place_of_another(bot: Bot) -> None:
    before = ("When was the first meeting of the presidents?", "In May 1990. [1]")
    assert standalone(bot, *before, "and the second one?") == "When was the second meeting of the presidents?"


def test_that_is_what_the_answer_named(bot: Bot) -> None:
    before = (
        "Did Ana Rok meet Bor Tamm at the water?",
        "Yes: the Lake summit was the first meeting of both. [1]",
    )
    assert "Lake summit" in standalone(bot, *before, "when was that?")


def test_the_thread_holds_over_three_turns(bot: Bot) -> None:
    found = standalone(
        bot, *ABOUT_LAKE, "Why did it end early?", "Because of the price of water. [1]", "and who was there"
    )
    assert "Lake summit" in found


def test_the_answer_follows_the_thread(bot: Bot) -> None:
    history = tuple(Turn(r, t) for r, t in zip(("user", "assistant"), ABOUT_LAKE, strict=True))
    answer = bot.ask("why did it end early?", history)
    assert answer.status == "answered"
    assert "price of water" in answer.statements[0].text
    assert answer.trace["standalone"] != "why did it end early?"


def test_history_of_other_shapes_is_no_harm(bot: Bot) -> None:
    odd = (Turn("system", "x"), Turn("assistant", ""), Turn("user", "  "))
    assert bot.ask("Where was the Lake summit held?", odd).status == "answered"
