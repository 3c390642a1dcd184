"""'The capital of X' answered with the capital of Y."""

from __future__ import annotations

import re

from summitbot.english import is_place
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus
from summitbot.text import fold, load_data, words


def is_anothers(candidate: Candidate, reading: Reading, corpus: Corpus) -> bool:
    """Does a sentence tell of another country or town what is asked of one?"""
    asked = _part_of().search(fold(reading.standalone))
    if not asked or not (forms := _names_of(asked["whose"], reading)):
        return False
    text = corpus.sentences[candidate.sentence].text
    told = [m for m in _part_of().finditer(fold(text)) if m["what"] == asked["what"]]
    if not told:
        return False
    spoken = words(text)
    return not any(tuple(spoken[at : at + len(f)]) == f for f in forms for at in range(len(spoken)))


def _part_of() -> re.Pattern[str]:
    return re.compile(load_data("premises")["part_of"]["pattern"])


def _names_of(whose: str, reading: Reading) -> list[tuple[str, ...]]:
    """The names of the country or town that a question asks of; none where it is neither."""
    said = words(whose)
    for size in (2, 1):
        name = tuple(said[:size])
        if name in reading.parties:
            return list(reading.parties)
        if len(name) == size and any(name == m.words for m in reading.mentions):
            return [name]
    return [(said[0],)] if said and is_place(said[0]) else []
