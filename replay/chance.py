"""Chance that falls the same way every time: a stream of numbers for each seed and name."""

import random
from collections.abc import Mapping
from decimal import Decimal


def dice(seed: int, *names: object) -> random.Random:
    """Return the stream of chance for these names.

    Streams with different names do not touch one another, so a body that publishes one line
    more does not change what any other body publishes.
    """
    return random.Random("/".join(str(part) for part in (seed, *names)))  # noqa: S311 - no secret


def weighted(chance: random.Random, weights: Mapping[str, int]) -> str:
    """Pick a key, the heavier the likelier."""
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def money(chance: random.Random, low: int, high: int) -> Decimal:
    """Return pounds and pence between two whole pounds, small sums likelier than large ones."""
    pence = round((low * 100) * ((high / low) ** (chance.random() ** 2)))
    return Decimal(pence).scaleb(-2)
