{#
    The class of a name, from whether it was taken for a redaction, the class its words point
    to (null when none does) and its shape: a title, two to four words of letters (numbers beside
    them do not count), initials and a surname, two people. Conservative: a name that merely
    might be a person's is a person's, for what is published cannot be taken back. Never null.
#}
{% macro payee_class(name, own_name, is_redacted, word_class) -%}
    {%- set words = '^([0-9]+ )*[A-Z]+( [A-Z]+){1,3}( [0-9]+)*$' -%}
    {%- set couple = '^([A-Z]+ ){1,3}AND ([A-Z]+ ){1,2}[A-Z]+$' -%}
    {%- set initials = '^ *([A-Za-z][.] *)+[A-Za-z]+ *$' -%}
    {%- set titles = (
        'MR|MRS|MS|MISS|MX|DR|PROF|PROFESSOR|REV|REVD|SIR|DAME|LADY|LORD|CLLR|MASTER'
    ) -%}
    case
        when {{ is_redacted }} then 'redacted'
        when {{ word_class }} = 'company' then 'company'
        when {{ regex_matches(own_name, '(^| )(' ~ titles ~ ')( |$)') }} then 'person'
        when {{ word_class }} = 'organisation' then 'unknown'
        when {{ word_class }} is not null then {{ word_class }}
        when {{ regex_matches(own_name, words) }} then 'person'
        when {{ regex_matches(own_name, couple) }} then 'person'
        when {{ regex_matches(name, initials) }} then 'person'
        else 'unknown'
    end
{%- endmacro %}
