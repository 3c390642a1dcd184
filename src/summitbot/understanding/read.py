"""From a `Question` to its `Reading`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from summitbot.english import is_place
from summitbot.kinds import is_yes_no, kind_of, pattern
from summitbot.lexical import Vocabulary
from summitbot.reading import Mention, Period, Reading
from summitbot.records import Corpus, Question, Turn
from summitbot.stemming import stem, stems
from summitbot.text import (
    HANGUL,
    clean,
    content_words,
    fold,
    load_data,
    name_in,
    names,
    word_set,
    words,
)
from summitbot.understanding.early import early_status
from summitbot.understanding.followup import FollowUps, Spelt
from summitbot.understanding.glossed import Glossed, is_hangul
from summitbot.understanding.names import NameIndex
from summitbot.understanding.parts import leans, main_question, split_question
from summitbot.understanding.periods import dates_in_words, find_periods, spell_years
from summitbot.understanding.relative import spell_out, window
from summitbot.understanding.roles import Roles
from summitbot.understanding.spelling import Speller
from summitbot.understanding.synonyms import Synonyms

# Weight of the words of a name's other forms beside the question's own words (1.0).
EXPANSION = 0.4


class Reader:
    """Reads questions against one corpus."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary, longest: int) -> None:
        self._corpus = corpus
        self._longest = longest
        synonyms = corpus.coverage.synonyms
        self._names = NameIndex(corpus.sources.values(), (member for group in synonyms for member in group))
        self._speller = Speller(vocabulary, self._names)
        self._follow_ups = FollowUps(
            self._names, self._spelt_out, self._speller.uses, lambda text: self._speller.mend(text)[0]
        )
        self._glossed = Glossed(corpus.sources.values(), corpus.coverage.glossary("ko").words)
        self._synonyms = Synonyms(synonyms, load_data("thesaurus")["groups"])
        self._parties = frozenset(party for source in corpus.sources.values() for party in source.parties)
        self._roles = Roles(corpus.sources.values(), (g for g in synonyms if not self._parties.isdisjoint(g)))

    def split(self, message: str) -> tuple[str, ...]:
        """The questions of a message in order; where only its spelling hides that they are several, as it should be spelt."""
        parts = split_question(message)
        return parts if len(parts) > 1 else split_question(self._speller.mend(message)[0], whole=message)

    def read(self, question: Question) -> Reading:
        """The reading of a question; `early` is set where it needs no sources to be settled."""
        text = clean(question.text)
        language = "ko" if is_hangul(text) else "en"
        if len(question.text) > self._longest:
            return Reading(
                text[:200], text[:200], "what", (), early=("invalid", "too_long"), language=language
            )
        if not any(c.isalpha() or (question.history and c.isdigit()) for c in text):
            return Reading(text, text, "what", (), early=("invalid", "empty" if not text else "no_words"))
        text = self.english(text)
        history = tuple(
            replace(turn, content=self.english(turn.content)) if turn.role == "user" else turn
            for turn in question.history
        )
        mended, corrected = self._speller.mend(dates_in_words(_calm(spell_years(text)), self._speller.pairs))
        whole, aside = self._follow(mended, history)
        spelt = whole.text
        mentions = tuple(self._names.find(spelt))
        periods = tuple(find_periods(spelt))
        meant = self._meant(spelt, mentions)
        context = tuple(dict.fromkeys(stem(w) for w in (*whole.context, *content_words(aside))))
        parties, others = self._synonyms.parties(spelt, self._parties)
        within = window(spelt, self._names.find, self._corpus.sources)
        reading = Reading(
            question=text,
            standalone=spelt,
            kind=_kind(spelt, mentions, periods, within),
            stems=tuple(dict.fromkeys((*stems(spelt), *(phrase for phrase in meant if " " in phrase)))),
            extra={
                **dict.fromkeys(context, EXPANSION),
                **{s: EXPANSION for group in meant.values() for s in group},
                **self._expansion(mentions),
            },
            synonyms=meant,
            context=context,
            parties=parties,
            other_parties=others,
            mentions=mentions,
            names=self._capitals(spelt),
            periods=periods,
            window=within,
            holders=self._holders(spelt, mentions, periods),
            told=tuple(t.content for t in question.history if t.role == "assistant") if whole.more else (),
            corrected=tuple(corrected),
            yes_no=is_yes_no(text),
            language=language,
            in_field=bool(mentions) or self._names.knows_any(spelt),
        )
        early = early_status(reading, self._corpus.coverage, bool(question.history))
        return Reading(**{**reading.__dict__, "early": early})

    def english(self, text: str) -> str:
        """A message as it is read: one in another language by the words that are known of it."""
        return self._glossed.english(text)

    def _follow(self, text: str, history: tuple[Turn, ...]) -> tuple[Spelt, str]:
        """The question of a message in the light of the conversation, and what it says besides.

        A question whose pronouns stand for what its own message names is read as if that had been said before; what it
        leans on otherwise is left with it.
        """
        announced = pattern("new_topic").sub("", text, count=1).strip()
        if announced and announced != text:
            text, history = announced, ()
        main, aside = main_question(text)
        if aside and pattern("weighing").search(fold(main)) and not self._names.find(main):
            main, aside = text, ""
        if aside and leans(main):
            if not (self._names.find(aside) or self._names.knows_any(aside)):
                return self._follow_ups.standalone(text[max(text.find(main), 0) :], history), ""
            told = self._follow_ups.standalone(main, (*history, Turn("user", aside)))
            if told.text != main and "(" not in told.text:
                return told, aside
            main, aside = text, ""
        return self._follow_ups.standalone(main, history), aside

    def _capitals(self, text: str) -> tuple[str, ...]:
        """The capitalised words and numbers of a text, and the places in small letters that no name here is made of."""
        places = (w for w in words(text) if is_place(w) and not self._names.is_part(w))
        return tuple(dict.fromkeys((*names(text), *places)))

    def _spelt_out(self, text: str) -> str:
        return spell_out(text, self._names.find, self._corpus.sources)

    def _holders(self, text: str, mentions: Iterable[Mention], periods: Iterable[Period]) -> tuple[str, ...]:
        """Who held the office that a question names: in its year, when its event took place, or as far as the sources reach."""
        named = (self._corpus.sources[i] for m in mentions for i in (*m.ids, *m.held[:1]))
        dates = [Period(s.date, s.date) for s in named if s.kind in ("event", "document") and s.date]
        when = [*periods, *dates]
        end = self._corpus.coverage.end
        if not when and end and pattern("in_office").search(fold(text)):
            when = [Period(end, end)]
        return self._roles.holders(text, when[0]) if when else ()

    def _meant(self, text: str, mentions: Iterable[Mention]) -> dict[str, tuple[str, ...]]:
        """What may stand for a stem: its synonyms, and for the words of a name the words of its title."""
        meant = self._synonyms.of(text)
        for mention in mentions:
            titles = {s for id_ in mention.ids[:2] for s in stems(name_in(self._corpus.sources[id_].title))}
            spoken = _spoken(mention, text)
            for own in spoken - titles:
                meant[own] = tuple(sorted({*meant.get(own, ()), *(titles - spoken)}))
        return meant

    def _expansion(self, mentions: Iterable[Mention]) -> dict[str, float]:
        """Stems of the titles of what is named, so that every form of a name finds the same texts."""
        extra = {}
        for mention in mentions:
            for id_ in mention.ids[:2]:
                for term in words(name_in(self._corpus.sources[id_].title)):
                    if term not in word_set("stopwords", "stop"):
                        extra[stem(term)] = EXPANSION
        return extra


def _calm(text: str) -> str:
    """A message without quotation marks around the whole, and all in capitals in small letters: none of its words is a name for that.

    >>> _calm('“WHEN WAS IT SIGNED?”')
    'when was it signed?'
    """
    bare = re.sub(r"^[\"“”'‘’«]([^\"“”«»]+)[\"“”'‘’»]$", r"\1", text)
    return bare.lower() if bare.isupper() and len(bare.split()) > 3 else bare


def _kind(text: str, mentions: Sequence[Mention], periods: Sequence[Period], within: Period | None) -> str:
    """The kind by the shape of the question, and by what it names: what came between two events, two things weighed."""
    if _between(text, within) or _bare_span(text, periods):
        return "timeline"
    kind = kind_of(text)
    things = {(*m.ids, *m.held)[0] for m in mentions}
    beside = max(len(things), len(periods)) > 1 or (
        things and (periods or pattern("others").search(fold(text)))
    )
    return "compare" if beside and kind != "timeline" and pattern("weighing").search(fold(text)) else kind


def _between(text: str, within: Period | None) -> bool:
    """Does a question ask what took place between two events?"""
    bounded = within is not None and within.start > "0000" and within.end < "9999"
    return bounded and bool(pattern("took_place").search(fold(text)))


def _bare_span(text: str, periods: Sequence[Period]) -> bool:
    """Is it a matter and a span of years alone ('1993-2003 pump programme')?"""
    spans = [p for p in periods if p.start < p.end and len(p.start) == len(p.end) == 4 and p.end < "9999"]
    return bool(spans) and not pattern("asking").search(fold(text))


def _spoken(mention: Mention, text: str) -> set[str]:
    """The stems of a text by which a name is mentioned (Hangul names stand inside longer words)."""
    if not HANGUL.search(mention.words[0]):
        return {stem(w) for w in mention.words}
    name = mention.words[0]
    return {stem(w) for w in words(text) if HANGUL.search(w) and (w in name or name in w or w[:2] in name)}
