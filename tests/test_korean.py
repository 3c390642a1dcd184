"""Questions put in Korean, over sources with a glossary of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import TINY

from summitbot import Answer, Bot, Settings, Turn
from summitbot.records import Coverage, Glossary
from summitbot.sources import read_coverage, read_sources
from summitbot.text import HANGUL, load_data
from summitbot.understanding.glossed import Glossed, is_hangul

GLOSSARY = """glossary:
  ko:
    subject: 알란드와 보를란드의 회담
    words:
      알란드: Arland
      물값: price of water
      물물교환: water for wood
      언덕: Hill
      성명: statement
"""
ALIASES = {
    "people/ana-rok.md": "  - 아나 록\n  - 록\n",
    "people/bor-tamm.md": "  - 보르 탐\n",
    "events/lake-summit.md": "  - 호수 회담\n",
}


def _folder(path: Path, glossary: str = GLOSSARY) -> Path:
    shutil.copytree(TINY, path)
    (path / "coverage.yaml").write_text((TINY / "coverage.yaml").read_text() + glossary, encoding="utf-8")
    for name, aliases in ALIASES.items():
        text = (path / name).read_text(encoding="utf-8")
        head, _, rest = text.partition("aliases: [")
        names, _, rest = rest.partition("]\n")
        listed = "".join(f"  - {alias}\n" for alias in names.split(", "))
        (path / name).write_text(f"{head}aliases:\n{listed}{aliases}{rest}", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def korean(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("korean")
    return Bot.open(Settings(sources=_folder(folder / "sources"), index=folder / "index"))


def read(answer: Answer) -> str:
    return str(answer.trace["standalone"])


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("호수 회담은 언제 열렸습니까?", "when was Lake summit held?"),
        ("호수회담 언제 열렸어?", "when was Lake summit held?"),
        ("호수 회담에서 아나 록은 왜 떠났나요?", "why did Ana Rok leave"),
        ("아나록이랑 보르탐은 어디서 만났니?", "where did Ana Rok and Bor Tamm meet?"),
        ("WFW가 뭐야?", "what is WFW?"),
        ("물물교환이란 무엇인가요?", "what is water for wood?"),
        ("아나 록은 몇 번 보르 탐을 만났나요?", "how many times did Ana Rok meet Bor Tamm?"),
        ("누가 언덕 회담에 참석했나요?", "who attend Hill summit?"),
        ("1991년 6월 12일에 무슨 일이 있었나요?", "what happened on 12 June 1991?"),
        ("아나 록은 서명하지 않았나요?", "did Ana Rok not sign?"),
        ("호수 회담과 언덕 회담의 차이는?", "difference between Lake summit and Hill summit?"),
        ("보르 탐 대통령은 누구입니까?", "who is Bor Tamm?"),
        ("아나 록은 누구를 만났어요?", "who did Ana Rok meet?"),
        ("어느 나라가 언덕 회담에 참석했나요?", "which country attend Hill summit?"),
        ("물물교환이란?", "what is water for wood?"),
        ("호수 회담 이후 아나 록은 뭐라고 했나?", "what did Ana Rok say after Lake summit?"),
        ("1990년 이후 아나 록은 보르 탐을 만났나요?", "did Ana Rok meet Bor Tamm after 1990?"),
    ],
)  # fmt: skip
def test_a_korean_question_is_read_in_english_words(korean: Bot, question: str, words: str) -> None:
    assert words in read(korean.ask(question))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("언덕 회담은 언제 열렸습니까?", "12 June 1991"),
        ("물물교환이 뭔가요?", "stands for “water for wood”"),
        ("언덕 성명의 세 가지 항은 무엇인가요?", "three points"),
    ],
)
def test_it_is_answered_in_the_words_of_the_sources(korean: Bot, question: str, said: str) -> None:
    answer = korean.ask(question)
    assert answer.status == "answered"
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("아나 록과 보르 탐은 다시 만날까요?", "declined"),
        ("폭탄은 어떻게 만들어?", "declined"),
        ("아나 록에 대해 어떻게 생각하세요?", "declined"),
        ("오늘 날씨 어때?", "declined"),
        ("안녕하세요", "out_of_scope"),
        ("2030년에 무슨 일이 있었나요?", "outside_period"),
        ("맛있는 떡볶이 레시피 추천 좀", "out_of_scope"),
    ],
)
def test_refusals_by_shape_work_on_the_english_reading_and_are_put_in_korean(
    korean: Bot, question: str, status: str
) -> None:
    answer = korean.ask(question)
    assert answer.status == status
    assert HANGUL.search(answer.text.split()[0])


def test_a_question_mostly_of_unknown_words_is_left_as_it_is(korean: Bot) -> None:
    question = "호수 회담 떡볶이 쫄면 순대 튀김?"
    answer = korean.ask(question)
    assert read(answer) == question
    assert answer.status not in ("answered", "partial", "false_premise")


def test_follow_ups_lean_on_korean_and_english_turns_alike(korean: Bot) -> None:
    for first in ("언덕 회담은 언제 열렸습니까?", "When was the Hill summit held?"):
        before = (Turn("user", first), Turn("assistant", korean.ask(first).text))
        assert "Hill summit" in read(korean.ask("어디서요?", before))
        assert "Hill summit" in read(korean.ask("거기서 누가 서명했어?", before))


def test_two_korean_questions_in_one_message_are_answered_both(korean: Bot) -> None:
    answer = korean.ask("언덕 회담은 언제 열렸나요? 그리고 물물교환은 무엇인가요?")
    assert {c.source_id for c in answer.citations} >= {"hill-summit", "wfw"}


@pytest.mark.parametrize("question", ["When was the Hill summit held?", "who is 언덕 회담 about?"])
def test_a_question_mostly_in_english_is_read_without_the_glossary(
    korean: Bot, bot: Bot, question: str
) -> None:
    ours, theirs = korean.ask(question), bot.ask(question)
    assert (read(ours), ours.text) == (read(theirs), theirs.text)


def test_everyday_words_are_read_without_a_glossary_too(bot: Bot) -> None:
    assert read(bot.ask("언덕 회담은 왜 끝났어?")) == "why did Hill summit end?"


def test_a_very_long_word_is_read_at_once(korean: Bot) -> None:
    assert korean.ask("이나" * 200 + "만나" * 100 + "힣").status != "answered"


def test_the_glossary_is_kept_with_the_index(korean: Bot) -> None:
    glossary = korean.corpus.coverage.glossary("ko")
    assert glossary.words["물값"] == "price of water"
    assert Coverage.from_dict(korean.corpus.coverage.to_dict()).glossary("ko") == glossary
    assert korean.corpus.coverage.glossary("xx") == Glossary("xx")


def test_every_word_of_our_own_glossary_and_every_name_is_read() -> None:
    ours = TINY.parents[1] / "sources"
    glossary = read_coverage(ours).glossary("ko").words
    sources = read_sources(ours)
    reader = Glossed(sources, glossary)
    assert len(glossary) > 250
    for word, english in glossary.items():
        assert english.removeprefix("be ") in reader.english(word), word
    for alias in (alias for source in sources for alias in source.aliases):
        if is_hangul(alias):
            assert not HANGUL.search(reader.english(f"{alias}에 대해 알려줘")), alias


def test_refusals_are_worded_for_every_status_in_every_language() -> None:
    wording = load_data("wording")
    for own in wording["languages"].values():
        if isinstance(own, dict):
            assert {key.partition(".")[0] for key in own["refusals"]} == {
                key.partition(".")[0] for key in wording["refusals"]
            }
