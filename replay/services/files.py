"""Files on a web server: with ETag and Last-Modified, and 304 when nothing has changed."""

import datetime as dt
import email.utils
import hashlib
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as its host serves it; ``content_type`` is what the host says, true or not."""

    data: bytes
    content_type: str
    modified: dt.datetime

    @property
    def etag(self) -> str:
        """The tag of these very bytes."""
        return f'"{hashlib.sha256(self.data).hexdigest()[:24]}"'


def serve(request: Request, file: StoredFile) -> Response:
    """Answer with the file, or with 304 when the client has it already."""
    headers = {
        "ETag": file.etag,
        "Last-Modified": email.utils.format_datetime(file.modified, usegmt=True),
    }
    if _is_known(request, file):
        return Response(status_code=304, headers=headers)
    return Response(file.data, headers=headers | {"Content-Type": file.content_type})


def _is_known(request: Request, file: StoredFile) -> bool:
    """Decide as HTTP does: the tag counts, and the date only where no tag is sent."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return file.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return file.modified <= email.utils.parsedate_to_datetime(since)
    except ValueError:
        return False
