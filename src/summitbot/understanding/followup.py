"""The standalone reading of a question that leans on the conversation before it.

Half questions take the place of their like in the question before (`ellipsis`), pronouns are filled by kind, role
and gender (`referents`); a question that leans without either inherits what the one before was about (`topic`).
docs/decisions/005-understanding.md has what was measured. What is left aside of the question before is handed on
as context, which counts for less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summitbot.kinds import kind_of, pattern
from summitbot.records import Turn
from summitbot.text import content_words, fold, word_set, words
from summitbot.understanding.ellipsis import (
    another_year,
    in_another_respect,
    item,
    neighbour,
    other,
    renamed,
    swapped,
)
from summitbot.understanding.names import NameIndex
from summitbot.understanding.parts import leans, main_question, split_question
from summitbot.understanding.referents import Fill, Talk, fills, own_words, rule
from summitbot.understanding.series import counted_on, of_those, thing_first
from summitbot.understanding.slots import CAPITALS, of_kind, slots
from summitbot.understanding.topic import matter_told, topic, with_matter

# So many turns back a thread is followed.
_DEPTH = 4
# A question that names something and is longer than this says itself what its pronouns mean.
_LONG = 13
# With fewer words of content, and no name, a question is too short to stand by itself.
_SHORT = 3
# A name of fewer words than this, with a question mark, is asked about in the words of the question before.
_LONE = 6


@dataclass(frozen=True)
class Spelt:
    """A question spelt out, the words of the conversation that may still matter, and whether it asks to go on."""

    text: str
    context: tuple[str, ...] = ()
    more: bool = False


def _nothing(text: str) -> str:
    return text


def _any(word: str) -> bool:
    return True


class FollowUps:
    """Reads questions in the light of a conversation.

    `spell` mends the spelling of earlier questions, `spell_out` replaces 'the meeting before X' by that meeting's name; `known` says whether the sources use a word.
    """

    def __init__(
        self,
        names: NameIndex,
        spell_out: Callable[[str], str] = _nothing,
        known: Callable[[str], bool] = _any,
        spell: Callable[[str], str] = _nothing,
    ) -> None:
        self._names = names
        self._spell_out = spell_out
        self._known = known
        self._spell = spell

    def standalone(self, question: str, history: tuple[Turn, ...]) -> Spelt:
        """The question with what it leans on spelt out; unchanged where it stands by itself."""
        history = tuple(self._single(history))
        return self._read(question, history, _DEPTH)

    def _single(self, history: tuple[Turn, ...]) -> Iterator[Turn]:
        """The turns with several questions in one message as turns of their own, preambles cut, spelling mended."""
        for turn in history[-2 * _DEPTH :]:
            if turn.role != "user":
                yield turn
                continue
            main, _ = main_question(turn.content)
            for part in split_question(turn.content if leans(main) else main):
                yield Turn(turn.role, self._spell(part))

    def _read(self, question: str, history: tuple[Turn, ...], depth: int) -> Spelt:
        fresh = pattern("new_topic").sub("", question, count=1).strip()
        asked = [n for n, turn in enumerate(history) if turn.role == "user" and turn.content.strip()]
        if not asked or not depth or fresh != question:
            return Spelt(self._spell_out(fresh or question))
        before = self._read(history[asked[-1]].content, history[: asked[-1]], depth - 1)
        if pattern("more").search(fold(question)):
            return Spelt(before.text, before.context, more=True)
        talk = self._talk(before, history, asked)
        if taken_back := rule("correction").search(question):
            rest = (taken_back["rest"] or taken_back["bare"]).strip(" .!")
            if corrected := swapped(rest, talk):
                return Spelt(self._spell_out(corrected))
            question = rest if rule("whole_question").search(rest) else question
        spelt = self._follow(question, history, talk)
        return Spelt(self._spell_out(spelt.text), spelt.context)

    def _talk(self, before: Spelt, history: tuple[Turn, ...], asked: list[int]) -> Talk:
        last = history[-1]
        return Talk(
            previous=before.text,
            answer=last.content if last.role == "assistant" else "",
            names=self._names,
            context=before.context,
            thread=tuple(history[n].content for n in reversed(asked)),
        )

    def _follow(self, question: str, history: tuple[Turn, ...], talk: Talk) -> Spelt:
        """A question that may lean on a conversation, read in its light."""
        question = of_those(thing_first(question, talk), talk)
        plain = rule("courtesy").sub("", question).strip() or question
        bare = rule("joined").sub("", plain).strip() or plain
        joined = bare != plain
        if found := self._half(plain, bare, history, talk):
            return Spelt(found)
        if self._says_nothing(bare, talk):
            talked_of = [talk.previous.rstrip(" ?.!"), *(s.text for s in matter_told(talk))]
            return Spelt(f"{question.rstrip(' ?.!')} ({', '.join(talked_of)})?")
        pointing = fills(question, talk)
        if pointing:
            text = _filled(question, pointing)
            if matter := self._matter_of(text, talk):
                text = f"{text.rstrip(' ?.!')} ({matter})?"
            return Spelt(text, self._context(text, talk))
        if not self._leans(bare, joined):
            return Spelt(question)
        about = topic(talk, question)
        text = f"{question.rstrip(' ?.!')} ({about})?" if about else question
        return Spelt(text, self._context(text, talk))

    def _says_nothing(self, bare: str, talk: Talk) -> bool:
        """Does a question ask for the whole of the one before: 'really?', 'by whom?', 'what reason did they give?'"""
        own = set(own_words(bare))
        if own and kind_of(bare) == "why":
            own -= word_set("following", "weak")
            known = {w for slot in talk.asked for w in words(slot.text)}
            return not own - known and "?" not in talk.previous[:-1]
        return not own and not slots(bare, self._names) and not fills(bare, talk)

    def _half(self, plain: str, bare: str, history: tuple[Turn, ...], talk: Talk) -> str:
        """A half question made whole; '' where it is none."""
        if found := neighbour(plain, talk) or other(bare, talk) or another_year(bare, talk):
            return found
        if found := counted_on(bare, talk):
            return found
        if found := in_another_respect(bare, talk):
            return with_matter(found, talk)
        if picked := item(bare, history, talk):
            return picked
        if _elliptic(plain, bare):
            return swapped(plain, talk) or renamed(bare, talk) or self._beside(bare, talk)
        if _name_alone(plain):
            return swapped(plain, talk, only_alike=not pattern("yes_no").search(fold(plain)))
        return ""

    def _beside(self, bare: str, talk: Talk) -> str:
        """A half question that names nothing, with the whole of the one before beside it."""
        if slots(bare, self._names) or fills(bare, talk) or len(bare.split()) > _LONE or self._foreign(bare):
            return ""
        return f"{bare.rstrip(' ?.!')} ({talk.previous.rstrip(' ?.!')})?"

    def _leans(self, bare: str, joined: bool) -> bool:
        """Does a question without a resolved pronoun need what was said before?"""
        own = slots(bare, self._names)
        named = [slot for slot in own if slot.kind not in ("ordinal", "time", "name")]
        folded, tokens = fold(bare), set(words(bare))
        pointing = word_set("understanding", "lean") - (
            {"there", "one", "that", "this", "then"} if named else set()
        )
        if pointing & tokens and not (named and len(bare.split()) > _LONG):
            return True
        if named or rule("defines").search(folded) or self._foreign(bare):
            only_people = all(slot.kind in ("person", "party", "place") for slot in named)
            spoken = {w for slot in named for w in words(slot.text)}
            own_said = set(own_words(bare)) - spoken
            about = bool(own_said) and own_said <= word_set("following", "about_something")
            defines = rule("defines").search(folded)
            at_a_place = any(slot.kind == "place" for slot in named)
            return bool(named) and only_people and not defines and (about or (joined and not at_a_place))
        if of_kind(own, "time") and kind_of(bare) == "timeline":
            return False
        if pattern("definite").search(folded) and not CAPITALS.search(bare):
            return True
        if rule("to_the_bot").search(folded):
            return False
        return joined or (len(content_words(bare)) < _SHORT and not CAPITALS.search(bare))

    def _foreign(self, bare: str) -> bool:
        """Are most of its words such as the sources never use: is it about something else?"""
        own = own_words(bare)
        strange = [w for w in own if not self._known(w)]
        return len(strange) > 1 or (len(own) > 1 and 2 * len(strange) >= len(own))

    def _matter_of(self, text: str, talk: Talk) -> str:
        """The event or document of the question before, for a question about a person that names no other thing."""
        if any(slot.kind not in ("person", "party", "ordinal") for slot in slots(text, self._names)):
            return ""
        asked = [slot for slot in talk.asked if slot.kind in ("event", "document") or slot.held]
        return asked[-1].text if asked else ""

    def _context(self, text: str, talk: Talk) -> tuple[str, ...]:
        spoken = set(words(text))
        return tuple(w for w in (*content_words(talk.previous), *talk.context) if w not in spoken)


def _elliptic(plain: str, bare: str) -> bool:
    """Is a question only half said: does it open like one, and not go on to a question of its own?"""
    said = rule("what_about").sub("", bare)
    if said != bare:
        return not rule("whole_question").search(said)
    return bool(pattern("elliptic").search(fold(bare))) or (
        bare != plain and not rule("whole_question").search(bare)
    )


def _name_alone(plain: str) -> bool:
    """Is a question perhaps but a name ('1994?'), with a verb before it at most ('did Bush?')?"""
    size = len(plain.split())
    return size < 3 or (plain.endswith("?") and size < _LONE)


def _filled(question: str, pointing: list[Fill]) -> str:
    """The question with pronouns replaced, and names in brackets beside words that point."""
    for fill in reversed(pointing):
        before, word, after = question[: fill.start], question[fill.start : fill.end], question[fill.end :]
        if not fill.in_place:
            name = f"{word} ({fill.name})"
        elif fill.possessive:
            name = f"{fill.name}’" if fill.name.endswith("s") else f"{fill.name}’s"
        else:
            name = fill.name
        question = before + name + after
    return question
