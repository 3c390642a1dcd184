"""Two questions in one message: where the second one begins."""

from __future__ import annotations

import re

from summitbot.kinds import pattern
from summitbot.text import content_words, fold, load_data, word_set, words


def split_question(text: str, most: int = 3, whole: str = "") -> tuple[str, ...]:
    """The questions of a message in order; the message alone (or as it is in `whole`) where it holds one.

    >>> split_question("Where was it held, and why did it end early?")
    ('Where was it held?', 'why did it end early?')
    """
    whole = whole or text
    text = without_preamble(without_manner(without_courtesy(text)))
    if pattern("two_sides").search(fold(text)) or re.search(
        load_data("following")["fronted_thing"]["pattern"], text
    ):
        return (whole,)
    cuts = [match.start() for match in pattern("second_question").finditer(text) if match.start() > 0]
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    parts = tuple(pattern("joint").sub("", piece).strip(" ,;.?!") for piece in pieces)
    if not 1 < len(parts) <= most or not all(_asks(main_question(part)[0]) for part in parts):
        return (whole,)
    return tuple(f"{part}?" for part in parts)


def without_courtesy(text: str) -> str:
    """A message without its greeting, its thanks, and what it is wanted for; as it is where nothing else is left.

    >>> without_courtesy("Hi there! For my homework I need to know when it was signed. Thanks, Ann")
    'when it was signed.'
    """
    bare = text
    for key in ("thanks", "hello", "frame", "wondering"):
        bare = re.sub(load_data("following")[key]["pattern"], "", bare, count=1).strip()
    return bare if content_words(bare) or (text.endswith("?") and bare) else text


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
    """The one question of a message, and the rest of the message; (text, '') where it can't be told.

    A preamble that runs into the question belongs to the rest. What somebody says is asked for its truth, a doubt
    between two for the right one.

    >>> main_question("Is the war over? My teacher says no.")
    ('Is the war over?', 'My teacher says no.')
    >>> main_question("My teacher says the war is over, is she right?")
    ('Is it true that the war is over?', '')
    >>> main_question("Hill accord: what each side promised?")
    ('Hill accord, what each side promised?', '')
    """
    text = without_manner(without_courtesy(text)).strip()
    if said := re.search(load_data("following")["claim"]["pattern"], text):
        return f"Is it true that {said['claim']}?", ""
    if torn := re.search(load_data("following")["unsure"]["pattern"], text):
        return f"Was it {torn['choice']}", ""
    bare = without_preamble(text)
    before = text[: len(text) - len(bare)].strip()
    pieces = [piece for piece in re.split(r"(?<=[.?!;:])\s+", bare) if piece.strip()]
    asking = [n for n, piece in enumerate(pieces) if piece.endswith("?") or pattern("asks").search(piece)]
    if before and pieces:
        asking = asking[:1] or [0]
    if len(asking) != 1 or (len(pieces) < 2 and not before):
        return _closing_question(text)
    at = asking[0]
    topic = at - 1 if at and _is_topic(pieces[at - 1]) and not leans(pieces[at]) else at
    main = pieces[at] if topic == at else f"{pieces[topic].rstrip(': ')}, {pieces[at]}"
    return main, " ".join([*filter(None, [before]), *pieces[:topic], *pieces[at + 1 :]])


def _is_topic(piece: str) -> bool:
    """Does a piece before a colon only name what the question is about ('The Hill accord:')?"""
    spoken = words(piece)
    rule = load_data("following")["topic"]
    return (
        piece.endswith(":")
        and len(spoken) <= rule["most"]
        and word_set("following", "topic").isdisjoint(spoken)
    )


def _closing_question(text: str) -> tuple[str, str]:
    """The question that a story of one sentence comes to, and the story."""
    found = re.search(load_data("following")["closing_question"]["pattern"], text)
    if not found or not re.search(load_data("following")["own_story"]["pattern"], text[: found.start()]):
        return text, ""
    return text[found.end() :], text[: found.start()]


def leans(question: str) -> bool:
    """Does a question point back, or say too little to be asked alone?"""
    return bool(word_set("understanding", "lean") & set(words(question))) or len(content_words(question)) < 2
