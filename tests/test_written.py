"""What a model's sentence may not do although it is near to its evidence, each way that once got through."""

from __future__ import annotations

import pytest

from summitbot.verification import Names, SupportChecker

NAMES = Names.from_groups([["North Korea", "DPRK"], ["South Korea", "Seoul"], ["the United States", "US"]])
CHECKER = SupportChecker(NAMES)
SIX = (
    "The talks were held by six states: the United States, North Korea, South Korea, China, Japan and Russia."
)
LAST = "Kim Yong Chol lost his office in April 2019 after the summit; he was seen again in public on 2 June 2019."
SAID = "Barack Obama said on 9 September 2016 that sanctions had brought North Korea to the table."

REFUSED: dict[str, tuple[str, list[str], str]] = {
    "a fact twice": ("They met on 27 and 27 February 2019.", ["They met on 27 and 28 February 2019."], "date"),
    "a number twice": (
        "North Korea wanted five of five resolutions lifted.",
        ["North Korea wanted five of eleven resolutions lifted."],
        "number",
    ),
    "a coarser date": (LAST.replace("April", "June"), [LAST], "date"),
    "a date of another clause": (
        "The summit took place on the evening of 26 February.",
        ["The summit took place on the evening of 27 February 2019; Trump had arrived on 26 February."],
        "26 February",
    ),
    "a name twice": (SIX.replace("South Korea", "China"), [SIX], "China"),
    "the doer after a conjunction": (
        "Talks began after the United States seized the North Korea ship Pueblo.",
        ["Talks began after North Korea seized the US ship Pueblo."],
        "",
    ),
    "a fact of another sentence": (
        "Kim Jong Un met Donald Trump at the Capella hotel in Hanoi.",
        ["Kim Jong Un met Donald Trump at the Capella hotel in Singapore.", "The second meeting was in Hanoi."],
        "Hanoi",
    ),
    "a word of another sentence": (
        "China cut the deliveries to 500,000 barrels a year by agreement.",
        ["China cut the deliveries to 500,000 barrels a year.", "An agreement of 1994 promised fuel."],
        "agreement",
    ),
    "would": (
        "Before the summit hardly anybody expected that it did end without any agreement.",
        ["Before the summit hardly anybody expected that it would end without any agreement."],
        "would",
    ),
    "tried": (
        "The tribunal found Jang guilty of having closed the office.",
        ["The tribunal found Jang guilty of having tried to close the office."],
        "",
    ),
    "without": (
        "The United States stopped its exercises without South Korea.",
        ["The United States stopped its exercises with South Korea."],
        "without",
    ),
    "a denial more": (
        "North Korea did not offer nothing but Yongbyon in Hanoi.",
        ["North Korea offered nothing but Yongbyon in Hanoi."],
        "denies",
    ),
    "a denial of another clause": (
        "Kim Ju Ae is not the name that Dennis Rodman gave.",
        ["Kim Ju Ae is the name that Dennis Rodman gave; North Korea has published neither her name nor her age."],
        "denies",
    ),
    "all for some": (
        "Sanctions were lifted in part, and some material would be dismantled.",
        ["Sanctions were lifted in part, and all material would be dismantled."],
        "some",
    ),
    "before for after": (
        "The announcement came more than a year after.",
        ["The announcement came more than a year before."],
        "order of time",
    ),
    "a claim told as a fact": ("Sanctions had brought North Korea to the table.", [SAID], "said"),
    "the first of two attributions": (
        "Sanctions had brought North Korea to the table; McMaster said that the policy had worked.",
        [SAID.replace(".", "; McMaster said that the policy had worked.")],
        "said",
    ),
    "the place in a row": ("The policy is to lower tension third.", ["The policy is to lower tension first."], "third"),
    "for the last time": ("They met in Hanoi for the last time.", ["They met in Hanoi."], "last"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused(kind: str) -> None:
    claim, evidence, reason = REFUSED[kind]
    verdict = CHECKER.verdict(claim, evidence)
    assert verdict.label != "supported"
    assert reason in " ".join(verdict.reasons[:-1])


KEPT: dict[str, tuple[str, list[str]]] = {
    "other form of a date": ("They met on February 27 and 28, 2019.", ["They met on 27 and 28 February 2019."]),
    "other form of a name": (SIX.replace("North Korea", "the DPRK"), [SIX]),
    "half of it": ("Kim Yong Chol lost his office in April 2019 after the summit.", [LAST]),
    "the speaker last": ("Sanctions had brought North Korea to the table, Barack Obama said on 9 September 2016.", [SAID]),
    "out of two": (
        "Kim Jong Un met Donald Trump in Singapore and gave a dinner in Hanoi.",
        ["Kim Jong Un met Donald Trump in Singapore.", "Kim Jong Un gave a dinner in Hanoi."],
    ),
    "shortened before a denial": (
        "A peace treaty is a contract that ends a war.",
        ["A peace treaty is a contract that ends a war; no peace treaty has ever been signed for the Korean War."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KEPT)
def test_what_is_kept(kind: str) -> None:
    claim, evidence = KEPT[kind]
    verdict = CHECKER.verdict(claim, evidence)
    assert verdict.label == "supported", verdict.reasons
