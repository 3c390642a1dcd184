"""A page of ours as an entry of a bibliography: Chicago (notes and bibliography, 17th edition), BibTeX, plain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summitbot.surfaces.ui.dates import in_words

_SPECIAL = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {sign: f"\\{sign}" for sign in "&%$#_{}"}
)


@dataclass(frozen=True)
class Entry:
    """What is cited: a page's key, title and address, the site that it stands on, the ISO date of its last review
    or making, and the version of the corpus."""

    key: str
    title: str
    address: str
    site: str
    date: str | None = None
    version: str = ""


def chicago(entry: Entry) -> str:
    """Title, site, date and address, as the manual has it for a page without an author.

    >>> chicago(Entry("a", "The Lake summit", "http://x/a", "summitbot", "1990-05"))
    '“The Lake summit.” summitbot. May 1990. http://x/a.'
    """
    parts = [f"“{_closed(entry.title)}” {entry.site}.", _dated(entry), _version(entry), f"{entry.address}."]
    return " ".join(part for part in parts if part)


def bibtex(entry: Entry) -> str:
    """An entry `@misc`, special characters written as LaTeX has them."""
    fields = {
        "title": f"{{{_latex(entry.title)}}}",
        "howpublished": _latex(entry.site),
        "year": (entry.date or "")[:4],
        "note": _latex(" ".join(part for part in (_dated(entry), _version(entry)) if part)),
        "url": re.sub(r"[{}\\\s]", "", entry.address),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{re.sub(r'[^A-Za-z0-9-]+', '-', entry.key)},\n" + ",\n".join(lines) + "\n}"


def plain(entry: Entry) -> str:
    """One line for a mail or a caption."""
    return ", ".join(part for part in (entry.title, entry.site, in_words(entry.date), entry.address) if part)


def citations(entry: Entry) -> list[tuple[str, str]]:
    """The three forms, each with its name."""
    return [("chicago", chicago(entry)), ("bibtex", bibtex(entry)), ("plain", plain(entry))]


def _closed(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."


def _dated(entry: Entry) -> str:
    return f"{in_words(entry.date)}." if entry.date else ""


def _version(entry: Entry) -> str:
    return f"Corpus {entry.version}." if entry.version else ""


def _latex(text: str) -> str:
    return text.translate(_SPECIAL)
