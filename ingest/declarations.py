"""Reading what we declare: the area a night is for, and the bodies that publish in it."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import Field, ValidationError

from ingest.errors import DeclarationError
from ingest.specs import Declaration, Finding, Identifier, Publisher, SourceSpec

Declared = TypeVar("Declared", bound=Declaration)

OUR_PUBLISHERS = Path(__file__).parent / "sources" / "spend" / "publishers"


class Replay(Declaration):
    """An invented area: its publishers are started on loopback, on a faster clock."""

    seed: int
    speed: float = Field(gt=0)
    today: dt.date


class Area(Declaration):
    """What ``areas/<place>.yml`` declares: a place, its publishers and its period."""

    area_id: Identifier
    title: str
    publishers: tuple[Identifier, ...] = ()
    publishers_from: str = ""
    first_day: dt.date
    sources: tuple[Identifier, ...] | None = None
    """The sources asked, none where the list is empty.

    Where nothing is said they are all that are asked by default.
    """
    window_days: Mapping[Identifier, int] = Field(default_factory=dict)
    base_urls: Mapping[Identifier, str] = Field(default_factory=dict)
    options: Mapping[Identifier, Mapping[str, str]] = Field(default_factory=dict)
    replay: Replay | None = None

    def asks(self, spec: SourceSpec) -> bool:
        """Return whether the publishers of a source are asked for this area."""
        if self.sources is None:
            return spec.asked_by_default
        return spec.source_id in self.sources


def load_area(path: Path) -> Area:
    """Read and check an area's declaration."""
    return _checked(Area, path)


def load_publishers(area: Area, root: Path) -> dict[str, Publisher]:
    """Read the bodies that publish in ``area``, in the order of their ids.

    ``publishers_from`` names a folder below ``root`` whose every file is meant; otherwise the
    named ones of our own folder are.

    Raises:
        DeclarationError: a declaration is missing or mistaken, or two declare one body.
    """
    if area.publishers_from:
        paths = sorted((root / area.publishers_from).glob("*.yml"))
    else:
        paths = [OUR_PUBLISHERS / f"{publisher_id}.yml" for publisher_id in area.publishers]
    if area.publishers_from and not paths:
        raise DeclarationError(f"{area.publishers_from} declares no body; write one YAML a body")
    publishers: dict[str, Publisher] = {}
    for path in paths:
        publisher = _checked(Publisher, path)
        if publisher.publisher_id in publishers:
            raise DeclarationError(
                f"{path} declares {publisher.publisher_id} a second time; give each body one file"
            )
        publishers[publisher.publisher_id] = publisher
    return dict(sorted(publishers.items()))


def load_our_publishers() -> tuple[Publisher, ...]:
    """Read every body declared in our own folder, in the order of their ids.

    Raises:
        DeclarationError: a declaration is mistaken.
    """
    return tuple(_checked(Publisher, path) for path in sorted(OUR_PUBLISHERS.glob("*.yml")))


def met(publisher_id: str) -> Publisher:
    """Return what is known of a body whose files somebody has: no one is asked for more of them.

    Raises:
        DeclarationError: our own folder declares it, and the declaration is mistaken.
    """
    path = OUR_PUBLISHERS / f"{publisher_id}.yml"
    if not path.is_file():
        return undeclared(publisher_id)
    return _checked(Publisher, path).model_copy(update={"find": Finding(kind="inbox")})


def undeclared(publisher_id: str) -> Publisher:
    """Return what may be said of a body nobody has declared: nothing but its name."""
    return Publisher(
        publisher_id=publisher_id,
        title=publisher_id.replace("_", " ").capitalize(),
        is_declared=False,
    )


def _checked(kind: type[Declared], path: Path) -> Declared:
    if not path.is_file():
        raise DeclarationError(f"{path} does not exist; write it or name another")
    try:
        return kind.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise DeclarationError(f"{path} is not a {kind.__name__.lower()}: {error}") from error
