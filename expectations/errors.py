"""What can go wrong while judging. Each message says what to mend."""


class ExpectationsError(Exception):
    """A suite could not be asked: the suite is wrong, not the delivery."""
