"""From a `Question` to its `Reading`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from summitbot.english import is_english
from summitbot.fuzzy import nearest_word, split_word
from summitbot.kinds import is_yes_no, kind_of, pattern
from summitbot.reading import Mention, Period, Reading
from summitbot.records import Corpus, Question, Turn
from summitbot.stemming import stem, stems
from summitbot.text import (
    HANGUL,
    WORD,
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
from summitbot.understanding.names import NameIndex
from summitbot.understanding.parts import leans, main_question
from summitbot.understanding.periods import find_periods, spell_years
from summitbot.understanding.relative import spell_out, window
from summitbot.understanding.roles import Roles
from summitbot.understanding.synonyms import Synonyms

# Weight of the words of a name's other forms beside the question's own words (1.0).
EXPANSION = 0.4
# Shorter words are not corrected: too many others lie one letter away.
_SPELLABLE = 4
# How often a question word counts as seen, so that it wins over a rarer neighbour.
_COMMON = 1000


class Words(Protocol):
    """What is known of the corpus' vocabulary: frequencies of stems and of surface words."""

    @property
    def stems(self) -> Mapping[str, int]: ...
    @property
    def surface(self) -> Mapping[str, int]: ...


class Reader:
    """Reads questions against one corpus."""

    def __init__(self, corpus: Corpus, vocabulary: Words, longest: int) -> None:
        self._corpus = corpus
        self._words = vocabulary
        self._known = {
            **vocabulary.surface,
            **dict.fromkeys(word_set("understanding", "question_words"), _COMMON),
        }
        self._longest = longest
        synonyms = corpus.coverage.synonyms
        self._names = NameIndex(corpus.sources.values(), (member for group in synonyms for member in group))
        self._follow_ups = FollowUps(
            self._names, self._spelt_out, self._uses, lambda text: self._spell(text)[0]
        )
        self._synonyms = Synonyms(synonyms, load_data("thesaurus")["groups"])
        self._parties = frozenset(party for source in corpus.sources.values() for party in source.parties)
        self._roles = Roles(corpus.sources.values(), (g for g in synonyms if not self._parties.isdisjoint(g)))

    def read(self, question: Question) -> Reading:
        """The reading of a question; `early` is set where it needs no sources to be settled."""
        text = clean(question.text)
        if len(question.text) > self._longest:
            return Reading(text[:200], text[:200], "what", (), early=("invalid", "too_long"))
        if not any(c.isalpha() or (question.history and c.isdigit()) for c in text):
            return Reading(text, text, "what", (), early=("invalid", "empty" if not text else "no_words"))
        mended, corrected = self._spell(spell_years(text))
        whole, aside = self._follow(mended, question.history)
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
            names=tuple(names(spelt)),
            periods=periods,
            window=within,
            holders=self._holders(spelt, mentions, periods),
            told=tuple(t.content for t in question.history if t.role == "assistant") if whole.more else (),
            corrected=tuple(corrected),
            yes_no=is_yes_no(text),
            in_field=bool(mentions) or self._names.knows_any(spelt),
        )
        early = early_status(reading, self._corpus.coverage, bool(question.history))
        return Reading(**{**reading.__dict__, "early": early})

    def _follow(self, text: str, history: tuple[Turn, ...]) -> tuple[Spelt, str]:
        """The question of a message in the light of the conversation, and what it says besides.

        A question that leans on what its own message names is left with it.
        """
        announced = pattern("new_topic").sub("", text, count=1).strip()
        if announced and announced != text:
            text, history = announced, ()
        main, aside = main_question(text)
        if aside and pattern("weighing").search(fold(main)) and not self._names.find(main):
            main, aside = text, ""
        if aside and leans(main):
            named = self._names.find(aside) or self._names.knows_any(aside)
            main, aside = (text if named else text[text.index(main) :]), ""
        return self._follow_ups.standalone(main, history), aside

    def _spelt_out(self, text: str) -> str:
        return spell_out(text, self._names.find, self._corpus.sources)

    def _uses(self, word: str) -> bool:
        """Do the sources use a word, or is it misspelt?"""
        return word in self._known or stem(word) in self._words.stems or not is_english(word)

    def _holders(self, text: str, mentions: Iterable[Mention], periods: Iterable[Period]) -> tuple[str, ...]:
        """Who held the office that a question names: in its year, when its event took place, or as far as the sources reach."""
        named = (self._corpus.sources[i] for m in mentions for i in (*m.ids, *m.held[:1]))
        dates = [Period(s.date, s.date) for s in named if s.kind in ("event", "document") and s.date]
        when = [*periods, *dates]
        end = self._corpus.coverage.end
        if not when and end and pattern("in_office").search(fold(text)):
            when = [Period(end, end)]
        return self._roles.holders(text, when[0]) if when else ()

    def _spell(self, text: str) -> tuple[str, list[tuple[str, str]]]:
        """Unknown words replaced by the nearest known one, short spellings of question words written out."""
        corrected = []
        typed = load_data("understanding")["typed"]["words_for"]
        for token in dict.fromkeys(WORD.findall(text)):
            folded = fold(token)
            replacement = typed.get(folded) if token.islower() else None
            if replacement is None and self._is_unknown(folded):
                replacement = self._nearest(token, folded)
            if replacement:
                corrected.append((token, replacement))
                text = re.sub(rf"(?<!\w){re.escape(token)}(?!\w)", replacement, text)
        return text, corrected

    def _nearest(self, token: str, folded: str) -> str | None:
        near = nearest_word(folded, self._known)
        if near:
            return near
        # A name that nobody here knows is no pair of words with the space left out.
        apart = None if token[0].isupper() else split_word(folded, self._known)
        return " ".join(apart) if apart else None

    def _is_unknown(self, word: str) -> bool:
        if len(word) < _SPELLABLE or not word.isalpha() or HANGUL.search(word):
            return False
        return (
            word not in self._known
            and stem(word) not in self._words.stems
            and word not in word_set("stopwords", "stop")
            and not is_english(word)
        )

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


def _kind(text: str, mentions: Sequence[Mention], periods: Sequence[Period], within: Period | None) -> str:
    """The kind by the shape of the question, and by what it names: what came between two events, two things weighed."""
    if _between(text, within):
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


def _spoken(mention: Mention, text: str) -> set[str]:
    """The stems of a text by which a name is mentioned (Hangul names stand inside longer words)."""
    if not HANGUL.search(mention.words[0]):
        return {stem(w) for w in mention.words}
    name = mention.words[0]
    return {stem(w) for w in words(text) if HANGUL.search(w) and (w in name or name in w or w[:2] in name)}
