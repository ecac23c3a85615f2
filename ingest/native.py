"""The modules that every release passes through, built as native code where that can be done.

They are Python either way, and say the same either way; native they take less than two thirds of
the time (decision 0023). ``python -m ingest.native`` builds them where they stand. Without a C
compiler, or Python's headers, it says so, and they run as they are.
"""

import hashlib
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


def check() -> None:
    """Hold native code to its sources: else one would be read and the other would run.

    Raises:
        ImportError: a source was changed since they were built.
    """
    if any(_built()) and not (STAMP.exists() and STAMP.read_text("utf-8") == _digest()):
        raise ImportError(
            f"a module below {FOLDER} was changed after it was built: run `make`, or "
            "`python -m ingest.native`"
        )


def build(scratch: Path) -> None:
    """Build the modules where they stand; what lies between goes to ``scratch``."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    clear()
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
    STAMP.write_text(_digest(), "utf-8")


def clear() -> None:
    """Take away what was built."""
    for path in _built():
        path.unlink()
    STAMP.unlink(missing_ok=True)


def missing() -> str:
    """Return what is missing that building needs; empty if nothing is."""
    compiler = str(sysconfig.get_config_var("CC") or "cc").split()[0]
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
    """Build, or say what is missing."""
    lacking = missing()
    if lacking:
        clear()
        sys.stderr.write(f"{lacking} is missing: notices are read by plain Python, more slowly\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))


if __name__ == "__main__":
    main()
