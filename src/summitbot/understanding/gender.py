"""Whether 'he' or 'she' is said of a person, as that person's source tells it."""

from __future__ import annotations

import re
from functools import cache

from summitbot.records import Source
from summitbot.text import fold, load_data

_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
# An alias ("the president's sister") says it of the person alone; a sentence may speak of somebody else.
_BY_ALIAS = 5


@cache
def _patterns(gender: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns, pronouns = (load_data("following")["gender"][f"{gender}_{part}"] for part in ("nouns", "pronouns"))
    return re.compile(rf"\b(?:{'|'.join(nouns)})$"), re.compile(rf"\b(?:{'|'.join(pronouns)})\b")


def gender_of(source: Source) -> str:
    """'he' or 'she' as a person's aliases, offices and text tell it, '' where they don't."""
    count = {}
    aliases = [fold(name) for name in (*source.aliases, *(role for role, _, _ in source.roles))]
    text = fold(_QUOTED.sub(" ", source.text))
    for gender in ("he", "she"):
        noun, pronoun = _patterns(gender)
        called = sum(bool(noun.search(alias)) for alias in aliases)
        count[gender] = _BY_ALIAS * called + len(pronoun.findall(text))
    if count["he"] == count["she"]:
        return ""
    return max(count, key=lambda g: count[g])
