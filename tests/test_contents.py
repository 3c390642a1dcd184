"""What a document holds: all of its points as a list, over small sources made here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitbot import Answer, Bot, Settings

TINY = Path(__file__).parent / "tiny"
REF = "[^gazette-lake-1990]"


def document(id_: str, title: str, aliases: str, place: str, sections: dict[str, str]) -> str:
    """The source of a document that Ana Rok and Bor Tamm signed."""
    body = "".join(f"\n## {heading}\n\n{text}\n" for heading, text in sections.items())
    return (
        f"---\nid: {id_}\ntitle: {title}\nkind: document\ntype: agreement\ndate: 1991-06-20\nplace: {place}\n"
        f"people: [ana-rok, bor-tamm]\nparties: [Arland, Borland]\naliases: [{aliases}]\n"
        f"references: [gazette-lake-1990]\nas_of: 2026-01-01\nreviewed: 2026-01-01\n---\n"
        f"The {aliases} is a paper that the two leaders signed at {place} on 20 June 1991.{REF}\n{body}"
    )


def items(*texts: str) -> str:
    """Sentences as a list."""
    return "\n".join(f"- {text}{REF}" for text in texts)


MILL = document(
    "mill-accord",
    "The Mill accord, 20 June 1991",
    "Mill accord",
    "Zellbrook",
    {
        "What does the Mill accord say?": f"The Mill accord has three points.{REF}\n\n"
        + items(
            "Point one of the Mill accord opens the weirs to both countries.",
            "Point two of the Mill accord returns the stolen millstones.",
            "Point three of the Mill accord sets a toll on grain.",
        ),
        "What does the Mill accord say about eels?": f"The Mill accord protects eels in the lower weirs.{REF}",
        "What does the Mill accord leave out?": f"The Mill accord does not promise a price for flour.{REF}",
        "How did the millers see the Mill accord?": f"The millers promised in the pubs to break the Mill accord.{REF}",
    },
)
FERRY = document(
    "ferry-pact",
    "The Ferry pact, 20 June 1991",
    "Ferry pact",
    "Oxhaven",
    {
        "What did Arland promise in the Ferry pact?": items(
            "Arland promised two ferries by the spring of 1992.",
            "Arland promised to dredge the harbour of Oxhaven.",
        ),
        "What did Borland promise in the Ferry pact?": items(
            "Borland promised to pay the pilots.", "Borland promised to light the pier."
        ),
        "Why did the Ferry pact fail?": f"The Ferry pact failed because the pilots wanted more.{REF}",
    },
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The tiny corpus with two documents more."""
    home = tmp_path_factory.mktemp("papers")
    shutil.copytree(TINY, home / "sources")
    (home / "sources" / "documents").mkdir()
    for id_, text in (("mill-accord", MILL), ("ferry-pact", FERRY)):
        (home / "sources" / "documents" / f"{id_}.md").write_text(text)
    return Bot.open(Settings(sources=home / "sources", index=home / "index"))


def points(answer: Answer) -> list[str]:
    """The statements of a list."""
    assert answer.layout == "list", answer.text
    return [statement.text for statement in answer.statements]


@pytest.mark.parametrize(
    "question",
    [
        "What did the Mill accord promise?",
        "what's in the Mill accord",
        "Main terms of the Mill accord",
        "What did the paper signed at Zellbrook say, point by point?",
        "What did Ana Rok and Bor Tamm agree in the Mill accord?",
        "give me the gist of the mill accord",
    ],
)
def test_all_points_of_a_document_in_order(papers: Bot, question: str) -> None:
    told = points(papers.ask(question))
    assert told[0] == "The Mill accord has three points."
    assert [text.split(" of ")[0] for text in told[1:]] == ["Point one", "Point two", "Point three"]


def test_the_promises_of_each_party_are_the_contents_where_none_tells_the_whole(papers: Bot) -> None:
    told = points(papers.ask("What were the terms of the Ferry pact?"))
    assert [text.split(" promised")[0] for text in told] == ["Arland", "Arland", "Borland", "Borland"]


def test_the_promises_of_one_party_are_its_own(papers: Bot) -> None:
    told = points(papers.ask("What did Borland promise in the Ferry pact?"))
    assert told == ["Borland promised to pay the pilots.", "Borland promised to light the pier."]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What does the Mill accord say about eels?", "eels"),
        ("What does the Mill accord leave out?", "flour"),
    ],
)
def test_one_thing_in_a_document_is_not_all_of_it(papers: Bot, question: str, told: str) -> None:
    assert told in papers.ask(question).statements[0].text
