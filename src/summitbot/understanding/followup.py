"""The standalone reading of a question that leans on the conversation before it.

The rule (names of the question before, else its capitals, else its content words, unless the
question stands by itself) was the best of those tried on CAsT 2020 (Dalton et al.);
docs/decisions/005-understanding.md has the table. What the rule leaves aside of the question before
is handed on as context, which counts for less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summitbot.kinds import pattern
from summitbot.reading import Mention
from summitbot.records import Turn
from summitbot.text import content_words, fold, word_set, words
from summitbot.understanding.names import NameIndex

_CAPITALS = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w’'-]+(?:[ -](?:of |the )?[A-Z0-9][\w’'-]*)*")
_ANSWER_LEAD = 400


@dataclass(frozen=True)
class Spelt:
    """A question spelt out, the words of the conversation that may still matter, and whether it asks to go on."""

    text: str
    context: tuple[str, ...] = ()
    more: bool = False


def standalone(question: str, history: tuple[Turn, ...], names: NameIndex) -> Spelt:
    """The question with what it leans on spelt out; unchanged where it stands by itself."""
    fresh = pattern("new_topic").sub("", question, count=1).strip()
    asked = [turn.content for turn in history if turn.role == "user" and turn.content.strip()]
    if not asked or fresh != question:
        return Spelt(fresh or question)
    if pattern("more").search(fold(question)):
        before = standalone(asked[-1], _until(history, asked[-1]), names)
        return Spelt(before.text, before.context, more=True)
    if not _leans(question, names):
        return Spelt(question)
    before = standalone(asked[-1], tuple(Turn("user", a) for a in asked[:-1][-3:]), names)
    previous = before.text
    if swapped := _swapped(previous, question, names):
        return Spelt(swapped)
    if not _own_words(question):
        talked_of = [previous.rstrip(" ?.!"), *_named_in(_last_answer(history), previous, names)]
        return Spelt(f"{question.rstrip(' ?.!')} ({', '.join(talked_of)})?")
    topic = _topic(previous, question, names, _last_answer(history))
    context = tuple(w for w in (*content_words(previous), *before.context) if w not in set(words(topic)))
    return Spelt(f"{question.rstrip(' ?.!')} ({topic})?" if topic else question, context)


def _until(history: tuple[Turn, ...], question: str) -> tuple[Turn, ...]:
    """The turns before the last time that a question was asked."""
    last = max(n for n, turn in enumerate(history) if turn.role == "user" and turn.content == question)
    return history[:last]


def _own_words(question: str) -> list[str]:
    """The words of a question that are its own: neither stop words nor pointing ones."""
    pointing = word_set("understanding", "lean")
    return [w for w in content_words(question) if w not in pointing]


def _leans(question: str, names: NameIndex) -> bool:
    folded = fold(question)
    tokens = words(question)
    if pattern("elliptic").search(folded):
        return True
    lean = word_set("understanding", "lean")
    if names.find(question):
        return bool(lean & (set(tokens) - {"there", "one", "that", "this", "then"})) and len(tokens) < 14
    if lean & set(tokens) or pattern("definite").search(folded):
        return True
    return len(content_words(question)) < 3 and not _CAPITALS.search(question)


def _swapped(previous: str, question: str, names: NameIndex) -> str:
    """'And what about the other one?', 'and the second one?': the question before, asked of another."""
    if not pattern("elliptic").search(fold(question)):
        return ""
    if own := names.find(question):
        return _swap(previous, own, question, names)
    ordinals = word_set("understanding", "ordinals")
    mine = [w for w in words(question) if w in ordinals]
    theirs = [w for w in words(previous) if w in ordinals]
    others = set(_own_words(question)) - ordinals
    if not (mine and theirs) or others:
        return ""
    return re.sub(rf"\b{theirs[0]}\b", mine[0], previous, count=1, flags=re.IGNORECASE)


def _last_answer(history: tuple[Turn, ...]) -> str:
    """How the answer before begins, if the last turn is one."""
    return history[-1].content[:_ANSWER_LEAD] if history[-1].role == "assistant" else ""


def _topic(previous: str, question: str, names: NameIndex, answer: str) -> str:
    """What the question before was about: its names, else its capitals, else its content words.

    Where it names only people and places, the first event, document or term that its answer names
    is part of what was talked about.
    """
    spoken = set(words(question))
    mentions = [m for m in names.find(previous) if not set(m.words) <= spoken]
    if mentions:
        found = [_as_written(previous, " ".join(m.words)) for m in mentions]
        found += _named_in(answer, previous, names)
        return ", ".join(dict.fromkeys(found))
    capitals = [c for c in _CAPITALS.findall(previous) if fold(c) not in spoken]
    return capitals[-1] if capitals else _longest_run(previous)


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


def _named_in(answer: str, previous: str, names: NameIndex) -> list[str]:
    """The first event, document or term that an answer names, where the question before named none."""
    if any(names.is_matter(m) for m in names.find(previous)):
        return []
    return [_as_written(answer, " ".join(m.words)) for m in names.find(answer) if names.is_matter(m)][:1]


def _as_written(text: str, name: str) -> str:
    loose = r"[\W_]+".join(re.escape(part) for part in name.split())
    match = re.search(loose, text, re.IGNORECASE)
    return match.group() if match else name


def _swap(previous: str, own: list[Mention], question: str, names: NameIndex) -> str:
    """The question before, with its last name replaced by the one named now."""
    name = ", ".join(_as_written(question, " ".join(m.words)) for m in own)
    theirs = [m for m in names.find(previous) if not set(m.ids) & {i for o in own for i in o.ids}]
    alike = [m for m in theirs if names.is_matter(m) == names.is_matter(own[-1])] or theirs
    if not alike:
        return f"{previous.rstrip(' ?.!')} ({name})?"
    old = _as_written(previous, " ".join(alike[-1].words))
    return previous.replace(old, name, 1)
