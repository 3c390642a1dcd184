"""What readers leave behind: answers frozen under a permalink, and feedback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, HTTPException, Path
from fastapi.responses import JSONResponse, Response

from summitbot.bot import Bot
from summitbot.errors import UsageError
from summitbot.keeping import Keeper, Thawed
from summitbot.ledger import Feedback
from summitbot.surfaces.api.desk import Desk
from summitbot.surfaces.api.shapes import Asked, Judged, Kept, Receipt, problems

Permalink = Annotated[str, Path(pattern=r"^[0-9a-f]{20}$", description="The id of a frozen answer.")]
T = TypeVar("T")
TAKEN = (400, 413, 415, 422, 429, 500, 503, 504)


def kept_routes(bot: Bot, desk: Desk, keeper: Keeper) -> APIRouter:
    """Freezing, looking up, judging."""
    router = APIRouter(prefix="/api/v1", tags=["kept"])

    @router.post("/answers", response_model=Kept, status_code=201, responses=problems(*TAKEN))
    async def freeze(asked: Asked) -> Response:
        """Freeze the answer to a question under a permalink. The question is asked once more for it."""

        def work() -> Thawed:
            if len(asked.question) > bot.settings.max_question:
                raise UsageError("The question is too long to be kept. Ask a shorter one.")
            return keeper.thaw(keeper.freeze(asked.question, asked.turns).id)

        thawed = await desk.run(_usable, work)
        return JSONResponse(_kept(thawed), 201, {"Location": f"/api/v1/answers/{thawed.frozen.id}"})

    @router.get("/answers/{permalink}", response_model=Kept, responses=problems(404, 422, 429, 500, 503))
    async def frozen(permalink: Permalink) -> Response:
        """A frozen answer, and what became of its sources since."""
        try:
            return JSONResponse(_kept(await desk.run(keeper.thaw, permalink)))
        except UsageError as error:
            raise HTTPException(404, str(error)) from None

    @router.post("/feedback", response_model=Receipt, status_code=201, responses=problems(*TAKEN))
    async def feedback(judged: Judged) -> Response:
        """Judge the answer to a question, or a citation of it. The question itself is kept only if the
        server is set to."""

        def work() -> Feedback:
            answer = bot.ask(judged.question, judged.turns)
            return keeper.judge(judged.verdict, judged.question, answer, judged.citation, judged.comment)

        kept = await desk.run(_usable, work)
        return JSONResponse({"id": kept.id}, 201)

    return router


def _usable(work: Callable[[], T]) -> T:
    """What `work` gives; what was asked for wrongly is a field that is wrong."""
    try:
        return work()
    except UsageError as error:
        raise HTTPException(422, str(error)) from None


def _kept(thawed: Thawed) -> dict[str, object]:
    frozen = thawed.frozen
    return {
        "id": frozen.id,
        "made": frozen.made,
        "question": frozen.question,
        "answer": frozen.answer.to_dict(),
        "changed": list(thawed.changed),
        "gone": list(thawed.gone),
        "moved": list(thawed.moved),
    }
