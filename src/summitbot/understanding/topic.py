"""What the conversation is about, for a question that leans on it without a word to put a name for."""

from __future__ import annotations

from summitbot.text import content_words, fold, word_set, words
from summitbot.understanding.referents import Talk
from summitbot.understanding.slots import CAPITALS, Slot, bare_name, ordinals, slots

_NAMED = frozenset({"person", "place", "party"})


def topic(talk: Talk, question: str) -> str:
    """The names of the question before that this one has none like; where the front matter knows none, what was said by itself."""
    own = slots(question, talk.names)
    found = [slot for slot in talk.asked if slot.matter or slot.kind in _NAMED]
    if any(slot.kind == "person" for slot in own):
        found = [slot for slot in found if slot.kind != "person"] or found
    found = [slot for slot in found if not any(slot.same(mine) for mine in own)]
    if found:
        told = [slot for slot in matter_told(talk) if not any(slot.same(other) for other in (*found, *own))]
        texts = [_uncounted(slot, talk) if _counts(own) else slot.text for slot in (*found, *told)]
        return ", ".join(dict.fromkeys(texts))
    return _said_by_itself(talk.thread, question)


def _said_by_itself(thread: tuple[str, ...], question: str) -> str:
    """The first capitalised name of the latest question that leaned on nothing; else the longest run of such a question."""
    pointing = word_set("understanding", "lean")
    whole = [text for text in thread if content_words(text) and pointing.isdisjoint(words(text))] or [
        thread[-1]
    ]
    for text in whole:
        for name in map(bare_name, CAPITALS.findall(text)):
            if fold(name) not in fold(question):
                return name
    return _longest_run(whole[0])


def matter_told(talk: Talk) -> list[Slot]:
    """The first event, document or term that the answer names, where the question before named none."""
    if any(slot.matter for slot in talk.asked):
        return []
    return [slot for slot in talk.lead if slot.matter][:1]


def _counts(own: list[Slot]) -> bool:
    """Does a question count within a series itself?"""
    return any(slot.kind == "ordinal" for slot in own)


def _uncounted(slot: Slot, talk: Talk) -> str:
    """A name without the word that counts at its head: 'the last' of what was 'the fourth fair' is no fourth fair."""
    at = next((o.end for o in ordinals(slot.text, talk.names) if o.start == 0), 0)
    return slot.text[at:].strip() or slot.text


def with_matter(question: str, talk: Talk) -> str:
    """A question with the thing that the answer before was about: in the place of the town that it was held in, else beside."""
    told = matter_told(talk)
    for slot in slots(question, talk.names):
        for matter in told:
            if slot.kind == "place" and set(slot.held) & set(matter.ids):
                return f"{question[: slot.start]}{matter.full}{question[slot.end :]}"
    return " ".join([question[:-1], *(f"({slot.text})" for slot in told)]) + "?"


def _longest_run(text: str) -> str:
    """The longest run of words that no stop word breaks."""
    stop = word_set("stopwords", "stop") | word_set("understanding", "lean")
    runs: list[list[str]] = [[]]
    for word in words(text):
        if word in stop:
            runs.append([])
        else:
            runs[-1].append(word)
    return " ".join(sorted(runs, key=len)[-1])
