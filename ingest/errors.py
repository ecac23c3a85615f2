"""What can go wrong while asking, reading and landing. Each message says what to do."""


class IngestError(Exception):
    """Something went wrong that a person should read about."""


class DeclarationError(IngestError):
    """A YAML declaration does not say what it must."""


class FetchError(IngestError):
    """A publisher did not answer as asked, after every retry."""


class NotPublishedError(FetchError):
    """The publisher says there is no such document (404, 410): no publication."""


class RefusedDocumentError(IngestError):
    """A document is not what it should be. ``code`` is from the closed list of reasons."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class EmptyPublicationError(RefusedDocumentError):
    """A document was published and holds no record."""


class ConservationError(IngestError):
    """Money was lost or invented between the published bytes and the landed rows."""
