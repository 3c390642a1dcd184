"""Two questions in one message: where the second one begins."""

from __future__ import annotations

import re

from summitbot.kinds import pattern
from summitbot.text import content_words, fold, load_data, word_set, words


def split_question(text: str, most: int = 3) -> tuple[str, ...]:
    """The questions of a message in order; the message alone where it holds one.

    >>> split_question("Where was it held, and why did it end early?")
    ('Where was it held?', 'why did it end early?')
    """
    whole = text
    text = without_preamble(without_manner(text))
    if pattern("two_sides").search(fold(text)):
        return (whole,)
    cuts = [match.start() for match in pattern("second_question").finditer(text) if match.start() > 0]
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    parts = tuple(pattern("joint").sub("", piece).strip(" ,;.?!") for piece in pieces)
    if not 1 < len(parts) <= most or not all(_asks(part) for part in parts):
        return (whole,)
    return tuple(f"{part}?" for part in parts)


def without_preamble(text: str) -> str:
    """A message from its question on, where words such as 'my question is' bring it.

    >>> without_preamble("I teach history and would like to know, when was it signed?")
    'when was it signed?'
    """
    return re.sub(load_data("following")["preamble"]["pattern"], "", text, count=1)


def without_manner(text: str) -> str:
    """A message without how it is to be answered.

    >>> without_manner("What did they agree, in plain words?")
    'What did they agree?'
    """
    plain = re.sub(load_data("following")["manner"]["pattern"], "", text)
    return plain if content_words(plain) else text


def _asks(part: str) -> bool:
    """Is a piece a question of its own: does it ask, with at least one word of content or two more?"""
    return bool(pattern("asks").search(part)) and (bool(content_words(part)) or len(part.split()) > 2)


def main_question(text: str) -> tuple[str, str]:
    """The one sentence of a message that asks, and the rest of the message; (text, '') where it can't be told.

    A preamble that runs into the question belongs to the rest.

    >>> main_question("Is the war over? My teacher says no.")
    ('Is the war over?', 'My teacher says no.')
    """
    text = without_manner(text)
    bare = without_preamble(text)
    if bare != text:
        return bare, text[: len(text) - len(bare)].strip()
    pieces = [piece for piece in re.split(r"(?<=[.?!;:])\s+", text) if piece.strip()]
    asking = [n for n, piece in enumerate(pieces) if piece.endswith("?") or pattern("asks").search(piece)]
    if len(pieces) < 2 or len(asking) != 1:
        return text, ""
    main = pieces[asking[0]]
    return main, " ".join(piece for n, piece in enumerate(pieces) if n != asking[0])


def leans(question: str) -> bool:
    """Does a question point back, or say too little to be asked alone?"""
    return bool(word_set("understanding", "lean") & set(words(question))) or len(content_words(question)) < 2
