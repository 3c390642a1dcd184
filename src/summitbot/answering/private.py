"""Private matters of people, which are told only where a sentence on that person tells them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summitbot.answering.features import text_stems, text_words
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Source
from summitbot.text import fold, load_data, name_in, words

# What only says when ('before she married') asks for nothing private.
_ASIDE = re.compile(r"\b(?:before|after|since|until|while|when)\b")
_Forms = dict[str, tuple[re.Pattern[str], re.Pattern[str]]]


@cache
def _matters() -> _Forms:
    matters = load_data("private")["matters"].items()
    return {name: (re.compile(m["asked"]), re.compile(m["told"])) for name, m in matters}


def asks_privately(reading: Reading, corpus: Corpus) -> list[re.Pattern[str]]:
    """How a sentence would tell the private matters that a question asks of somebody; empty where it asks for none."""
    folded = fold(reading.standalone)
    folded = _ASIDE.split(folded)[0].strip() or folded
    matters = [told for asked, told in _matters().values() if asked.search(folded)]
    if matters and (_people(reading, corpus) or re.search(load_data("private")["people"]["pattern"], folded)):
        return matters
    return []


def _people(reading: Reading, corpus: Corpus) -> list[Source]:
    """The people whom a question names, by surname too where it names nobody in full."""
    people = [s for s in corpus.sources.values() if s.kind == "person"]
    named = [s for s in people if s.id in reading.named_itself]
    spoken = {w.removesuffix("'s") for w in words(reading.standalone)}
    return named or [s for s in people if words(name_in(s.title))[-1:][0] in spoken]


def is_told(
    matters: Sequence[re.Pattern[str]], ranked: Sequence[Candidate], reading: Reading, corpus: Corpus
) -> bool:
    """Does one of the ranked sentences tell private matters of the very person asked about?

    Of somebody without a name it must say as much else of the question.
    """
    people = _people(reading, corpus)
    names = [set(words(name_in(person.title))) for person in people]
    for candidate in ranked:
        text = corpus.sentences[candidate.sentence].text
        said = text_words(text)
        on = corpus.source_at(candidate.sentence) in people or any(name <= said for name in names)
        if not people:
            on = len(set(text_stems(text)) & set(reading.stems)) > len(matters)
        if on and all(matter.search(text) for matter in matters):
            return True
    return False
