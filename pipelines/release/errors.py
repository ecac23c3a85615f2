"""What can go wrong while a release is made. Each message says what to do."""


class ReleaseError(Exception):
    """A release cannot be made, found or put in place. The one readers see stays as it is."""


class RefusedReleaseError(ReleaseError):
    """Gate 2 found something critical: publishing would mislead."""
