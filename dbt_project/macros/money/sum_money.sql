{#
    Pounds added up, decimal(20,4): the only way a model adds money. Refuses to compile when neither
    a parent nor the model declares the column as money, or when it is declared of another kind.
    A column of kind `per_row` holds several kinds, as its `value_kind` says: it is never added.
    With `where`, rows that do not satisfy it add nothing, so the sum is zero and not null.
    With `over`, a running or partitioned sum. The caller groups by `vat_basis`.
#}
{% macro sum_money(column, kind, where=none, over=none) -%}
    {%- do check_money(column, kind) -%}
    {%- set chosen = ' filter (where ' ~ where ~ ')' if where else '' -%}
    {%- set window = ' over (' ~ over ~ ')' if over else '' -%}
    {%- set added = 'sum(' ~ column ~ ')' ~ chosen ~ window -%}
    {%- set total = 'coalesce(' ~ added ~ ', 0)' if where else added -%}
    cast({{ total }} as decimal(20, 4))
{%- endmacro %}

{#
    Stop the build when money of another kind, or of no declared kind, is about to be added.
    A unit test replaces the parents, so there is nothing to check it against.
#}
{% macro check_money(column, kind) -%}
    {%- if execute and model.resource_type == 'model' -%}
        {%- set kinds = declared_kinds(column) -%}
        {%- if not kinds -%}
            {{ exceptions.raise_compiler_error(
                model.name ~ " adds " ~ column ~ ", which no parent declares as money: "
                ~ "give the column `config.meta.money` in the parent's YAML"
            ) }}
        {%- endif -%}
        {%- for declared in kinds if declared != kind or kind == 'per_row' -%}
            {{ exceptions.raise_compiler_error(
                model.name ~ " adds " ~ column ~ " as " ~ kind ~ ", but it is " ~ declared
                ~ ": money of different kinds does not add up"
            ) }}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{#
    The kinds of money under which the model's parents, or the model itself for a running sum
    of what it has just added, declare a column of this name.
#}
{% macro declared_kinds(column) -%}
    {%- set kinds = [] -%}
    {%- for node in model.depends_on.nodes + [model.unique_id] if node in graph.nodes -%}
        {%- set found = graph.nodes[node].columns.get(column) -%}
        {%- if found and found.config.meta.get('money') -%}
            {%- do kinds.append(found.config.meta.money.kind) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(kinds) }}
{%- endmacro %}
