"""The page of the command line, from the commands themselves."""

from collections.abc import Mapping

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from docs.generator.markdown import code, page, table


def commands_of(app: typer.Typer) -> Mapping[str, TyperCommand]:
    """Return the commands of ``app`` by name, in the order in which they are declared.

    Raises:
        TypeError: ``app`` is a single command, without a name to call it by.
    """
    group = typer.main.get_command(app)
    if not isinstance(group, TyperGroup):
        raise TypeError("the command line has a single command")
    return {
        name: command
        for name, command in group.commands.items()
        if isinstance(command, TyperCommand)
    }


def commands_page(commands: Mapping[str, TyperCommand]) -> str:
    """Return the page that lists every command with its arguments and options."""
    return page(
        "Commands",
        "`make nightly` installs what is needed and runs `goldenthread nightly`. Every command "
        "is in `.venv/bin/`, and answers `--help`.",
        *(block for name, command in commands.items() for block in _command(name, command)),
    )


def _command(name: str, command: TyperCommand) -> tuple[str, str, str]:
    rows = [
        (code(_name(one)), str(getattr(one, "help", None) or ""))
        for one in command.params
        if one.name != "help"
    ]
    return f"## {name}", " ".join((command.help or "").split()), table(("given", "meaning"), rows)


def _name(parameter: object) -> str:
    if isinstance(parameter, TyperArgument):
        return (parameter.name or "").upper()
    return ", ".join(getattr(parameter, "opts", ()))
