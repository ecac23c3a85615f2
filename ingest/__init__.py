"""How each publisher is asked, what was received, and the text tables made of it.

Plain Python: this package knows no Dagster, no dbt and no Great Expectations.
"""
