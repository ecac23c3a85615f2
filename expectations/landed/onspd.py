"""Gate 1 of the postcode directory."""

from collections.abc import Mapping

from expectations.landed.postcodes import postcodes_suite
from expectations.rules import Suite

POSTCODES = postcodes_suite("onspd.postcodes")

SUITES: Mapping[str, Suite] = {"postcodes": POSTCODES}
