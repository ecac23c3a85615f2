{#
    Periods of one thing do not overlap. A first day that is null is the beginning of time, a last
    day that is null its end.
#}
{% test no_overlap(model, of, first_day, last_day) %}

    select
        earlier.{{ of }},
        earlier.{{ first_day }},
        later.{{ first_day }} as later_first_day
    from {{ model }} as earlier
    inner join {{ model }} as later
        on
            earlier.{{ of }} = later.{{ of }}
            and coalesce(earlier.{{ first_day }}, date '0001-01-01')
            < coalesce(later.{{ first_day }}, date '0001-01-01')
            and coalesce(earlier.{{ last_day }}, date '9999-12-31')
            >= later.{{ first_day }}

{% endtest %}
