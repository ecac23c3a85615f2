"""Gate 1 of the postcode lookup."""

from collections.abc import Mapping

from expectations.landed.postcodes import postcodes_suite
from expectations.rules import Suite

POSTCODES = postcodes_suite("nspl.postcodes")

SUITES: Mapping[str, Suite] = {"postcodes": POSTCODES}
