"""Likeness of letters (RapidFuzz): the nearest known word, the nearest text, questions that nearly repeat one another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from summitbot.kinds import kind_of
from summitbot.text import load_data, words


def nearest_word(word: str, known: Mapping[str, int]) -> str | None:
    """The known word within one edit (two from eight letters on); the more frequent one of equals.

    A transposition counts as one edit. None when nothing is near.
    """
    limit = 1 if len(word) < 8 else 2
    near = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=limit, limit=8)
    same_start = [
        (distance, -known[w], w) for w, distance, _ in near if w[0] == word[0] or w[:2] == word[1::-1]
    ]
    return min(same_start)[2] if same_start else None


def split_word(word: str, known: Collection[str]) -> tuple[str, str] | None:
    """Two known words that a missing space made one."""
    for at in range(3, len(word) - 2):
        if word[:at] in known and word[at:] in known:
            return word[:at], word[at:]
    return None


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
