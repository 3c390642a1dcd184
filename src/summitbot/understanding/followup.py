"""The standalone reading of a question that leans on the conversation before it.

The rule (last name of the conversation, else the longest run of content words of the turn it
leans on, unless the question stands by itself) was the best of those tried on CAsT 2020
(Dalton et al.); docs/decisions/005-understanding.md has the table.
"""

from __future__ import annotations

import re

from summitbot.reading import Mention
from summitbot.records import Turn
from summitbot.text import content_words, fold, load_data, words
from summitbot.understanding.kinds import pattern
from summitbot.understanding.names import NameIndex

_CAPITALS = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w’'-]+(?:[ -](?:of |the )?[A-Z0-9][\w’'-]*)*")


def standalone(question: str, history: tuple[Turn, ...], names: NameIndex) -> str:
    """The question with what it leans on spelt out; unchanged where it stands by itself."""
    asked = [turn.content for turn in history if turn.role == "user" and turn.content.strip()]
    if not asked:
        return question
    if pattern("more").search(fold(question)):
        return asked[-1]
    if not _leans(question, names):
        return question
    previous = standalone(asked[-1], tuple(Turn("user", a) for a in asked[:-1][-3:]), names)
    if pattern("elliptic").search(fold(question)) and (own := names.find(question)):
        return _swap(previous, own, question, names)
    topic = _topic(previous, question, names)
    return f"{question.rstrip(' ?.!')} ({topic})?" if topic else question


def _leans(question: str, names: NameIndex) -> bool:
    folded = fold(question)
    tokens = words(question)
    if pattern("elliptic").search(folded):
        return True
    lean = set(load_data("understanding")["lean"]["words"])
    if names.find(question):
        return bool(lean & (set(tokens) - {"there", "one", "that", "this", "then"})) and len(tokens) < 14
    if lean & set(tokens) or pattern("definite").search(folded):
        return True
    return len(content_words(question)) < 3 and not _CAPITALS.search(question)


def _topic(previous: str, question: str, names: NameIndex) -> str:
    """What the question before was about: its names, else its capitals, else its content words."""
    spoken = set(words(question))
    found = [" ".join(m.words) for m in names.find(previous) if not set(m.words) <= spoken]
    if found:
        return ", ".join(dict.fromkeys(_as_written(previous, name) for name in found))
    capitals = [c for c in _CAPITALS.findall(previous) if fold(c) not in spoken]
    if capitals:
        return ", ".join(dict.fromkeys(capitals))
    return " ".join(w for w in content_words(previous) if w not in spoken)


def _as_written(text: str, name: str) -> str:
    loose = r"[\W_]+".join(re.escape(part) for part in name.split())
    match = re.search(loose, text, re.IGNORECASE)
    return match.group() if match else name


def _swap(previous: str, own: list[Mention], question: str, names: NameIndex) -> str:
    """The question before, asked of another name: 'and what about Hanoi?'."""
    name = ", ".join(_as_written(question, " ".join(m.words)) for m in own)
    theirs = [m for m in names.find(previous) if not set(m.ids) & {i for o in own for i in o.ids}]
    if not theirs:
        return f"{previous.rstrip(' ?.!')} ({name})?"
    old = _as_written(previous, " ".join(theirs[-1].words))
    return previous.replace(old, name, 1)
