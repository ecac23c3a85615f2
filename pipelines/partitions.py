"""A partition is a night. What a night lands is partitioned further, by delivery, on disk."""

import datetime as dt

import dagster as dg

NIGHTS = dg.DailyPartitionsDefinition(
    start_date="2024-01-01", timezone="Europe/London", end_offset=1
)
FRESH = dg.FreshnessPolicy.time_window(fail_window=dt.timedelta(hours=36))
"""A landed table goes stale after a day and a half: one missed night shows, a late one does not."""
