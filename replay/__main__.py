"""Run the publishers by hand, or write out the truth behind them."""

import time
from pathlib import Path
from typing import Annotated

import typer

from replay.server import running
from replay.truth import write_truth
from replay.world import build_world

SEED = 20260331
cli = typer.Typer(add_completion=False, help=__doc__)

Seed = Annotated[int, typer.Option(help="Which county: the same seed gives the same bytes.")]
Day = Annotated[int, typer.Option(help="Which night: 1 is 31 March 2026, 2 the one after.")]


@cli.command()
def serve(
    port: Annotated[int, typer.Option(help="0 takes any free port.")] = 8765,
    speed: Annotated[float, typer.Option(help="Publishers' seconds in a real one.")] = 120,
    seed: Seed = SEED,
    day: Day = 1,
) -> None:
    """Serve every publisher on loopback until interrupted."""
    with running(seed=seed, speed=speed, day=day, port=port) as root:
        typer.echo(root)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            typer.echo("stopped")


@cli.command()
def truth(
    folder: Annotated[Path, typer.Argument(help="Where to write the CSV files.")],
    seed: Seed = SEED,
    day: Day = 1,
) -> None:
    """Write what is true as CSV files."""
    for path in write_truth(build_world(seed, day), folder):
        typer.echo(str(path))


if __name__ == "__main__":
    cli()
