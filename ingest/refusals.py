"""The closed list of reasons for which a whole document is refused.

Each has one sentence a publisher can act on. A test finds any code given that is not here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ingest.errors import EmptyPublicationError, RefusedDocumentError

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "html_instead_of_table": "This is a web page, not a table: publish the file itself "
        "at this address.",
        "pdf_instead_of_table": "This is a PDF: publish the table as CSV or as a spreadsheet.",
        "image_instead_of_table": "This is a picture of a table: publish the table as CSV.",
        "empty_file": "This file has nothing in it: publish it again.",
        "not_a_table": "This is not a table of rows and columns: publish it as CSV.",
        "unknown_layout": "No row of headings names a supplier and an amount: put one row of "
        "headings above the payments.",
        "no_amount_column": "There is a supplier column and no column of amounts: publish what "
        "was paid on each line.",
        "another_currency": "The amounts bear the sign of a currency other than the pound: publish "
        "them in pounds, with £ or without a sign.",
        "not_payments": "This table is not a list of payments to suppliers.",
        "ambiguous_dates": "Every date can be read as day/month and as month/day: publish "
        "dates as YYYY-MM-DD.",
        "mixed_date_orders": "Some dates are day/month and others month/day: publish dates as "
        "YYYY-MM-DD.",
        "unreadable_spreadsheet": "The spreadsheet cannot be opened: save it again and publish "
        "it anew.",
        "hidden_sheet": "The sheet is hidden from whoever opens the workbook, so it is not read.",
        "broken_quotes": "A quotation mark is opened and never closed, so rows run into one "
        "another: quote cells as CSV does.",
        "zip_bomb": "The archive unpacks to far more than a list of payments can be.",
        "unsafe_archive": "The archive holds a path that leads out of it.",
        "locked_archive": "The archive needs a password.",
        "unreadable_archive": "The archive is damaged: pack it again and publish it anew.",
        "empty_document": "The notice service answered with nothing.",
        "not_json": "The notice service answered with something other than JSON.",
        "not_geojson": "The file of boundaries is no collection of features in GeoJSON.",
        "another_edition": "The index of deprivation is of another year than the area says: name "
        "the edition by its year.",
        "unknown_base": "The index of prices does not say for which year it stands at 100.",
        "not_csv": "A cell of the notices is larger than any notice.",
        "not_conserved": "Money was lost or invented while this was read: the fault is ours.",
        "gate_1": "The delivery did not pass the checks that every delivery must.",
        "not_ocds": "The answer of the notice service is not about procurement.",
    }
)

EMPTY_CODES: Mapping[str, str] = MappingProxyType(
    {
        "no_rows": "The table has headings and no payments under them.",
        "says_no_data": "The file says that there is nothing to publish.",
        "no_releases": "The notice service has no notice for these days.",
        "no_archive_files": "The catalogue names no file of this month's notices.",
    }
)


def refused(code: str, detail: str = "") -> RefusedDocumentError:
    """The error to raise for a document, with its sentence and what was seen.

    Raises:
        KeyError: the code is not in the list.
    """
    sentence = REASONS[code]
    return RefusedDocumentError(code, f"{sentence} ({detail})" if detail else sentence)


def empty(code: str) -> EmptyPublicationError:
    """The error to raise for a document that was published and holds no record.

    Raises:
        KeyError: the code is not in the list.
    """
    return EmptyPublicationError(code, EMPTY_CODES[code])
