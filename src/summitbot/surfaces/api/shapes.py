"""What the API takes and gives beside the nouns of `summitbot.records`, for checking and for OpenAPI."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from summitbot.keeping import LONGEST_COMMENT
from summitbot.ledger import Judgement
from summitbot.records import Answer, Turn

MOST_MESSAGES = 200
LONGEST_MESSAGE = 20_000


def _whole(text: str) -> str:
    """JSON can carry half a character, which is no text and can be written nowhere."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("Half a character (a lone surrogate) is no text") from None
    return text


Words = Annotated[str, AfterValidator(_whole)]
Text = Annotated[Words, Field(max_length=LONGEST_MESSAGE)]
_EXAMPLE: dict[str, Any] = {
    "question": "Why did it end early?",
    "history": [
        {"role": "user", "content": "Where was the Lake summit held?"},
        {"role": "assistant", "content": "It was held in Veldes."},
    ],
}


class Message(BaseModel):
    """One message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: Text


class Asked(BaseModel):
    """A question and what was said before it. Too long a question is an answer of the status `invalid`."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    question: Annotated[Words, Field(description="The question, as the reader wrote it.")]
    history: Annotated[list[Message], Field(max_length=MOST_MESSAGES)] = []

    @property
    def turns(self) -> list[Turn]:
        """The messages before the question, as the bot reads them."""
        return [Turn(message.role, message.content) for message in self.history]


class Judged(Asked):
    """What a reader thinks of the answer to a question, or of one of its citations."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [_EXAMPLE | {"verdict": "right", "citation": 1, "comment": ""}]}
    )

    verdict: Judgement
    citation: Annotated[
        int | None, Field(ge=1, le=10_000, description="The number of the citation meant.")
    ] = None
    comment: Annotated[Words, Field(max_length=LONGEST_COMMENT)] = ""


class Found(BaseModel):
    """A passage near a query."""

    rank: int
    source_id: str
    title: str
    section: str
    passage_id: str
    start: int
    end: int
    text: str
    score: float


class Search(BaseModel):
    """The passages nearest to a query, best first."""

    query: str
    hits: list[Found]


class SourceLine(BaseModel):
    """A source without its text."""

    id: str
    title: str
    kind: str
    type: str
    date: str | None
    end: str | None
    place: str | None
    people: list[str]
    parties: list[str]
    as_of: str | None
    page: Annotated[str, Field(description="Where its page is, below the server's address.")]


class SourceList(BaseModel):
    """A stretch of the sources, and how many there are in all."""

    total: int
    sources: list[SourceLine]


class Kept(BaseModel):
    """A frozen answer. `changed` and `gone` are sources cited, or quoted beside a refusal, that read otherwise now or are no
    more, `moved` the numbers of citations whose quote stands in its source no longer."""

    id: str
    made: str
    question: str
    answer: Answer
    changed: list[str]
    gone: list[str]
    moved: list[int]


class Receipt(BaseModel):
    """Under which id feedback was kept; `summitbot feedback forget ID` removes it."""

    id: str


class Coverage(BaseModel):
    """What the sources cover."""

    subject: str
    start: str | None
    end: str | None
    leaves_out: list[str]
    starters: list[str]


class Problem(BaseModel):
    """What is wrong and what to do next (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Not Found",
                    "status": 404,
                    "detail": "There is no source of that name. Ask the question again.",
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The entries of the OpenAPI document for the errors that a route may give."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    texts = {
        400: "The body is no JSON.",
        404: "There is none of that name.",
        413: "The body is too large.",
        415: "The body is not said to be JSON.",
        422: "A field is wrong; the detail names it.",
        429: "Too many requests; Retry-After says when to come back.",
        500: "Something went wrong on the server.",
        503: "Too many questions at once, or a part is out of order; Retry-After may say when to come back.",
        504: "The question took too long.",
    }
    return {status: {"description": texts[status], "content": content} for status in statuses}
