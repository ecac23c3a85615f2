"""ZIP archives with the same bytes every time."""

import io
import zipfile
from collections.abc import Mapping

_PACKED_AT = (2026, 3, 1, 0, 0, 0)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Pack files, in the order given, all dated the same day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, date_time=_PACKED_AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
