"""Phrases of everyday English in questions."""

from __future__ import annotations

from summitbot import Question
from summitbot.text import load_data
from summitbot.understanding.synonyms import Synonyms

GROUPS = load_data("thesaurus")["groups"]


def test_a_phrase_of_function_words_stands_for_itself_and_brings_its_synonyms():
    found = Synonyms([], GROUPS).of("The visit was called off in May")
    assert "cancel" in found["call off"]


def test_a_phrase_with_a_word_that_says_something_is_told_by_that_word():
    found = Synonyms([], [["fall apart", "collapse"]]).of("When did the talks fall apart?")
    assert found == {"fall": ("collaps",), "apart": ("collaps",)}


def test_a_question_that_says_its_matter_in_function_words_alone_finds_the_answer(bot):
    reading = bot.reader.read(Question("Which meeting was called off?"))
    assert "call off" in reading.stems
