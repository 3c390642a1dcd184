"""Ways to say a sentence otherwise without changing what it says, by rule."""

from __future__ import annotations

import re

from corruptions import MONTH, MONTHS, SMALL, Around, Change, opened

_MONTH_ENDS = "|".join(month[-3:] for month in MONTHS)


def american_date(text: str, around: Around) -> str:
    """12 June 2018 as June 12, 2018."""
    return re.sub(rf"(?<!and )(?<!to )(?<![–-])\b(\d{{1,2}}) ({MONTH}) (\d{{4}})\b", r"\2 \1, \3", text)


def date_first(text: str, around: Around) -> str:
    """“X on 12 June 2018.” as “On 12 June 2018, X.”"""
    found = re.fullmatch(rf"([^,;:]+) (on \d{{1,2}} (?:{MONTH}) \d{{4}}|in (?:{MONTH} )?\d{{4}})\.", text)
    if found is None or re.search(r"\b(?:and|that|who|which|but|from|until)\b", text):
        return ""
    head = (
        found.group(1)
        if re.match(r"[A-Z][a-z]+(?: [A-Z]|n\b)", text)
        else found.group(1)[0].lower() + found.group(1)[1:]
    )
    head = head if not re.match(r"[a-z]+ [A-Z]", head) or head.startswith("the ") else found.group(1)
    return f"{opened(found.group(2))}, {head}."


def other_names(text: str, around: Around) -> str:
    """North Korea as the DPRK, the United States as the US."""
    changed = re.sub(
        r"(?<![–-])\bNorth Korea\b(?!['’–-])",
        "the DPRK",
        re.sub(r"(?<![–-])\b[Tt]he United States\b(?!['’–-])", "the US", text),
    )
    return opened(changed)


def speaker_last(text: str, around: Around) -> str:
    """“X said that Y.” as “Y, X said.”"""
    found = re.fullmatch(r"((?:[A-Z][\w-]+ ?|the ){1,4}(?<= )said) that ([^;:]+)\.", text)
    return opened(f"{found.group(2)}, {found.group(1)}.") if found else ""


def shorter(text: str, around: Around) -> str:
    """Without what stands behind a semicolon."""
    head = re.split(r"; ", text)[0]
    return head + "." if head != text and len(head.split()) > 5 else ""


def figures(text: str, around: Around) -> str:
    """Small numbers in words."""
    return re.sub(
        rf"(?<![.,\d–-])(?<!(?:{_MONTH_ENDS}) )\b([2-9])\b(?! (?:{MONTH}|to|and|or)\b| ?[:.,]?\d|[-–])",
        lambda m: SMALL[int(m.group()) - 2],
        text,
    )


def without_insertion(text: str, around: Around) -> str:
    """Without a description set between commas behind a name: “Moon, later president, said …”."""
    return re.sub(
        r"^((?:[A-Z][\w-]+ ?)+)(?<! ), (?:an?|the|later|then) [a-z][^,]+, (?=[a-z])", r"\1 ", text, count=1
    )


PARAPHRASES: tuple[Change, ...] = (
    american_date, date_first, other_names, speaker_last, shorter, figures, without_insertion,
)  # fmt: skip


def paraphrased(text: str, around: Around) -> str:
    """The sentence said otherwise by as many of the ways as apply; itself where none does."""
    ways = list(PARAPHRASES)
    around.random.shuffle(ways)
    for way in ways[: around.random.choice((2, 4, 7))]:
        text = way(text, around) or text
    return text
