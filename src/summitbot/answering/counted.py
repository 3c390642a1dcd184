"""One of a series that counts beyond its end: 'the fourth meeting of X and Y', who met three times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summitbot.answering.features import text_stems, text_words
from summitbot.reading import Reading
from summitbot.records import Corpus
from summitbot.text import fold, load_data, name_in, words

# How many a sentence counts, whether it does so by the way, its length and its position.
_Count = tuple[int, bool, int, int]


def beyond(reading: Reading, corpus: Corpus) -> int | None:
    """The sentence that counts the series, where a question takes for granted one more than it has."""
    rules = load_data("premises")["series"]
    asked = re.search(rules["pattern"], fold(reading.standalone))
    if not asked or reading.yes_no or any(asked["which"] in m.words for m in reading.mentions):
        return None
    number = _number(asked["which"])
    if re.search(load_data("premises")["meeting"]["pattern"], asked["noun"]):
        people = [i for m in reading.mentions for i in m.ids[:1] if corpus.sources[i].kind == "person"]
        if len(set(people)) == 2:
            return _clearest(_times_met(people, corpus), number)
    return _clearest(_of_series(asked["which"], asked["noun"], corpus), number)


def _clearest(counts: Iterator[_Count], number: int) -> int | None:
    """Of sentences that count the clearest that counts most; none where one reaches the number."""
    found = list(counts)
    most = max((count for count, _, _, _ in found), default=number)
    return (
        min((dim, size, at) for count, dim, size, at in found if count == most)[-1] if most < number else None
    )


def _number(word: str) -> int:
    rules = load_data("premises")["series"]
    known = {**rules["numbers"], **rules["ordinals"]}.get(word.split()[0])
    return int(known or re.sub(r"\D", "", word) or 0)


def _times_met(people: Sequence[str], corpus: Corpus) -> Iterator[_Count]:
    """The sentences that count the meetings of two people; clearest are those that say that they met."""
    names = [set(words(name_in(corpus.sources[i].title))) for i in people]
    rules = load_data("premises")
    for at, sentence in enumerate(corpus.sentences):
        if all(name <= text_words(sentence.text) for name in names):
            folded = fold(sentence.text)
            told = re.search(rules["series"]["times"], folded)
            if told and re.search(rules["meeting"]["pattern"], folded):
                met = re.search(r"\bmet\b", folded[: told.start()])
                yield _number(told["number"]), not met, len(folded), at


def _of_series(which: str, noun: str, corpus: Corpus) -> Iterator[_Count]:
    """The sentences that count things of a kind, as many as the names of the sources tell one by one."""
    stems = text_stems(noun)[-2:]
    rules = load_data("premises")["series"]
    names = [words(name) for s in corpus.sources.values() for name in (s.title, *s.aliases)]
    alike = (
        n for n in names if n and n[0] in rules["ordinals"] and text_stems(" ".join(n[1:]))[-2:] == stems
    )
    last = max((_number(name[0]) for name in alike), default=0)
    if len(stems) < 2 or not last or any(_says({which}, stems, s.text) for s in corpus.sentences):
        return
    spelt = {str(last), *(word for word, number in rules["numbers"].items() if number == last)}
    for at, sentence in enumerate(corpus.sentences):
        if _says(spelt, stems, sentence.text):
            yield last, False, len(sentence.text), at


def _says(numbers: set[str], stems: Sequence[str], text: str) -> bool:
    """Does a text count a thing: one of the numbers, and the thing at most two words behind it?"""
    if numbers.isdisjoint(text_words(text)):
        return False
    told = words(text)
    for at, word in enumerate(told):
        if word in numbers:
            behind = text_stems(" ".join(told[at + 1 : at + 3 + len(stems)]))
            if any(behind[n : n + len(stems)] == tuple(stems) for n in range(3)):
                return True
    return False
