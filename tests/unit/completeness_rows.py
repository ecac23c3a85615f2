"""Sound rows of the models on what is known to be missing, and what breaks each rule."""

import datetime as dt
from collections.abc import Mapping, Sequence

Row = Mapping[str, object]
ROWS: Mapping[str, Row] = {
    "fct_notice_gaps": {
        "notice_gap_key": "k",
        "source_id": "find_a_tender",
        "notice_id": "000004-2025",
        "notice_year": 2025,
        "notice_number": 4,
        "day_from": dt.date(2025, 3, 3),
        "day_to": dt.date(2025, 3, 4),
        "is_above_highest": False,
        "status": "empty",
        "is_answered": True,
        "last_asked_date": dt.date(2025, 4, 1),
        "times_asked": 1,
        "_source_url": "https://example.org/ocdsReleasePackages/000004-2025",
    },
    "mart_notice_completeness": {
        "row_key": "k",
        "source_id": "find_a_tender",
        "published_date": dt.date(2025, 3, 3),
        "notices_known": 2,
        "notices_recovered": 1,
        "numbers_without_notice": 1,
        "numbers_unanswered": 0,
        "is_complete": True,
    },
}
BROKEN: Sequence[tuple[str, str, Row]] = (
    ("fct_notice_gaps", "status_in_list", {"status": "lost"}),
    ("fct_notice_gaps", "what_was_asked_says_when", {"last_asked_date": None}),
    ("fct_notice_gaps", "what_was_asked_says_when", {"status": "not_asked"}),
    ("fct_notice_gaps", "what_was_asked_says_when", {"times_asked": 0}),
    ("fct_notice_gaps", "what_was_asked_says_when", {"_source_url": None}),
    ("fct_notice_gaps", "days_in_order", {"day_from": dt.date(2025, 3, 5)}),
    ("mart_notice_completeness", "recovered_notices_are_known_ones", {"notices_recovered": 3}),
    ("mart_notice_completeness", "complete_means_nothing_unanswered", {"numbers_unanswered": 1}),
    ("mart_notice_completeness", "complete_means_nothing_unanswered", {"is_complete": None}),
)
