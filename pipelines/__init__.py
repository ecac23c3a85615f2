"""Dagster: the graph of a night, its schedule, its checks, the release and the command line.

Thin: no parsing, no SQL over the data's meaning, no rule about what a table must look like.
"""
