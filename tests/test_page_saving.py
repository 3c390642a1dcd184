"""A saved talk: what JSON and Markdown hold of it, down to the records behind each citation."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from looks import ask, opened
from test_page_browser import HOSTILE, QUESTION, UNKNOWN, browser, home, pytestmark, slow

__all__ = ["browser", "home", "pytestmark", "slow"]


def saved(page: Any, form: str) -> str:
    """The file that the page gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name=form).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_json_holds_the_records_behind_every_citation(browser: Any, home: str) -> None:
    with opened(browser, home) as page:
        ask(page, QUESTION)
        ask(page, "What is the best recipe for apple pie?")
        told = json.loads(saved(page, "JSON"))
    assert told["schema"] == 1
    first, second = told["exchanges"]
    assert (first["question"], first["status"]) == (QUESTION, "answered")
    assert first["statements"][0]["citations"] == [1]
    cited = first["citations"][0]
    assert cited["quote"] == first["statements"][0]["text"]
    assert cited["address"] == f"{home}sources/{cited['source_id']}?start={cited['start']}&end={cited['end']}"
    for citation in first["citations"]:
        assert [r["title"] for r in citation["references"]]
        assert {"key", "title", "publisher", "date", "url", "party"} <= citation["references"][0].keys()
    assert first["corpus"]["fingerprint"]
    assert (second["statements"], second["citations"]) == ([], [])
    assert second["text"]


def test_markdown_has_footnotes_with_records_and_each_name_once(browser: Any, home: str) -> None:
    with opened(browser, home) as page:
        ask(page, QUESTION)
        ask(page, "Where was the Hill summit held?")
        text = saved(page, "Markdown")
        record = page.evaluate(
            "JSON.parse(document.querySelector('.answer').dataset.behind).citations[0].references[0]"
        )
    assert f"## {QUESTION}" in text
    names = re.findall(r"^\[\^([^\]]+)\]: ", text, re.M)
    assert {"1-1", "2-1"} <= set(names)
    assert len(names) == len(set(names))
    assert set(re.findall(r"\[\^([^\]]+)\](?!:)", text)) == set(names), "every mark has its note"
    note = next(line for line in text.splitlines() if line.startswith("[^1-1]: "))
    assert f"<{home}sources/lake-summit?start=" in note
    assert record["publisher"].replace("-", r"\-") in note


def test_what_a_refusal_quoted_is_saved_as_no_answer(browser: Any, home: str) -> None:
    with opened(browser, home) as page:
        ask(page, UNKNOWN)
        told = json.loads(saved(page, "JSON"))["exchanges"][0]
        text = saved(page, "Markdown")
    near = told["nearest"][0]
    assert (told["statements"], told["citations"]) == ([], [])
    assert told["offered"] == "Closest in the sources — not an answer"
    assert near["address"] == f"{home}sources/lake-summit?start={near['start']}&end={near['end']}"
    assert r"**Closest in the sources — not an answer**" in text
    assert f"- “{near['quote']}” — The Lake summit" in text
    assert f"<{near['address']}>" in text


def test_hostile_words_mean_nothing_in_markdown(browser: Any, home: str) -> None:
    with opened(browser, home) as page:
        ask(page, f"What does the sign on the Zell bridge read? {HOSTILE}")
        text = saved(page, "Markdown")
    assert r"\<img src=x" in text
    assert not re.search(r"(?<!\\)<(?!http)", text)
