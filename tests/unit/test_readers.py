"""The processes that read beside a night are gone when it is."""

import subprocess
import sys

NIGHT = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from ingest.readers import end_with_parent

if __name__ == "__main__":
    context = get_context("forkserver")
    with ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""
PATIENCE = 20


def test_a_reader_ends_with_the_night_that_was_killed() -> None:
    """All of them write to one pipe, which ends when the last of them has ended."""
    with subprocess.Popen(
        [sys.executable, "-c", NIGHT], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as night:
        assert night.stdout
        assert int(night.stdout.readline()) != night.pid
        night.kill()
        night.communicate(timeout=PATIENCE)
