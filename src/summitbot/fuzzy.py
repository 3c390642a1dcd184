"""Likeness of letters (RapidFuzz): the known words near to one, the nearest text, questions that nearly repeat one another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from summitbot.kinds import kind_of
from summitbot.text import load_data, words


def near_words(word: str, known: Collection[str], most: int) -> Iterator[tuple[str, int]]:
    """The known words within so many edits, each with the number of edits; a transposition counts as one."""
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=None)
    yield from ((str(w), int(off)) for w, off, _ in near)


def edits(word: str, other: str) -> int:
    """How many edits lead from one word to another; a transposition counts as one."""
    return int(OSA.distance(word, other))


def nearest_text(text: str, known: Collection[str], least: float) -> str | None:
    """The known text that is most alike, at least `least` of 100; None when there is none."""
    found = process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=least)
    return found[0] if found else None


def near_repeats(asked: Iterable[str], posed: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(question asked, question posed) for each pair of one kind that is nearly the same, letter for letter.

    "When was it signed?" and "Where was it signed?" are of two kinds. The limit is `repeated_question` of `data/checking.json`.
    """
    least = load_data("checking")["repeated_question"]["least"]
    plain = {text: " ".join(words(text)) for text in posed}
    for question in asked:
        near = process.extract(
            " ".join(words(question)), plain, scorer=fuzz.ratio, score_cutoff=least, limit=None
        )
        yield from ((question, text) for _, _, text in near if kind_of(text) == kind_of(question))
