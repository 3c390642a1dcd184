"""Follow-ups: the standalone reading, and what a change of subject must not inherit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summitbot import Bot, Question, Turn
from summitbot.markup import read_yaml
from summitbot.records import Source
from summitbot.understanding import NameIndex
from summitbot.understanding.followup import FollowUps


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


ASKED_OF_BOTH = ("Did Ana Rok meet Bor Tamm at the Lake summit?", "Yes. [1]")
POINTS = (
    "What are the three points of the Hill statement?",
    "- Point one opens the bridge. [1]\n- Point two returns 120 boats. [2]\n- Point three sets up an office. [3]",
)


@pytest.mark.parametrize(
    ("before", "follow_up", "read"),
    [
        # the subject of the question before, unless the question names it or asks for an answer of the one addressed
        (ASKED_OF_BOTH, "what did he eat?", "what did Ana Rok eat (Lake summit)?"),
        (ASKED_OF_BOTH, "did Ana Rok write to him?", "did Ana Rok write to Bor Tamm (Lake summit)?"),
        (("Did Ana Rok write to Bor Tamm?", "Yes. [1]"), "did he answer?", "did Bor Tamm answer?"),
        (ASKED_OF_BOTH, "did he thank him?", "did Ana Rok thank Bor Tamm (Lake summit)?"),
        # who answered "who"
        (
            ("Who was president of Borland at the Lake summit?", "Bor Tamm was. [1]"),
            "when did he resign?",
            "when did Bor Tamm resign (Lake summit)?",
        ),
        (ASKED_OF_BOTH, "how did they travel?", "how did Ana Rok and Bor Tamm travel (Lake summit)?"),
        (ABOUT_LAKE, "how long did it last?", "how long did the Lake summit last?"),
        # one thing for another of its kind
        (ASKED_OF_BOTH, "and the Hill summit?", "Did Ana Rok meet Bor Tamm at the Hill summit?"),
        (
            ("What happened in Borland in 1990?", "Much. [1]"),
            "and in 1991?",
            "What happened in Borland in 1991?",
        ),
        (("What happened in 1990?", "Much. [1]"), "and after 1991?", "What happened after 1991?"),
        (("What happened in 1990?", "Much. [1]"), "and the year before?", "What happened in 1989?"),
        (("How many boats were returned?", "120. [1]"), "and bridges?", "How many bridges were returned?"),
        (ABOUT_LAKE, "no, I meant the Hill summit", "Where was the Hill summit held?"),
        (ABOUT_LAKE, "and the meeting after that?", "Where was the Hill summit held?"),
        (ABOUT_LAKE, "why?", "why was the Lake summit held?"),
        # an item of the list that was shown
        (POINTS, "what about the third one?", "what about the third one (Point three sets up an office)?"),
        (POINTS, "and the last?", "the last (Point three sets up an office)?"),
    ],
)
def test_the_reading_is_the_question_that_was_meant(
    bot: Bot, before: tuple[str, str], follow_up: str, read: str
) -> None:
    assert standalone(bot, *before, follow_up) == read


@pytest.mark.parametrize(
    "question",
    [
        "And what is the best pizza?",  # joined on, yet of words that the sources never use
        "what happened in 1991?",
        "What languages can you speak?",
        "what is a trout?",
    ],
)
def test_a_change_of_subject_is_heard_unannounced(bot: Bot, question: str) -> None:
    assert standalone(bot, *ABOUT_LAKE, question) == question


def test_the_other_one_is_the_second_of_two_that_were_named(bot: Bot) -> None:
    talk = (
        "Where were the Lake summit and the Hill summit held?",
        "In two towns. [1]",
        "How did the Lake summit end?",
        "Early. [1]",
    )
    assert standalone(bot, *talk, "and the other one?") == "How did the Hill summit end?"
    assert standalone(bot, *talk[:2], "how long was the latter?") == "how long was the latter (Hill summit)?"


def test_a_thread_goes_on_after_a_refusal(bot: Bot) -> None:
    talk = (*ABOUT_LAKE, "What is the best recipe for trout soup?", "The sources here don't answer that.")
    assert standalone(bot, *talk, "And who dined at the Lake summit?") == "And who dined at the Lake summit?"


def test_a_preamble_is_cut_to_its_question(bot: Bot) -> None:
    asked = "I teach history and would like to know, where was the Lake summit held?"
    assert standalone(bot, asked) == "where was the Lake summit held?"
    assert standalone(bot, *ABOUT_LAKE, "I teach children and need to know: who was there?").startswith(
        "who was there ("
    )


def test_two_questions_in_one_message_share_their_subject(bot: Bot) -> None:
    steps = bot.stream("Where was the Lake summit held and who attended it?")
    read = [value.standalone for name, value in steps if name == "reading"]
    assert read == ["Where was the Lake summit held?", "who attended the Lake summit?"]


def test_the_dialogues_for_development_are_sound() -> None:
    """The file is sound: ids of their own, patterns that compile, something to score in each."""
    rows = [
        row
        for path in sorted((Path(__file__).parents[1] / "evals" / "fitting").glob("dialogues*.yaml"))
        for row in read_yaml(path.read_text(encoding="utf-8"))
    ]
    assert len({row["id"] for row in rows}) == len(rows) > 120
    for row in rows:
        scored = [turn for turn in row["turns"] if {"has", "lacks", "alone"} & set(turn)]
        assert scored, row["id"]
        for turn in scored:
            for pattern in (*turn.get("has", ()), *turn.get("lacks", ())):
                re.compile(pattern)


def test_she_is_the_one_whom_the_front_matter_calls_a_sister() -> None:
    people = [
        Source("mik-dor", "Mik Dor", "Mik Dor was a general. He retired.", "person", aliases=("Mik Dor",)),
        Source("una-dor", "Una Dor", "Una Dor spoke.", "person", aliases=("Una Dor", "Mik Dor's sister")),
    ]
    reader = FollowUps(NameIndex(people))
    asked = (Turn("user", "Did Mik Dor travel with Una Dor?"), Turn("assistant", "Yes."))
    assert reader.standalone("what did she say?", asked).text == "what did Una Dor say?"
    assert reader.standalone("what did he say?", asked).text == "what did Mik Dor say?"
