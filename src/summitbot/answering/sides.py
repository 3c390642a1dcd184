"""The accounts or wishes of several parties, each under its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summitbot.answering.features import Asked, text_dates, text_stems
from summitbot.answering.picks import Pick, own_account
from summitbot.answering.speakers import Longer, Speaker, Speakers
from summitbot.answering.types import type_fit
from summitbot.dates import MONTHS
from summitbot.kinds import pattern
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus
from summitbot.stemming import stem
from summitbot.text import fold, load_data, word_set, words

_MOST = 3
# Words at the head of a sentence that would name another speaker.
_OPENING = 4
_EACH = 2
# How far below the best sentence another side's may lie: both are owed, even where one is told less well.
_GAP = 8.0
# Sentences of so many of the best sources are looked through for what a side says.
_SOURCES = 3
# What a sentence, with its headings and title, must hold of the matter, by rarity.
_MATTER = 0.5
# The same in the source of the best sentence, which is about it.
_MATTER_HOME = 0.3
# What a sentence gains that tells of saying, that stands in the source of the best one, in its section, or under a heading on the matter.
_SAYS, _HOME, _SECTION, _HEADED = 0.3, 0.3, 0.3, 0.2
# How far below a side's best sentence the next may lie.
_BELOW = 0.5


def sides(ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> list[Pick]:
    """What each of the parties or people says on the matter, under their names; empty unless two have their say."""
    if reading.kind == "compare" and len(people := _people(reading, corpus)) > 1:
        return _told([(s.label, _opening_with(s, ranked, corpus)) for s in people[:_MOST]])
    speakers = Speakers.of(corpus)
    named = speakers.named(reading)
    folded = fold(reading.standalone)
    each = any(
        p.search(folded) for p in (re.compile(load_data("aspects")["sides"]["pattern"]), pattern("two_sides"))
    )
    both = reading.kind in ("compare", "what_said") and _side_by_side(named, folded)
    if not (each or both):
        return []
    hall = _Hall(ranked, asked, corpus, tuple(named))
    if len(named) < 2:
        named = [speakers.of_party(party) for party in hall.parties()]
        return _told([(speaker.label, hall.said_by(speaker, only_saying=True)) for speaker in named])
    return _told([(speaker.label, hall.said_by(speaker)) for speaker in named])


def _side_by_side(named: Sequence[Speaker], folded: str) -> bool:
    """Are two parties named, or two speakers in one breath ('X and Y')? One may speak to another or of it."""
    if sum(not speaker.person for speaker in named) > 1:
        return True
    names = [[" ".join(form[-1:]) for form in (*speaker.forms, *speaker.people)] for speaker in named]
    joint = r"(?:'s|s')? (?:and|or|vs\.?|versus|against|but) (?:[\w-]+ ){0,3}?"
    return any(
        re.search(
            rf"\b(?:{'|'.join(map(re.escape, one))}){joint}(?:{'|'.join(map(re.escape, other))})\b", folded
        )
        for one, other in pairwise(names)
    )


def _told(found: Sequence[tuple[str, list[int]]]) -> list[Pick]:
    """The picks of those who have a say, each sentence once; none where that is one alone."""
    taken: set[int] = set()
    rows: list[list[Pick]] = []
    for label, numbers in found:
        own = [n for n in numbers if n not in taken][:_EACH]
        taken |= set(own)
        if own and len(rows) < _MOST:
            rows.append([Pick(n, label) for n in own])
    return [pick for row in rows for pick in row] if len(rows) > 1 else []


def _people(reading: Reading, corpus: Corpus) -> list[Speaker]:
    """The people that a question names."""
    ids = dict.fromkeys(i for m in reading.mentions for i in m.ids[:1] if corpus.sources[i].kind == "person")
    return [Speakers.of(corpus).of_person(id_) for id_ in ids]


def _opening_with(speaker: Speaker, ranked: Sequence[Candidate], corpus: Corpus) -> list[int]:
    near = (c.sentence for c in ranked if c.score >= ranked[0].score - _GAP)
    return [n for n in near if speaker.speaks_in(corpus.sentences[n].text, Speakers.of(corpus).longer)]


def _says(text: str) -> bool:
    """Does a sentence tell of somebody saying something?"""
    return type_fit("what_said", text, ()) == 1


def _best(scored: Sequence[tuple[float, int, bool]]) -> list[int]:
    """The numbers of the best scored, those alone that tell of saying where there are such, and none far below the first."""
    said = [row for row in scored if row[2]] or list(scored)
    top = max((score for score, _, _ in said), default=0.0)
    return [
        number
        for score, number, _ in sorted(said, key=lambda row: (-row[0], row[1]))
        if score >= top - _BELOW
    ]


@dataclass(frozen=True)
class _Hall:
    """Where the sides are heard: the best sentences, their sources, and the matter that they are asked about."""

    ranked: Sequence[Candidate]
    asked: Asked
    corpus: Corpus
    named: tuple[Speaker, ...]

    @property
    def matter(self) -> set[str]:
        """What the question says beside who speaks and words of saying."""
        saying = {stem(w) for w in word_set("aspects", "saying")}
        speakers = {stem(w) for s in self.named for form in s.forms for w in form}
        times = {stem(month.lower()) for month in MONTHS}
        return {s for s in self.asked.ordered if s not in saying | speakers | times and not s.isdigit()}

    @property
    def home(self) -> str:
        """The source of the best sentence."""
        return self.corpus.source_at(self.ranked[0].sentence).id

    def parties(self) -> tuple[str, ...]:
        """The parties of the source that answers, save one that was only the host of what is asked about."""
        known = Speakers.of(self.corpus).forms
        events = [m.words for m in self.asked.reading.mentions if m.held or len(m.words) > 1]
        return tuple(
            party
            for party in self.corpus.sources[self.home].parties
            if party in known and not any(name[: len(f)] == f for name in events for f in known[party])
        )

    def said_by(self, speaker: Speaker, only_saying: bool = False) -> list[int]:
        """The sentences of a side on the matter, best first."""
        longer = Speakers.of(self.corpus).longer
        matter = self.matter
        total = sum(self.asked.idf[s] for s in matter)
        scored = []
        for number in self._sentences():
            text = self.corpus.sentences[number].text
            if not self._is_by(speaker, number, longer) or not self._in_time(number):
                continue
            on = sum(self.asked.idf[s] for s in matter if self.asked.has(s, self._around(number))) / (
                total or 1
            )
            home = self.corpus.source_at(number).id == self.home
            if (on >= (_MATTER_HOME if home else _MATTER) or not total) and (_says(text) or not only_saying):
                scored.append((round(on + self._nearness(number), 6), number, _says(text)))
        return _best(scored)

    def _in_time(self, number: int) -> bool:
        """Does a sentence, or its source where it has no date, tell of the time asked about (of any, if none is set)?"""
        periods = self.asked.reading.periods
        dates = text_dates(self.corpus.sentences[number].text)
        source = self.corpus.source_at(number)
        spans: list[tuple[str | None, str | None]]
        spans = [(date, None) for date in dates] if dates else [(source.date, source.end)]
        return not periods or any(p.touches(*span) for p in periods for span in spans)

    def _is_by(self, speaker: Speaker, number: int, longer: Longer) -> bool:
        """Is a sentence a speaker's: by its head, or, where it tells of saying, by its record or its section's heading?"""
        text = self.corpus.sentences[number].text
        if speaker.speaks_in(text, longer):
            return True
        if speaker.person or not _says(text) or longer.first(words(text)[:_OPENING], ()) < _OPENING:
            return False
        headings = self.corpus.passage_at(number).headings[-1:]
        asked = (Speakers.of(self.corpus).heading(heading) for heading in headings)
        return speaker.party in (own_account(number, self.corpus), *asked)

    def _sentences(self) -> list[int]:
        """The ranking, and all that its first sources and the things named say."""
        ids = [self.corpus.source_at(c.sentence).id for c in self.ranked]
        named = [i for i in self.asked.reading.named if self.corpus.sources[i].kind == "event"]
        more = (n for id_ in [*dict.fromkeys(ids)][:_SOURCES] + named for n in self.corpus.sentences_in(id_))
        return list(dict.fromkeys([*(c.sentence for c in self.ranked), *more]))

    def _around(self, number: int) -> frozenset[str]:
        passage = self.corpus.passage_at(number)
        title = self.corpus.source_of(passage).title
        return frozenset(text_stems(self.corpus.sentences[number].text)) | frozenset(
            text_stems(" ".join((title, *passage.headings)))
        )

    def _nearness(self, number: int) -> float:
        """How near a sentence is to the best one, and whether it tells of saying."""
        best = self.corpus.sentences[self.ranked[0].sentence]
        sentence = self.corpus.sentences[number]
        home = self.corpus.source_at(number).id == self.home
        rank = next((n for n, c in enumerate(self.ranked) if c.sentence == number), len(self.ranked))
        return (
            _SAYS * _says(sentence.text)
            + _HOME * home
            + _SECTION * (sentence.passage == best.passage)
            + 0.3 / (1 + rank)
        )
