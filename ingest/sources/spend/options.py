"""An area's own settings for the source: what nobody has measured is a setting, with a guess."""

from ingest.errors import DeclarationError
from ingest.model import Context


def count_option(context: Context, name: str, usual: int) -> int:
    """The whole number an area sets for ``name``, or the usual one.

    Raises:
        DeclarationError: the area sets something else than a number above nothing.
    """
    said = context.options.get(name)
    if said is None:
        return usual
    if not said.isdecimal() or int(said) < 1:
        raise DeclarationError(f"options.spend.{name} is {said!r}; give a number above nothing")
    return int(said)
