"""What the two commands on lists do, and how they say it."""

from pathlib import Path

from rich.console import Console

from ingest.errors import DeclarationError
from pipelines.lists.check import check_list
from pipelines.lists.template import ListKind, template

FOLDER = "inbox/lists_by_hand/"


def write_template(kind: ListKind, out: Path | None, console: Console) -> None:
    """Write the template of a kind of list to a file, or to the screen.

    Raises:
        DeclarationError: the file is there already.
    """
    if out is None:
        console.out(template(kind), end="", highlight=False)
        return
    if out.exists():
        raise DeclarationError(f"{out} is there already; name another file, or remove it first")
    out.write_text(template(kind), "utf-8", newline="")
    console.print(f"Fill in {out} and put it into {FOLDER}", highlight=False, markup=False)


def show_checked(path: Path, console: Console) -> int:
    """Say what is wrong with a list, line by line; 1 where a line would be rejected.

    Raises:
        ListFileError: the file is no list.
    """
    checked = check_list(path)
    for finding in checked.findings:
        console.print(f"{path}:{finding.line} {finding.fault.text}",
                      soft_wrap=True, highlight=False, markup=False)  # fmt: skip
    for line in checked.named_only:
        console.print(
            f"{path}:{line} has no identifier: it will be counted as named and matched to nobody",
            soft_wrap=True, highlight=False, markup=False,
        )  # fmt: skip
    wrong = len({finding.line for finding in checked.findings})
    console.print(f"{checked.entries} lines stand, {wrong} would be rejected.", highlight=False)
    if checked.is_sound:
        console.print(f"Put it into {FOLDER}", highlight=False)
    return 0 if checked.is_sound else 1
