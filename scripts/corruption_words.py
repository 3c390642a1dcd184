"""The word lists of `corruptions.py`, made without a look at those of the support checker."""

from __future__ import annotations

PLACES = (
    "Singapore", "Hanoi", "Panmunjom", "Beijing", "Geneva", "New York", "Stockholm", "Tokyo", "Berlin",
    "Moscow", "Vienna", "Kuala Lumpur", "Vladivostok", "Yongbyon", "Sentosa", "Helsinki", "Oslo",
)  # fmt: skip
# The forms of a party that can stand for each other: country, its people, its capital as a name for it.
PARTIES = (
    ("North Korea", "North Korean", "Pyongyang", "the DPRK"),
    ("South Korea", "South Korean", "Seoul", "the ROK"),
    ("the United States", "US", "Washington", "the US"),
    ("China", "Chinese", "Beijing", "the PRC"),
)
ACTS = (
    "told asked invited urged accused sent rejected gave threatened warned offered handed thanked praised "
    "blamed pressed criticised informed promised assured called answered refused visited wrote seized freed "
    "released attacked captured supplied owed paid suspended"
).split()
BASES = {
    "said": "say", "agreed": "agree", "met": "meet", "signed": "sign", "took": "take", "gave": "give", "held": "hold",
    "wrote": "write", "told": "tell", "announced": "announce", "called": "call", "sent": "send", "went": "go",
    "offered": "offer", "ended": "end", "began": "begin", "left": "leave", "made": "make", "came": "come",
    "asked": "ask", "rejected": "reject", "became": "become", "led": "lead", "travelled": "travel",
    "declared": "declare", "visited": "visit", "tested": "test", "launched": "launch", "stood": "stand",
}  # fmt: skip
OPPOSITES = (
    ("agreed", "refused"), ("accepted", "rejected"), ("began", "ended"), ("opened", "closed"), ("raised", "lowered"),
    ("praised", "criticised"), ("before", "after"), ("more", "less"), ("supported", "opposed"), ("lifted", "imposed"),
    ("suspended", "resumed"), ("public", "secret"), ("early", "late"), ("larger", "smaller"), ("failed", "succeeded"),
    ("success", "failure"), ("released", "detained"), ("with", "without"), ("allowed", "forbade"), ("joined", "left"),
)  # fmt: skip
MODAL = (
    (r"\b(?:claimed|alleged|asserted|suggested)\b", "proved"),
    (
        r"\b(?:offered|proposed|promised|agreed|planned|threatened|wanted|hoped|tried|pledged|intended) to (?=(?!(?:the|an?|one|its|his)\b)[a-z]+\b)",
        "did ",
    ),
    (r"\bwould (?=(?!be\b|have\b)[a-z]+\b)", "did "),
    (r"\b(?:may|might|could) (?=(?!be\b|have\b)[a-z]+\b)", "will "),
    (r"\bproposed (?=an?\b|the\b)", "agreed on "),
    (r"\b(?:demanded|asked for|called for|wanted) (?=an?\b|the\b)", "received "),
    (r"\breportedly ", ""),
)
WHOLE = ((r"\bsome of the\b", "all of the"), (r"\bmost of\b", "all of"), (r"(?<!at )(?<!above )\ball\b(?! of|”|\")", "some"), (r"\bsome\b", "all"),
          (r"\bmany\b", "all"), (r"\bpart of\b", "all of"), (r"\bpartly\b", "fully"),
          (r"\bevery\b", "hardly any"))  # fmt: skip
SAYS = r"(?:said|says|announced|claimed|declared|stated|reported)"
DETAILS = (
    "in exchange for the lifting of sanctions", "with the approval of the Senate", "after a vote in parliament",
    "under pressure from China", "despite the objections of South Korea", "in front of the world's press",
    "and apologised for it later", "as had been agreed in Singapore", "for the last time",
    "at the request of Pyongyang", "and nobody took notice", "in the presence of inspectors",
    "which made both sides angry", "and paid for it in cash", "on the advice of the CIA",
)  # fmt: skip
TALES = (
    "{name} promised to destroy all weapons within a year.",
    "{name} left for home in a helicopter.",
    "{name} was awarded the Nobel Peace Prize for it.",
    "{name} later called it the greatest mistake of all.",
    "{name} had planned it with the government of China.",
    "{name} refused to speak to the press about it.",
    "The visit cost {name} the next election.",
    "In return {name} received two billion dollars.",
)
