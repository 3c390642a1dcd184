"""Questions about one of several times: the sentence of that time answers, to the month and the day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitbot import Bot, Settings

TINY = Path(__file__).parent / "tiny"
VISITS = """---
id: envoy-visits
title: The visits of the envoy Cato Lenz to Borland, 1992
kind: event
type: visit
date: 1992-05-09
end: 1992-10-07
place: Borland
parties: [Arland, Borland]
aliases: [the envoy's visits]
references: [gazette-lake-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
The envoy Cato Lenz of Arland went to Borland twice in 1992.[^gazette-lake-1990]

## Why did Cato Lenz go to Borland?

Cato Lenz went to Borland on 9 May 1992 to fetch three captured boatmen.[^gazette-lake-1990] Cato Lenz went to Borland on 7 October 1992 to settle where the bridge would stand.[^gazette-lake-1990]
"""


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("visits")
    shutil.copytree(TINY, folder / "sources")
    (folder / "sources" / "events" / "envoy-visits.md").write_text(VISITS, encoding="utf-8")
    return Bot.open(Settings(sources=folder / "sources", index=folder / "index"))


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Why did Cato Lenz go to Borland in May 1992?", "three captured boatmen"),
        ("Why did Cato Lenz go to Borland in October 1992?", "where the bridge would stand"),
        ("Why did Cato Lenz go to Borland on 7 October 1992?", "where the bridge would stand"),
        ("why did the envoy go to borland oct 1992", "where the bridge would stand"),
    ],
)
def test_the_sentence_of_the_time_asked_about_comes_first(visits: Bot, question: str, holds: str):
    answer = visits.ask(question)
    assert answer.status == "answered"
    assert holds in answer.statements[0].text
