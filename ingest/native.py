"""The modules that every release passes through, built as native code where that can be done.

They are Python either way, and say the same either way; native they are faster (decision 0023).
``python -m ingest.native`` builds them where they stand, unless they are. Where nothing can be
built, for want of a C compiler or of Python's headers, it says so, and they run as they are.
"""

import hashlib
import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

MODULES = ("json_text", "rows", "derived", "plan", "flatten", "merge")
"""Of ``ingest.ocds``: what touches every object of every release."""

FOLDER = Path(__file__).with_name("ocds")
STAMP = FOLDER / "native.sha256"
"""Holds what the sources were when they were built."""
_SHARED = "native__mypyc"
"""Beside a file for each module there is one with the code of all, named by mypyc."""


class NothingBuiltError(Exception):
    """Native code could not be built; says why."""


def check() -> None:
    """Hold native code to its sources: else one would be read and the other would run.

    Raises:
        ImportError: a source was changed since they were built, or not all of it is there.
    """
    if any(_built()) and not is_current():
        raise ImportError(
            f"what is built below {FOLDER} is not what its sources say: run `make`, or "
            "`python -m ingest.native`"
        )


def is_current() -> bool:
    """Return whether everything is built, from the sources as they are."""
    files = [FOLDER / f"{name}{EXTENSION_SUFFIXES[0]}" for name in (*MODULES, _SHARED)]
    return (
        all(file.exists() for file in files)
        and STAMP.exists()
        and STAMP.read_text("utf-8") == _digest()
    )


def build(scratch: Path) -> None:
    """Build the modules where they stand; what lies between goes to ``scratch``.

    Raises:
        NothingBuiltError: something is missing, the compiler failed, or a source was changed
            meanwhile.
    """
    clear()
    if lacking := missing():
        raise NothingBuiltError(f"{lacking} is missing")
    from setuptools.errors import BaseError, CCompilerError

    before = _digest()
    try:
        _compile(scratch)
    except (BaseError, CCompilerError) as error:
        clear()
        raise NothingBuiltError(str(error)) from error
    if _digest() != before:
        clear()
        raise NothingBuiltError("a source was changed meanwhile")
    STAMP.write_text(before, "utf-8")


def _compile(scratch: Path) -> None:
    from mypyc.build import mypycify
    from setuptools import Distribution

    options = ["--config-file=", "--follow-imports=silent", "--ignore-missing-imports"]
    extensions = mypycify(
        [*options, f"--cache-dir={scratch / 'types'}", *map(str, _sources())],
        opt_level="3",
        group_name="ingest.ocds.native",
        target_dir=str(scratch),
    )
    command = Distribution({"ext_modules": extensions}).get_command_obj("build_ext")
    command.inplace = True
    command.build_temp = command.build_lib = str(scratch)
    command.ensure_finalized()
    command.run()


def clear() -> None:
    """Take away what was built."""
    for path in _built():
        path.unlink()
    STAMP.unlink(missing_ok=True)


def missing() -> str:
    """Return what is missing that building needs; empty if nothing is."""
    compiler = str(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"the C compiler {compiler}"
    if not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        return "the header Python.h"
    return "" if find_spec("mypyc") else "the package mypy"


def _sources() -> list[Path]:
    return [FOLDER / f"{name}.py" for name in MODULES]


def _digest() -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in _sources())).hexdigest()


def _built() -> Iterator[Path]:
    for suffix in EXTENSION_SUFFIXES:
        yield from FOLDER.glob(f"*{suffix}")


def main() -> None:
    """Build what is not built; where that fails, say why, and leave everything plain."""
    if is_current():
        return
    sys.stderr.write("Building what notices pass through as native code (about 15 seconds)\n")
    try:
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder))
    except NothingBuiltError as error:
        sys.stderr.write(f"Nothing is built ({error}): plain Python reads notices, more slowly\n")


if __name__ == "__main__":
    main()
