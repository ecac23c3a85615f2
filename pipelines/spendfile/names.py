"""The words of the command line about one file."""

from enum import StrEnum


class DutyId(StrEnum):
    """The duties under which most bodies publish."""

    TRANSPARENCY_CODE = "transparency-code"
    HMT_25K = "hmt-25k"


class Vat(StrEnum):
    """Whether VAT is in the amounts."""

    NET = "net"
    GROSS = "gross"
    UNKNOWN = "unknown"
