"""Long messages: the question is found in them, the rest is cut or counts as context."""

from __future__ import annotations

import pytest

from summitbot import Bot, Question
from summitbot.understanding import split_question
from summitbot.understanding.periods import dates_in_words


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Hi there! Where was the Lake summit held? Many thanks, Ann", "Where was the Lake summit held?"),
        ("hello, who met at the Lake summit thanks so much", "who met at the Lake summit"),
        ("For my history essay, I need to explain why the Lake summit ended", "why the Lake summit ended"),
        ("explain like im 12: what is a WFW", "what is a WFW"),
        (
            "I read a lot of late. What I want to know is where the Lake summit was held. Thanks!!",
            "where the Lake summit was held.",
        ),
        (
            "My teacher says the Lake summit was held in Zell, is she right?",
            "Is it true that the Lake summit was held in Zell?",
        ),
        (
            "someone told me that Rok met Tamm. is that so",
            "Is it true that Rok met Tamm?",
        ),
        (
            "so me and my brother argue, he says Ana Rok and Bor Tamm met five times, how often did they meet",
            "how often did Ana Rok and Bor Tamm meet",
        ),
        ("im trying to find out who met at the Lake summit", "who met at the Lake summit"),
        ("do you happen to know where Rok met Tamm?", "where Rok met Tamm?"),
        ("not sure if it was Rok or Tamm who left first", "Was it Rok or Tamm who left first"),
        ("Could you explain what WFW is?", "Could you explain what WFW is?"),
        ("“Where was the Lake summit held?”", "Where was the Lake summit held?"),
        ("WHERE WAS THE LAKE SUMMIT HELD", "where was the lake summit held"),
        # What a message is about may stand before its question, and a greeting may be all of it.
        ("After the Lake summit, what did Tamm say?", "After the Lake summit, what did Tamm say?"),
        ("What did Rok give thanks for?", "What did Rok give thanks for?"),
        ("Thanks, Ann", "Thanks, Ann"),
    ],
)
def test_the_question_is_found_in_a_message(bot: Bot, message: str, question: str) -> None:
    assert bot.reader.read(Question(message)).standalone == question


def test_a_story_before_two_questions_stays_with_the_first() -> None:
    parts = split_question(
        "I heard of the Lake summit on the radio. Who was there and why did it end early? thx"
    )
    assert parts == (
        "I heard of the Lake summit on the radio. Who was there?",
        "why did it end early?",
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("on 3/5/1990", "on 3 May 1990"),
        ("on 5/3/90", "on 3 May 1990"),  # only that day is known
        ("on 28.02.2019", "on 28 February 2019"),
        ("on 2/28/2019", "on 28 February 2019"),
        ("13/13/2019 and 1/2", "13/13/2019 and 1/2"),
    ],
)
def test_dates_in_numbers_are_written_out(typed: str, written: str) -> None:
    assert dates_in_words(typed, lambda day, month: (day, month) == ("3", "may")) == written
