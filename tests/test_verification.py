"""The support checker: edits of one fact are caught, faithful paraphrases kept."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitbot import Bot, Settings
from summitbot.bot import known_names
from summitbot.verification import NO_NAMES, Names, verify

ROOT = Path(__file__).parents[1]
EVIDENCE = [
    "Ana Rok of Arland met Bor Tamm of Borland at the Hotel Astoria in Veldes on 3 and 4 May 1990. "
    "The talks ended six hours early because the two presidents disagreed about the price of water.",
    "Arland said on 5 May 1990 that Borland had asked for free water for ten years. "
    "No treaty was signed at the Lake summit. Borland offered to close the dam at Zell. "
    "Bor Tamm rejected some of the demands. The envoy flew from Veldes to Zell.",
]
NAMES = Names.from_groups(
    [["Borland", "the Bors"], ["Ana Rok", "Rok", "the Iron Angler"], ["Bor Tamm", "Tamm"]]
)
# (evidence, faithful claim, edited claim, what the reason speaks of): every kind of edit with its twin.
TWINS = [
    # dates
    ("The bank opened on 12 June 1991.", "On June 12, 1991 the bank opened.", "On June 21, 1991 the bank opened.", "date"),
    ("The bank opened on 12 June 1991.", "The bank opened in June 1991.", "The bank opened in July 1991.", "date"),
    ("The bank opened on 12 June 1991.", "The bank opened on 1991-06-12.", "The bank opened on 1992-06-12.", "date"),
    ("The fair began on 27 May 1990. Rain ended it the next day.", "Rain ended it on 28 May 1990.", "Rain ended it on 29 May 1990.", "date"),
    # numbers
    ("Twenty-seven letters are known.", "There are 27 known letters.", "There are 37 known letters.", "number"),
    ("The talk lasted an hour and a half.", "The talk lasted 90 minutes.", "The talk lasted 70 minutes.", "number"),
    ("The loss was 2.8 billion dollars.", "The loss was $2.8 billion.", "The loss was $2.8 million.", "number"),
    ("He came two days later.", "Two days later he came.", "Two weeks later he came.", "measure"),
    ("The lunch was set for 11:55.", "Lunch was set for 11:55.", "Lunch was set for 12:55.", "number"),
    ("The second summit was in Zell.", "Zell was the place of the second summit.", "Zell was the place of the third summit.", "number"),
    ("Of the letters, 16 came from Rok and 11 from Tamm.", "16 letters came from Rok and 11 from Tamm.", "11 letters came from Rok and 16 from Tamm.", "number"),
    # persons and places
    ("The team was led by Joe Hall.", "Joe Hall led the team.", "Ben Stone led the team.", "name"),
    ("The miners met in Zell on Monday.", "On Monday the miners met in Zell.", "On Monday the miners met in Veldes.", "name"),
    ("The Danish minister abstained.", "The minister from Denmark abstained.", "The minister from Sweden abstained.", "name"),
    # denial
    ("No treaty was signed at the summit.", "At the summit a treaty was not signed.", "At the summit a treaty was signed.", "denies"),
    ("The envoy took no part in the talks.", "The envoy did not take part in the talks.", "The envoy took part in the talks.", "denies"),
    ("The text does not mention the dam.", "The dam is not mentioned in the text.", "The dam is mentioned in the text.", "denies"),
    ("The envoy signed the letter.", "The letter was signed by the envoy.", "The envoy refused to sign the letter.", "affirms"),
    # opposites, wholes, offers
    ("The union rejected the offer on Monday.", "On Monday the union rejected the offer.", "On Monday the union accepted the offer.", "accepted"),
    ("The cause remained unclear.", "The cause remained unclear to all.", "The cause remained clear.", "clear"),
    ("The bank raised its key rate.", "The key rate was raised by the bank.", "The bank cut its key rate.", "cut"),
    ("The court acquitted three of the seven defendants.", "Three of the seven defendants were acquitted by the court.", "The court acquitted all seven defendants.", "all"),
    ("Borland offered to close the dam.", "Borland made an offer to close the dam.", "Borland closed the dam.", "offered"),
    # parties and roles
    ("The union rejected the offer of the government.", "The offer of the government was rejected by the union.", "The government rejected the offer of the union.", "who"),
    ("Arland persuaded Borland to sign.", "Borland was persuaded by Arland to sign.", "Borland persuaded Arland to sign.", "who"),
    ("Germany opposed the plan, while Austria welcomed it.", "The plan was opposed by Germany and welcomed by Austria.", "Austria opposed the plan, while Germany welcomed it.", "who"),
    ("Rok said that the dam was old.", "The dam was old, said Rok.", "Tamm said that the dam was old.", "name"),
    ("A US official said that Arland was late.", "According to a US official, Arland was late.", "A Borland official said that Arland was late.", "name"),
    # order of time, direction
    ("Rok flew home before the vote.", "Before the vote Rok flew home.", "Rok flew home after the vote.", "order"),
    ("The reactor failed during a test.", "During a test the reactor failed.", "The reactor failed after a test.", "order"),
    ("The soldiers trained in Zell before going to the front.", "Before going to the front, the soldiers trained in Zell.", "After going to the front, the soldiers trained in Zell.", "order"),
    ("The train ran from Zell to Veldes.", "The train from Zell ran to Veldes.", "The train ran from Veldes to Zell.", "direction"),
    ("He became chief of staff in May 1990 and marshal in June 1991.", "In May 1990 he became chief of staff, and marshal in June 1991.", "He became marshal in May 1990 and chief of staff in June 1991.", "place"),
    # the writer
    ("The dam holds much water.", "The dam holds much water in all.", "I think that the dam holds much water.", "writes"),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "faithful"), [(t[0], t[1]) for t in TWINS])
def test_a_faithful_twin_is_kept(evidence: str, faithful: str) -> None:
    verdict = verify(faithful, [evidence])
    assert verdict.label == "supported", verdict.reasons


@pytest.mark.parametrize(("evidence", "edited", "reason"), [(t[0], t[2], t[3]) for t in TWINS])
def test_an_edit_is_caught_and_named(evidence: str, edited: str, reason: str) -> None:
    verdict = verify(edited, [evidence])
    assert verdict.label != "supported"
    assert any(reason in r for r in verdict.reasons), verdict.reasons


def test_the_faithful_claim_scores_above_the_edited_one() -> None:
    right = verify("Ana Rok met Bor Tamm in Veldes on 3 May 1990.", EVIDENCE, NAMES).score
    wrong = verify("Ana Rok met Bor Tamm in Veldes on 9 May 1990.", EVIDENCE, NAMES).score
    assert right > wrong


@pytest.mark.parametrize(
    "claim",
    [
        "Ana Rok met Bor Tamm in Veldes on 3 May 1990.",
        "The talks ended six hours early over the price of water.",
        "The Iron Angler met Tamm at the Hotel Astoria in May 1990.",
        "At the Lake summit no treaty was signed.",
        "On 5 May 1990 Arland said that Borland had asked for ten years of free water.",
        "Borland offered to close the dam at Zell.",
        "No treaty was signed at the Lake summit. The envoy flew from Veldes to Zell.",
    ],
)
def test_faithful_claims_are_supported(claim: str) -> None:
    verdict = verify(claim, EVIDENCE, NAMES)
    assert verdict.label == "supported", verdict.reasons


@pytest.mark.parametrize(
    ("claim", "label", "reason"),
    [
        ("Ana Rok met Bor Tamm in Veldes on 9 May 1990.", "contradicted", "date"),
        ("The talks ended four hours early over the price of water.", "contradicted", "number"),
        ("Ana Rok met Bor Tamm in Ljubno on 3 May 1990.", "contradicted", "ljubno"),
        ("At the Lake summit no treaty was signed by Olga Mur.", "unsupported", "olga mur"),
        ("A treaty was signed at the Lake summit.", "contradicted", "denies"),
        ("The talks did not end early over the price of water.", "contradicted", "affirms"),
        ("Bor Tamm rejected all of the demands.", "contradicted", "all"),
        ("Bor Tamm accepted some of the demands.", "contradicted", "accepted"),
        ("Borland closed the dam at Zell.", "contradicted", "offered"),
        ("The envoy flew from Zell to Veldes.", "contradicted", "direction"),
        (
            "Borland said on 5 May 1990 that Borland had asked for free water for ten years.",
            "contradicted",
            "speaker",
        ),
        ("The orchestra played a waltz in the garden of the palace.", "unsupported", "claim says"),
        ("The envoy flew from Veldes to Zell. No treaty was signed in 1970.", "unsupported", "1970"),
    ],
)
def test_edits_among_several_sentences(claim: str, label: str, reason: str) -> None:
    verdict = verify(claim, EVIDENCE, NAMES)
    assert verdict.label == label, verdict.reasons
    assert any(reason in r.lower() for r in verdict.reasons)


def test_reasons_give_both_values() -> None:
    verdict = verify("They met on 26 February 1991.", ["They met on 27 February 1991."])
    assert (
        "the date differs: 27 February 1991 in the evidence, 26 February 1991 in the claim" in verdict.reasons
    )


def test_forms_of_a_name_count_as_one() -> None:
    evidence = ["The International Water Board opened the dam."]
    names = Names.from_groups([["International Water Board", "the Lake Office"]])
    assert verify("The dam was opened by the Lake Office.", evidence, names).label == "supported"
    assert verify("The dam was opened by the Lake Office.", evidence).label != "supported"
    assert verify("The dam was opened by the IWB.", evidence).label == "supported"


def test_short_forms_in_capitals_are_not_the_small_word() -> None:
    names = Names.from_groups([["United States", "US"]])
    assert verify("It helped us.", ["The dam helped us."], names).label == "supported"
    assert verify("The US signed.", ["The United States signed."], names).label == "supported"


def test_names_come_from_the_front_matter_of_the_sources(tmp_path: Path) -> None:
    (tmp_path / "rok.md").write_text(
        "---\ntitle: Ana Rok\nkind: person\naliases: [the Iron Angler]\n---\nAna Rok fishes.\n"
    )
    (tmp_path / "broken.md").write_text("---\ntitle: [\n---\nBroken.\n")
    (tmp_path / "coverage.yaml").write_text("synonyms:\n  - [Borland, the Bors]\n  - [dinner, meal]\n")
    forms = known_names(Settings(sources=tmp_path)).forms
    assert forms[("the", "iron", "angler")] == forms[("ana", "rok")]
    assert forms[("the", "bors")] == forms[("borland",)]
    assert ("meal",) not in forms
    assert known_names(Settings(sources=tmp_path / "nowhere")) is NO_NAMES


def test_names_of_the_sources_are_read_quickly() -> None:
    begun = time.perf_counter()
    assert known_names(Settings(sources=ROOT / "sources")).forms
    assert time.perf_counter() - begun < 2


def test_every_sentence_of_the_sources_is_supported_by_its_paragraph(bot: Bot) -> None:
    for sentence in bot.corpus.sentences:
        passage = bot.corpus.passages[sentence.passage]
        verdict = verify(sentence.text, [passage.text])
        assert (verdict.label, verdict.score) == ("supported", 1.0)


WORDS = st.lists(
    st.sampled_from(
        "Rok Tamm Zell met said not no before after 3 May 1990 12 two the dam was closed by from to all".split()
    ),
    min_size=1,
    max_size=14,
).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_what_stands_in_the_evidence_is_supported(sentences: list[str], data: st.DataObject) -> None:
    claim = data.draw(st.sampled_from(sentences))
    verdict = verify(f"{claim}.", [". ".join(sentences) + "."])
    assert (verdict.label, verdict.score) == ("supported", 1.0)


@settings(max_examples=80, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=4))
def test_sentences_get_a_verdict_with_reasons_and_the_same_one_again(claim: str, evidence: list[str]) -> None:
    verdict = verify(claim, evidence, NAMES)
    assert 0.0 <= verdict.score <= 1.0
    assert verdict.reasons
    assert verdict == verify(claim, evidence, NAMES)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.lists(st.text(max_size=200), max_size=3))
def test_any_texts_get_a_verdict(claim: str, evidence: list[str]) -> None:
    verdict = verify(claim, evidence, NO_NAMES)
    assert 0.0 <= verdict.score <= 1.0
    assert verdict == verify(claim, evidence, NO_NAMES)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("", ["x"]),
        ("   ", ["x"]),
        ("…", ["x"]),
        ("It rained.", []),
        ("It rained.", [""]),
        ("It rained.", ["\x00\x07"]),
    ],
)
def test_nothing_is_supported_by_nothing(claim: str, evidence: list[str]) -> None:
    verdict = verify(claim, evidence)
    assert verdict.label == "unsupported"
    assert verdict.score == 0.0
    assert verdict.reasons


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The boats came back. " * 5000, ["The boats of Arland came back on 3 May 1990. " * 2500] * 4),
        (
            " ".join(f"Boat {n} of Arland came back on 3 May 1990." for n in range(2500)),
            [" ".join(f"The boats {n} of Arland came to Zell on 3 May 1990." for n in range(2500))],
        ),
        (", ".join(f"Alpha{n} Beta" for n in range(800)), [", ".join(f"Gamma{n} Beta" for n in range(8000))]),
        ("word " * 20_000, ["other " * 20_000]),
    ],
)
def test_long_texts_take_bounded_time(claim: str, evidence: list[str]) -> None:
    begun = time.process_time()  # of this process alone: others may be busy
    verify(claim, evidence)
    assert time.process_time() - begun < 20


def test_the_set_of_edits_is_whole() -> None:
    cases = [json.loads(line) for line in (ROOT / "evals/verification/edits.jsonl").read_text().splitlines()]
    assert len({case["id"] for case in cases}) == len(cases)
    for kind in ("edit", "paraphrase"):
        halves = [case["half"] for case in cases if case["kind"] == kind]
        assert len(halves) >= 300
        assert min(halves.count("tune"), halves.count("final")) >= 140
    assert all(case["claim"] not in case["evidence"] for case in cases)


def test_the_half_for_tuning_keeps_its_figures() -> None:
    names = known_names(Settings(sources=ROOT / "sources"))
    right: dict[str, list[bool]] = {"edit": [], "paraphrase": []}
    for line in (ROOT / "evals/verification/edits.jsonl").read_text().splitlines():
        case = json.loads(line)
        if case["half"] == "tune":
            label = verify(case["claim"], case["evidence"], names).label
            right[case["kind"]].append((label == "supported") == (case["kind"] == "paraphrase"))
    assert sum(right["edit"]) / len(right["edit"]) >= 0.95
    assert sum(right["paraphrase"]) / len(right["paraphrase"]) >= 0.95


def test_the_command(tmp_path: Path) -> None:
    base = [sys.executable, "-m", "summitbot", "verify"]
    one = [*base, "--claim", "It was in 2019.", "--evidence", "It was held in June 2018.", "--json"]
    done = subprocess.run(one, capture_output=True, text=True, check=True, cwd=tmp_path)
    said = json.loads(done.stdout)
    assert said["label"] in ("contradicted", "unsupported")
    assert said["reasons"]
    rows = [
        {"id": 1, "claim": "It rained.", "evidence": ["On Monday it rained."]},
        {"id": 2, "claim": "", "evidence": []},
        *(
            {"id": f"{n}{side}", "claim": claim, "evidence": [evidence]}
            for n, (evidence, faithful, edited, _) in enumerate(TWINS)
            for side, claim in (("kept", faithful), ("caught", edited))
        ),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    batch = [*base, "--batch", str(tmp_path / "in.jsonl"), "--output", str(tmp_path / "out.jsonl")]
    subprocess.run(batch, capture_output=True, text=True, check=True, cwd=tmp_path)
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["id"] for row in out] == [row["id"] for row in rows]
    assert [row["label"] for row in out[:2]] == ["supported", "unsupported"]
    assert all((row["label"] == "supported") == row["id"].endswith("kept") for row in out[2:])
    assert set(out[0]) == {"id", "label", "score", "reasons"}
