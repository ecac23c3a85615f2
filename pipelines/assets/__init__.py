"""The graph: landed tables, dbt models, the gates and the release."""
