"""Whom and what the pronouns of a follow-up stand for, by kind, role, recency and gender."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice

from summitbot.kinds import kind_of
from summitbot.text import WORD, content_words, fold, load_data, word_set, words
from summitbot.understanding.names import NameIndex
from summitbot.understanding.slots import MATTERS, Slot, of_kind, slots

_FIRST_SENTENCE = re.compile(r"^.*?(?:[^\WA-Z]|[\])”\"])[.!?](?=\s|\[|$)", re.DOTALL)
_ANSWER_LEAD = 400
_GROUP = 3
# More pronouns than this stand in no question; the rest are left as they are.
_MOST = 8


@cache
def rule(key: str) -> re.Pattern[str]:
    """One pattern of the data on follow-ups, compiled."""
    return re.compile(load_data("following")[key]["pattern"])


def own_words(question: str) -> list[str]:
    """The words of a question that are its own: neither stop words nor pointing ones."""
    pointing = word_set("understanding", "lean")
    return [w for w in content_words(question) if w not in pointing]


@dataclass(frozen=True)
class Talk:
    """The conversation before a question: the question before spelt out, its answer, and the questions as they were put, latest first."""

    previous: str
    answer: str
    names: NameIndex
    context: tuple[str, ...] = ()
    thread: tuple[str, ...] = ()

    @cached_property
    def asked(self) -> list[Slot]:
        """What the question before named."""
        return slots(self.previous, self.names)

    @cached_property
    def first(self) -> list[Slot]:
        """What the first sentence of its answer named."""
        match = _FIRST_SENTENCE.match(self.answer)
        return slots(match.group() if match else self.answer[:_ANSWER_LEAD], self.names)

    @cached_property
    def lead(self) -> list[Slot]:
        """What the beginning of its answer named."""
        return slots(self.answer[:_ANSWER_LEAD], self.names)

    @cached_property
    def before(self) -> list[Slot]:
        """What the questions before that named, the latest first."""
        return [slot for text in self.thread[1:] for slot in slots(text, self.names)]


@dataclass(frozen=True)
class Fill:
    """A stretch of the question that points back, and the name that it stands for."""

    start: int
    end: int
    name: str
    in_place: bool = False
    possessive: bool = False


def fills(question: str, talk: Talk) -> list[Fill]:
    """What each pointing word of a question stands for, as far as it can be told."""
    own = slots(question, talk.names)
    found = [*_pronouns(question, own, talk), *_pointed(question, own, talk)]
    return sorted(found, key=lambda fill: fill.start)


def _pronouns(question: str, own: list[Slot], talk: Talk) -> Iterator[Fill]:
    kinds = load_data("following")["pronouns"]["words_for"]
    subjects: list[Slot] = []
    spoken = ((m, fold(m.group()).split("'")[0]) for m in WORD.finditer(question))
    for match, word in islice(((m, w) for m, w in spoken if w in kinds), _MOST):
        kind = kinds[word]
        if kind in ("he", "she"):
            # Of 'he' and 'him' in one question the second is somebody else.
            name, slot = _person(question, [*own, *subjects] if word == "him" else own, talk, kind)
            subjects += [slot] if slot and word in ("he", "she") else []
        elif kind == "they":
            name = _group(own, talk)
        else:
            empty = rule("empty_it").match(fold(question[match.start() :]))
            name = "" if empty else _thing(own, talk)
        if name:
            owns = word in word_set("following", "possessive") and _before_noun(question[match.end() :], word)
            yield Fill(match.start(), match.start() + len(word), name, True, owns)


def _before_noun(rest: str, word: str) -> bool:
    """Does a noun follow ('her letter')? 'Her' alone may be an object ('met her in')."""
    following = words(rest[:40])[:1]
    return word != "her" or bool(following and following[0] not in word_set("stopwords", "stop"))


def _pointed(question: str, own: list[Slot], talk: Talk) -> Iterator[Fill]:
    folded = fold(question)
    if len(folded) != len(question):
        return
    if match := rule("that_person").search(folded):
        kind = "she" if match["kind"] in ("woman", "lady") else "he"
        if name := _person(question, own, talk, kind, that=True)[0]:
            yield Fill(*match.span(), name)
    if match := rule("of_two").search(folded):
        if name := _of_two(talk, match["which"] == "latter"):
            yield Fill(*match.span(), name)
    if match := rule("pointed_noun").search(folded):
        if name := _of_noun(match["noun"], own, talk):
            yield Fill(*match.span(), name)
    elif match := rule("bare_that").search(folded):
        named = [s for s in talk.asked if s.kind in ("person", "place", "party")]
        if name := _thing(own, talk) or ", ".join(s.text for s in _new(named, own)):
            yield Fill(*match.span(), name)
    there = list(re.finditer(r"\bthere\b", folded))
    if there and not (rule("existential").search(folded) and not folded.rstrip(" ?.!").endswith("there")):
        if name := _place(own, talk):
            yield Fill(*there[-1].span(), name)
    if match := rule("then").search(folded):
        if (name := _time(talk)) and not of_kind(own, "time"):
            yield Fill(*match.span(), name)


def _new(found: Iterable[Slot], own: list[Slot]) -> list[Slot]:
    """The slots that the question doesn't name itself, each once."""
    out: list[Slot] = []
    for slot in found:
        if not any(slot.same(other) for other in (*own, *out)):
            out.append(slot)
    return out


def _of_two(talk: Talk, latter: bool) -> str:
    """'The former' or 'the latter' of two things of a kind in the question before."""
    for kinds in (MATTERS, {"person"}, {"place"}, {"party"}, {"time"}):
        alike = [slot for slot in talk.asked if slot.kind in kinds]
        if len(alike) == 2:
            return alike[latter].text
    return ""


def _person(
    question: str, own: list[Slot], talk: Talk, gender: str, that: bool = False
) -> tuple[str, Slot | None]:
    """Who is meant by 'he' or 'she': who answered 'who', then the subject of the question before, then its answer.

    Nobody whom the question itself names, and nobody of the other gender where the front matter knows it. Deeds
    of the one addressed ('did he answer') ask about the last person of the question before, and so does 'that man',
    unless the answer brought somebody new.
    """
    people = of_kind(own, "person")
    if people and rule("fronted").match(question[people[0].end :]):
        return people[0].text, people[0]
    asked = of_kind(talk.asked, "person")
    told = of_kind(talk.first, "person")
    if that or set(words(question)) & word_set("following", "answering"):
        asked = asked[::-1]
    brought = of_kind(talk.lead, "person") if that else told if _asks_who(talk, asked) else []
    who = [s for s in brought if not any(s.same(a) for a in asked)]
    pool = _new([*who, *asked, *told, *of_kind(talk.lead, "person"), *of_kind(talk.before, "person")], own)
    other = "she" if gender == "he" else "he"
    genders = [_gender(slot, talk.names) for slot in pool]
    fitting = [slot for slot, g in zip(pool, genders, strict=True) if g == gender and gender == "she"]
    fitting += [slot for slot, g in zip(pool, genders, strict=True) if g != other]
    return (fitting[0].text, fitting[0]) if fitting else ("", None)


def _asks_who(talk: Talk, asked: list[Slot]) -> bool:
    """Did the question before ask for a person whom it didn't name ('who is X' names the person itself)?"""
    named = {w for slot in asked for w in words(slot.text)}
    return kind_of(talk.previous) == "who" and not (named and named.issuperset(own_words(talk.previous)))


def _gender(slot: Slot, names: NameIndex) -> str:
    known = {names.gender(id_) for id_ in slot.ids}
    return known.pop() if len(known) == 1 else ""


def _group(own: list[Slot], talk: Talk) -> str:
    """Who is meant by 'they': the people of the question before, else its party, else what is named in the plural, else the people of a list."""
    if counted := rule("counted").match(talk.previous):
        if not any(slot.text in counted["noun"] for slot in of_kind(talk.asked, "person", "place")):
            return f"the {counted['noun']}"
    people = _new(of_kind(talk.asked, "person"), own)
    if people and (head := rule("headed_by").search(talk.previous[: people[0].start])):
        return talk.previous[head.start() : people[-1].start] + people[-1].text
    if len(people) > 1:
        return _joined(people[:_GROUP])
    parties = _new(of_kind(talk.asked, "party"), own)
    matters = _new([s for s in talk.asked if s.matter and _plural(s.text)], own)
    if found := parties[:1] or matters[-1:]:
        return _joined(found)
    people = _new(of_kind(talk.first, "person"), own) if kind_of(talk.previous) == "list" else []
    return _joined(people[:_GROUP]) if len(people) > 1 else ""


def _plural(name: str) -> bool:
    return len(name) > 3 and name.endswith("s") and not name.endswith(("ss", "us", "is"))


def _joined(found: list[Slot]) -> str:
    if not found:
        return ""
    texts = [slot.full for slot in found]
    return " and ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))


def _thing(own: list[Slot], talk: Talk) -> str:
    """What is meant by 'it' or 'that': the event, document or term talked of, or the place or party if nothing else was."""
    bodies = [] if of_kind(talk.asked, "person") else of_kind(talk.asked, "place", "party")
    told = [s for s in talk.lead if s.matter]
    for found in ([s for s in talk.asked if s.matter][::-1], bodies, told):
        if new := _new(found, own):
            return new[0].full
    return ""


def _of_noun(noun: str, own: list[Slot], talk: Talk) -> str:
    """What 'that meeting' or 'the agreement' points at: the latest thing of its kind."""
    kinds = load_data("following")["pointed_noun"]["kinds"]
    wanted = next(kind for kind, nouns in kinds.items() if noun in nouns)
    # A meeting may be known by its town alone.
    asked_places = of_kind(talk.asked, "place")[::-1] if wanted == "event" else []
    pools = ([*reversed(talk.asked)], asked_places, talk.first, talk.lead, talk.before)
    for pool in pools:
        fitting = [
            s for s in pool if s.kind == wanted or (wanted == "event" and s.held) or pool is asked_places
        ]
        if found := _new(fitting, own):
            return found[0].text
    return ""


def _place(own: list[Slot], talk: Talk) -> str:
    """Where 'there' is: the last place of the question before, the event talked of, else a place of the answer."""
    for found in (
        of_kind(talk.asked, "place")[::-1],
        [s for s in talk.asked if s.kind == "event"][::-1],
        of_kind(talk.asked, "party")[::-1],
        [s for s in talk.first if s.kind == "event"],
        of_kind(talk.first, "place"),
        of_kind(talk.before, "place", "event", "party"),
        [s for s in talk.asked if s.matter],
    ):
        if new := _new(found, own):
            return new[0].text
    return ""


def _time(talk: Talk) -> str:
    """The year of what was talked of: named in the question before, else by its event's date, else by its answer."""
    if asked := of_kind(talk.asked, "time") or of_kind(talk.before, "time")[:1]:
        return asked[-1].text
    for slot in talk.asked:
        dates = [talk.names.source(id_).date for id_ in slot.ids if slot.kind in ("event", "document")]
        if dates and dates[0]:
            return dates[0][:4]
    told = re.search(r"\b(?:1\d{3}|20\d\d)\b", talk.answer[:_ANSWER_LEAD])
    return told.group() if told else ""
