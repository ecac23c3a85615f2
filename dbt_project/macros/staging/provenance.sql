{#
    Where a row comes from, last in every staging model and fact: the document's address and
    hash, the sheet or archive member, the line, and the night that received it (UTC, text).
#}
{% macro provenance() -%}
    _source_url,
    _raw_sha256,
    _part,
    cast(_line as bigint) as _line,
    _fetched_at
{%- endmacro %}
