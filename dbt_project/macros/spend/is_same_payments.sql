{#
    Whether the lines that two files have in common are the same payments published twice.
    `comparable` is how many could have been in common: in each month the lesser of the two counts.

    Of dated lines it takes half, and five of them or the whole of the smaller file: files of
    different periods that share a day share no more than a line or two. Undated lines look alike
    from month to month, so it takes nine in ten, and twenty.
#}
{% macro is_same_payments(month, common, comparable, smaller_file) -%}
    case
        when {{ month }} is null then {{ common }} * 10 >= {{ comparable }} * 9 and {{ common }} >= 20
        else
            {{ common }} * 2 >= {{ comparable }}
            and ({{ common }} >= 5 or {{ common }} = {{ smaller_file }})
    end
{%- endmacro %}
