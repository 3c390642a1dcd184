"""The accounts or wishes of several parties, each under its name; what is told of several people, each under the own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summitbot.answering.features import Asked
from summitbot.answering.hall import EACH, Hall
from summitbot.answering.parties import Phrase
from summitbot.answering.picks import Pick
from summitbot.answering.speakers import Speaker, Speakers
from summitbot.kinds import pattern
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus
from summitbot.text import fold

_MOST = 3
# What stands between two named in one breath; a question without it names no two.
_JOINT = r"(?:and|or|vs\.?|versus|against|but|than|from|/)"
_JOINED = re.compile(r"\b(?:and|or|vs|versus|against|but|than|from)\b|/")
# Kinds of answer that are one fact, whoever tells it.
_FACTS = ("when", "where", "how_many", "how_long", "list")


def sides(ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> list[Pick]:
    """What each of the parties or people says on the matter, under their names; empty unless two have their say."""
    speakers = Speakers.of(corpus)
    folded = speakers.in_full(fold(reading.standalone))
    each = any(p.search(folded) for p in (pattern("sides", "aspects"), pattern("two_sides")))
    voiced = reading.kind not in _FACTS and bool(pattern("voices", "aspects").search(folded))
    in_turn = voiced or reading.kind in ("compare", "what_said")
    if not (each or in_turn or _JOINED.search(folded)):
        return []
    named = speakers.named(reading)
    hall = Hall(ranked, asked, corpus, tuple(named))
    if reading.kind == "compare" and not (each or voiced) and all(s.person for s in named):
        return _told([(s.label, hall.told_of(s)) for s in named[:_MOST]])
    if not (each or _side_by_side(named, folded, in_turn)):
        return []
    if len(named) < 2:
        named = [speakers.of_party(party) for party in hall.parties()]
        return _told([(speaker.label, hall.said_by(speaker, only_saying=True)) for speaker in named])
    only_saying = reading.kind != "compare" and not pattern("deeds", "aspects").search(folded)
    said = [hall.said_by(speaker, only_saying) for speaker in named]
    if any(said) or hall.begun:
        said = [own or hall.said_there(speaker) for own, speaker in zip(said, named, strict=True)]
    return _told([(speaker.label, own) for speaker, own in zip(named, said, strict=True)])


def _side_by_side(named: Sequence[Speaker], folded: str, voiced: bool) -> bool:
    """Are two named in one breath ('X and Y'), and asked for their say, or on something ('X and Y on the ferry')?

    One alone may speak to another or of it.
    """
    names = ["|".join(_written(form) for form in (*s.forms, *(p[-1:] for p in s.people))) for s in named]
    joint = rf"(?:'s|s')? ?{_JOINT} ?(?:[\w-]+ ){{0,3}}?"
    on = "" if voiced else r"(?:'s|s')?,? (?:on|about)\b"
    return any(re.search(rf"\b(?:{one}){joint}(?:{other})\b{on}", folded) for one, other in pairwise(names))


def _written(form: Phrase) -> str:
    """A name as a question may write it, its words apart or not."""
    return r"\W*".join(map(re.escape, form))


def _told(found: Sequence[tuple[str, list[int]]]) -> list[Pick]:
    """The picks of those who have a say, each sentence once; none where that is one alone.

    Those whose every sentence is another's too ('X and Y proposed') stand in one with it.
    """
    rows: dict[str, list[int]] = {}
    for label, numbers in found:
        own = [n for n in numbers if not any(n in row for row in rows.values())][:EACH]
        shared = next((other for other, row in rows.items() if not own and set(numbers) & set(row)), "")
        if shared:
            rows = {f"{other}, {label}" if other == shared else other: row for other, row in rows.items()}
        elif own:
            rows[label] = own
    most = dict([*rows.items()][:_MOST])
    return [Pick(n, label) for label, row in most.items() for n in row] if len(most) > 1 else []
