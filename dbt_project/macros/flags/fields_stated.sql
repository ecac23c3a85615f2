{#
    For each process, those of the fields that a row of the relation states, each ended by a
    semicolon. `fields` says of each when a row states it.
#}
{% macro fields_stated(relation, fields) -%}
select
    source_id,
    ocid,
    ''
    {%- for field, condition in fields.items() %}
    || case when count(*) filter (where {{ condition }}) > 0 then '{{ field }};' else '' end
    {%- endfor %} as stated
from {{ relation }}
group by source_id, ocid
{%- endmacro %}
