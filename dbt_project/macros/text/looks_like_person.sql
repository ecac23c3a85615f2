{#
    The words of a name without who took the card payment, or "Messrs", before them.
#}
{% macro without_card_reader(words) -%}
    {{ regex_replace_all(
        words, '^((PAYPAL|SUMUP|ZTL|ZETTLE|IZETTLE|SQ|PP|EBAY|MESSRS|AND) )+', ''
    ) }}
{%- endmacro %}

{#
    The titles that only a person has, as a pattern, and what is written before the name of one
    who has died.
#}
{% macro personal_title() -%}
    {{ return(
        ' (MR|MRS|MS|MISS|MX|DR|DRS|PROF|PROFESSOR|REV|REVD|REVEREND|CLLR|COUNCILLOR'
        '|EXECUTORS? OF|EXORS? OF|ESTATE OF|THE LATE) '
    ) }}
{%- endmacro %}

{#
    The titles of rank, as a pattern. Schools, inns and firms are named after such persons, so what
    only an organisation is called goes before them.
#}
{% macro title_of_rank() -%}
    {{ return(
        'SIR|DAME|LADY|LORD|BARON|BARONESS|VISCOUNT|VISCOUNTESS|COUNTESS'
        '|(RT|RIGHT) HON(OURABLE)?'
    ) }}
{%- endmacro %}

{#
    Words without the "The" before a title of rank, and without the "of" in "Lord Example of
    Quillon": peers are styled so, and neither word says of them that they are organisations.
#}
{% macro without_style_of_rank(words) -%}
    {%- set the = regex_replace_all(words, '^THE ', '') -%}
    {%- set peer = 'LORD|LADY|BARON|BARONESS|VISCOUNT|VISCOUNTESS' -%}
    {%- set place = '[A-Z]+( [A-Z]+)?' -%}
    case
        when
            {{ regex_matches(words, '^(THE )?(' ~ peer ~ ') ' ~ place ~ ' OF ' ~ place ~ '$') }}
            and not {{ regex_matches(words, '^(THE )?(LORD|LADY) (MAYOR|MAYORESS|PROVOST) ') }}
            then replace({{ the }}, ' OF ', ' ')
        when {{ regex_matches(words, '^THE (' ~ title_of_rank() ~ ') ') }} then {{ the }}
        else {{ words }}
    end
{%- endmacro %}

{#
    The word that follows the last title in a name; empty when nothing does.
#}
{% macro word_after_title(words) -%}
    {%- set padded = "' ' || " ~ words ~ " || ' '" -%}
    {{ regex_replace_all(
        regex_replace_all(padded, '^.*' ~ personal_title(), ''), ' .*$', ''
    ) }}
{%- endmacro %}

{#
    Whether words have the initials of a person, or a style as good as that: initials and a
    surname or two, one surname or two and initials, two people who share a surname, initials
    and a surname after what they do, "Sir", "Lady" or the like in front.
#}
{% macro has_initials(words) -%}
    {%- set surname = '[A-Z][A-Z]+' -%}
    {%- set shapes = [
        '([A-Z] )+(AND ([A-Z] |[A-Z][A-Z] )+)?' ~ surname ~ '( ' ~ surname ~ ')?',
        surname ~ '( ' ~ surname ~ ')?( [A-Z])+',
        '([A-Z]+ )+AND ([A-Z] )+' ~ surname,
        '([A-Z]+ )+[A-Z] ([A-Z] )+' ~ surname,
        '([A-Z]+ )*SIR .*',
        'FATHER .*',
        '(THE )?(' ~ title_of_rank() ~ ') .*'
    ] -%}
    {{ regex_matches(words, '^(' ~ shapes | join('|') ~ ')$') }}
{%- endmacro %}

{#
    Whether words have the shape of a person's name and of much else: two to four of letters,
    at least one of them more than an initial, none of them three consonants or more without a
    vowel, and not joined by "and", as firms are.
#}
{% macro has_shape_of_person(words) -%}
    {%- set padded = "' ' || " ~ words ~ " || ' '" -%}
    (
        {{ regex_matches(words, '^[A-Z]+( [A-Z]+){1,3}$') }}
        and {{ regex_matches(words, '[A-Z][A-Z]') }}
        and not {{ regex_matches(padded, ' (AND|[BCDFGHJKLMNPQRSTVWXZ]{3,}) ') }}
    )
{%- endmacro %}

{#
    Whether a word of two letters, in these words, may be somebody's initials: it stands beside
    one other word, or they are two letters apart after one.
#}
{% macro two_letters_beside_one_word(words) -%}
    {{ regex_matches(words, '^([A-Z]+ [A-Z]{2}|[A-Z]{2} [A-Z]+|[A-Z]+ [A-Z] [A-Z])$') }}
{%- endmacro %}
