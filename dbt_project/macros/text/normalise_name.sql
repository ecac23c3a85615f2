{#
    A name as it is compared: capitals, no accents or punctuation, legal form and a leading
    "The" left out. Null when nothing is left.
#}
{% macro normalise_name(column) -%}
    {%- set plain = plain_name(said_in_words(column)) -%}
    {%- set forms = (
        'LIMITED LIABILITY PARTNERSHIP|PUBLIC LIMITED COMPANY|LIMITED|LTD|PLC|LLP|CIC'
    ) -%}
    nullif(
        trim(
            {{ regex_replace_all(
                before_trading_name(plain),
                '^THE |( (' ~ forms ~ '))+$', ''
            ) }}
        ),
        ''
    )
{%- endmacro %}

{#
    Of a plain name, who trades, without what they trade as.
#}
{% macro before_trading_name(plain_name) -%}
    {{ regex_replace_all(plain_name, ' TRADING AS .*$', '') }}
{%- endmacro %}

{#
    A name in which "t/a" is written out. Only with its stroke: the T and A of a plain name may
    be initials, as in "G T A Services". The rule of ingest/matching/candidates.py.
#}
{% macro said_in_words(column) -%}
    {%- set stroke = "replace(" ~ column ~ ", chr(92), '/')" -%}
    {{ regex_replace_all(
        stroke, '(^|[^A-Za-z0-9])[Tt] ?/ ?[Aa]($|[^A-Za-z0-9])', ' trading as '
    ) }}
{%- endmacro %}

{#
    A name in capitals A to Z, digits and single spaces. Accents are folded before anything is
    put in capitals, because engines do not agree on the capitals of other letters. A letter that
    is not folded would break a name in two, and the pieces no longer look like a person's.
#}
{% macro plain_name(column) -%}
    {%- set accented = (
        'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ'
        'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ'
        'āăąćčďđēėęěğģīįıķļľłńņňőøŕřśşšșţťțūůűųźżž'
        'ĀĂĄĆČĎĐĒĖĘĚĞĢĪĮĶĻĽŁŃŅŇŐØŔŘŚŞŠȘŢŤȚŪŮŰŲŹŻŽİ'
        'ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộơớờởỡợụủũưứừửữựỳỵỷỹ'
        'ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈĨỊỌỎỐỒỔỖỘƠỚỜỞỠỢỤỦŨƯỨỪỬỮỰỲỴỶỸ'
    ) -%}
    {%- set folded = (
        'aaaaaaceeeeiiiinooooouuuuyy'
        'AAAAAACEEEEIIIINOOOOOUUUUY'
        'aaaccddeeeeggiiiklllnnnoorrsssstttuuuuzzz'
        'AAACCDDEEEEGGIIKLLLNNNOORRSSSSTTTUUUUZZZI'
        'aaaaaaaaaaaaeeeeeeeeiiiooooooooooooouuuuuuuuuyyyy'
        'AAAAAAAAAAAAEEEEEEEEIIIOOOOOOOOOOOOOUUUUUUUUUYYYY'
    ) -%}
    {%- set ampersand = "replace(" ~ unescape_html(column) ~ ", '&', ' and ')" -%}
    {%- set ascii = (
        "case when " ~ regex_matches(column, '[^ -~]')
        ~ " then translate(" ~ ampersand ~ ", '" ~ accented ~ "', '" ~ folded ~ "')"
        ~ " else " ~ ampersand ~ " end"
    ) -%}
    {%- set joined = regex_replace_all(
        "replace(" ~ ascii ~ ", chr(39), '')", '[.\u2019`\u0300-\u036f]', ''
    ) -%}
    trim(upper({{ regex_replace_all(joined, '[^A-Za-z0-9]+', ' ') }}))
{%- endmacro %}

{#
    Text without the HTML escapes that the company register and notices leave in it.
#}
{% macro unescape_html(column) -%}
    {%- set ampersand = regex_replace_all(column, '&(amp|AMP);', '&') -%}
    replace(replace({{ ampersand }}, '&#039;', chr(39)), '&#39;', chr(39))
{%- endmacro %}
