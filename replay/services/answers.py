"""Answers that several publishers give in the same form."""

import base64
import binascii
import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

RATE_TEXT = "Rate limit of 12 exceeded. Please retry after 120 seconds."
_CURSOR = re.compile(r"[A-Za-z0-9=]{1,300}")


def too_often(*, with_retry_after: bool = True, status: int = 429) -> Response:
    """Refuse a request because there were too many."""
    headers = {"Retry-After": "120"} if with_retry_after else {}
    return PlainTextResponse(RATE_TEXT, status_code=status, headers=headers)


def json_text(text: str, status: int = 200) -> Response:
    """Answer with JSON that is already written."""
    return Response(
        text,
        status_code=status,
        media_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def write_cursor(parts: Mapping[str, str]) -> str:
    """Write a cursor as both notice services do: base64 of ``name=value`` pairs."""
    joined = "|".join(f"{name}={value}" for name, value in parts.items())
    return base64.b64encode(joined.encode()).decode()


def read_cursor(text: str) -> int | None:
    """Return the key in a cursor; None when it is not one."""
    if not _CURSOR.fullmatch(text):
        return None
    try:
        decoded = base64.b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    found = re.search(r"nextCursor=(\d+)$", decoded)
    return int(found[1]) if found else None


def address(request: Request) -> str:
    """Return the address that was asked, without its parameters."""
    return f"{request.url.scheme}://{request.url.netloc}{request.url.path}"
