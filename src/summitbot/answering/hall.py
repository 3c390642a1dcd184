"""Where the sides are heard: the sentences in which each of them says, wants or does something on the matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from summitbot.answering.features import Asked, text_dates, text_stems
from summitbot.answering.picks import own_account
from summitbot.answering.speakers import Speaker, Speakers
from summitbot.answering.subjects import DOES, NOTHING, SAYS
from summitbot.answering.types import type_fit
from summitbot.dates import MONTHS
from summitbot.kinds import pattern
from summitbot.reading import Candidate
from summitbot.records import Corpus
from summitbot.stemming import stem
from summitbot.text import fold, word_set, words

# So many sentences of a side are shown.
EACH = 3
# Words at the head of a sentence that would name another speaker.
_OPENING = 4
# Sentences of so many of the best sources are looked through for what a side says.
_SOURCES = 3
# What a sentence, with its headings and title, must hold of the matter, by rarity; the same in the source of the best
# sentence, which is about it; and elsewhere, where that source gives the side its say.
_MATTER, _MATTER_HOME, _ELSEWHERE = 0.5, 0.3, 0.8
# What a sentence gains that tells of saying, that stands in the source of the best one, in its section, or near the head of the ranking.
_SAYS, _HOME, _SECTION, _RANKED = 0.3, 0.3, 0.3, 0.1
_NEAR = 10
# How far below a side's best sentence the next may lie.
_BELOW = 0.4
# How far below the best sentence one may lie that is told of a person.
_GAP = 8.0


@dataclass(frozen=True)
class _Heard:
    """A sentence of a side: how much of the matter it holds, what it is worth, and whether it tells of more than doing."""

    sentence: int
    on: float
    worth: float
    says: bool
    home: bool


@dataclass(frozen=True)
class Hall:
    """The best sentences, their sources, and the matter that the sides are asked about."""

    ranked: Sequence[Candidate]
    asked: Asked
    corpus: Corpus
    named: tuple[Speaker, ...]

    @cached_property
    def matter(self) -> set[str]:
        """What the question says beside who speaks and words of saying."""
        saying = {stem(w) for w in word_set("aspects", "saying")}
        speakers = {stem(w) for s in self.named for form in s.forms for w in form}
        times = {stem(month.lower()) for month in MONTHS}
        return {s for s in self.asked.ordered if s not in saying | speakers | times and not s.isdigit()}

    @cached_property
    def best(self) -> int:
        """The sentence that scores best, whatever leads the ranking."""
        return max(self.ranked, key=lambda c: (round(c.score, 6), -c.sentence)).sentence

    @cached_property
    def home(self) -> str:
        """The source of the best sentence."""
        return self.corpus.source_at(self.best).id

    @cached_property
    def begun(self) -> str:
        """When the event named began, '' where none is."""
        events = (self.corpus.sources[i] for i in self.asked.reading.named)
        return min((s.date for s in events if s.kind == "event" and s.date), default="")

    def parties(self) -> tuple[str, ...]:
        """The parties of the source that answers, save one that was only the host of what is asked about."""
        known, place = Speakers.of(self.corpus).forms, words(self.corpus.sources[self.home].place or "")
        events = [m.words for m in self.asked.reading.mentions if m.held or len(m.words) > 1]
        return tuple(
            party
            for party in self.corpus.sources[self.home].parties
            if party in known
            and party.lower() not in place
            and not any(name[: len(f)] == f for name in events for f in known[party])
        )

    def said_by(self, speaker: Speaker, only_saying: bool) -> list[int]:
        """The sentences of a side on the matter, best first; those alone that tell of saying where there are such."""
        heard = [row for row in self._heard(speaker) if row.says or not only_saying]
        at_home = any(row.home for row in heard)
        on = [row for row in heard if row.home or row.on >= (_ELSEWHERE if at_home else _MATTER)]
        said = [row for row in on if row.says] or on
        said.sort(key=lambda row: (-row.worth, row.sentence))
        return [row.sentence for row in said if row.worth >= said[0].worth - _BELOW]

    def said_there(self, speaker: Speaker) -> list[int]:
        """What a side that is owed its say said of anything in the matter, at the time of the event named or later."""
        there = {self.home, *self.asked.reading.named}
        found = []
        for number in self._sentences():
            held = self.weight(self.matter, self._around(number))
            near = held or self.corpus.source_at(number).id in there
            if near and self._act(speaker, number) == SAYS and self._in_time(number) and self._since(number):
                found.append((-round(held + self._nearness(number), 6), number))
        return [number for _, number in sorted(found)]

    def told_of(self, person: Speaker) -> list[int]:
        """The sentences that open with a person and are on the matter, best first; where none is, who the person is."""
        title = person.label
        own = next(i for i, s in self.corpus.sources.items() if s.kind == "person" and s.title == title)
        lead = [*self.corpus.sentences_in(own)][:1]
        near = [c.sentence for c in self.ranked if c.score >= self.ranked[0].score - _GAP]
        opening = [n for n in near if person.opens(self.corpus.sentences[n].text)]
        held = {
            n: self.weight(self.matter, frozenset(text_stems(self.corpus.sentences[n].text))) for n in opening
        }
        on = [n for n in sorted(opening, key=lambda n: -round(held[n], 6)) if held[n] or not self.matter]
        if pattern("roles", "aspects").search(fold(self.asked.reading.standalone)):
            return list(dict.fromkeys([*lead, *on]))[:EACH]
        return on[:EACH] or lead

    def weight(self, matter: set[str], present: frozenset[str] | None = None) -> float:
        """The rarity of a matter, or of what is present of it."""
        return sum(self.asked.idf[s] for s in matter if present is None or self.asked.has(s, present))

    def _heard(self, speaker: Speaker) -> list[_Heard]:
        """The sentences of a side that hold enough of the matter."""
        total, section = self.weight(self.matter), self.corpus.sentences[self.best].passage
        rows = []
        for number in self._sentences():
            act = self._act(speaker, number)
            if act == NOTHING or not self._in_time(number):
                continue
            on = self.weight(self.matter, self._around(number)) / total if total else 1.0
            home = self.corpus.source_at(number).id == self.home
            here = self.corpus.sentences[number].passage == section
            if here or on >= (_MATTER_HOME if home else _MATTER):
                worth = round(on + _SAYS * (act == SAYS) + self._nearness(number), 6)
                rows.append(_Heard(number, on, worth, act != DOES, home))
        return rows

    def _in_time(self, number: int) -> bool:
        """Does a sentence, or its source where it has no date, tell of the time asked about (of any, if none is set)?"""
        periods = self.asked.reading.periods
        dates = text_dates(self.corpus.sentences[number].text)
        source = self.corpus.source_at(number)
        spans: list[tuple[str | None, str | None]]
        spans = [(date, None) for date in dates] if dates else [(source.date, source.end)]
        return not periods or any(p.touches(*span) for p in periods for span in spans)

    def _since(self, number: int) -> bool:
        """Is a sentence of the time of the event asked about, or later?"""
        dates = text_dates(self.corpus.sentences[number].text)[:1]
        return all(date >= self.begun[: len(date)] for date in dates)

    def _act(self, speaker: Speaker, number: int) -> int:
        """What a side does in a sentence: by its subject, or, where it tells of saying, by its record or its section's heading."""
        longer = Speakers.of(self.corpus).longer
        text = self.corpus.sentences[number].text
        if act := speaker.act(text, longer):
            return act
        if (
            speaker.person
            or type_fit("what_said", text, ()) < 1
            or longer.first(words(text)[:_OPENING], ()) < _OPENING
        ):
            return NOTHING
        headings = self.corpus.passage_at(number).headings[-1:]
        asked = (Speakers.of(self.corpus).heading(heading) for heading in headings)
        return SAYS if speaker.party in (own_account(number, self.corpus), *asked) else NOTHING

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
        """How near a sentence is to the best one."""
        best = self.corpus.sentences[self.best]
        sentence = self.corpus.sentences[number]
        home = self.corpus.source_at(number).id == self.home
        near = any(c.sentence == number for c in self.ranked[:_NEAR])
        return _HOME * home + _SECTION * (sentence.passage == best.passage) + _RANKED * near
