"""Does a sentence hold the kind of thing that a question asks for?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from summitbot.text import fold, load_data, words

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b|\b{_MONTH}\.? \d{{1,2}}\b|\b{_MONTH},? \d{{4}}\b|\b(?:1\d|20)\d\d\b|\b\d{{3,4}}s\b|\bcentury\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|fifteen|twenty|thirty|forty|fifty|"
    r"hundreds?|thousands?|millions?|billions?|half|third|quarter|once|twice|several|no|none|all|single|both|pair|couple)\b",
    re.I,
)
_DURATION = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|a|an|half|several|few)\b)[\w ,.-]{0,20}?"
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies))\b|\b(?:until|since|from .{1,40} to)\b",
    re.I,
)
_PLACE = re.compile(
    r"\b(?:in|at|on|near|to|from|of|outside|inside|across|along)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}?[A-Z]\w+"
)
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|so that|in order to|reasons?|therefore|as a result|result(?:ed)? (?:in|from)|caused?|led to|"
    r"blamed|over|after|demand(?:ed|s)?|wanted|sought|insisted|refused|disagree\w*|failed|could not|in response|"
    r"account|explain\w*|argu\w*|to (?:avoid|prevent|protect|make|get|give|show|ease|press|win|keep))\b",
    re.I,
)
_DEFINITION = re.compile(
    r"\b(?:is|was|are|were) (?:a|an|the|North|South|one)\b|\bstands? for\b|\bmeans?\b|\brefers? to\b|\bname(?:d)? for\b|\bcalled\b|\bknown as\b"
)
_SPEECH = re.compile(
    r"[“\"]|\b(?:said|says|told|called|stated|announced|declared|claimed|wrote|described|argued|insisted|warned|promised|"
    r"thanked|praised|denied|rejected|accused|according to|explained|proposed|demanded|asked|replied|testified|tweeted)\b"
)
_PERSON = re.compile(
    r"\b[A-Z][\w’'.-]+(?: (?:[A-Z][\w’'.-]*|of|de|von|van|the))* ?[A-Z][\w’'-]+|\b[A-Z][a-z]+\b"
)


def type_fit(kind: str, sentence: str, asked_names: Sequence[str]) -> int:
    """1 when the kind asked for is there, -1 when it is missing, 0 when the kind sets no type."""
    if kind in ("who", "list"):
        return 1 if _new_name(sentence, asked_names) else (-1 if kind == "who" else 0)
    test = _TESTS.get(kind)
    if test is None:
        return 0
    return 1 if test.search(sentence) else -1


def detail_fit(question: str, sentence: str) -> int:
    """`type_fit` for the finer kinds of `data/details.json`, an age, a price, a duration: 1 told, -1 missing, 0 none asked for."""
    asked = _details_asked(question)
    if not asked:
        return 0
    return 1 if any(told.search(sentence) for told in asked) else -1


@lru_cache(maxsize=256)
def _details_asked(question: str) -> tuple[re.Pattern[str], ...]:
    """What would tell the details that a question asks for, kept (it is held against every candidate)."""
    return tuple(told for form, told in _details() if form.search(fold(question)))


@cache
def _details() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    kinds = load_data("details")["kinds"].values()
    return tuple((re.compile(k["asked"], re.I), re.compile(k["told"], re.I)) for k in kinds)


def _new_name(sentence: str, asked: Sequence[str]) -> bool:
    for match in _PERSON.finditer(sentence):
        fresh = [w for w in words(match.group()) if w not in asked]
        if fresh and (match.start() > 0 or len(fresh) > 1):
            return True
    return False


_TESTS = {
    "when": _DATE,
    "where": _PLACE,
    "how_many": _NUMBER,
    "how_long": _DURATION,
    "why": _REASON,
    "definition": _DEFINITION,
    "what_said": _SPEECH,
}
