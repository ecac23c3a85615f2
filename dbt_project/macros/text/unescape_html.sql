{#
    Text without the HTML escapes that the company register and notices leave in it. The first
    pair comes first, so that what was escaped twice is undone too.
#}
{% macro unescape_html(text) -%}
    {%- set quote, apostrophe = 'chr(34)', 'chr(39)' -%}
    {%- set escapes = [
        ('&amp;', "'&'"), ('&AMP;', "'&'"),
        ('&#039;', apostrophe), ('&#39;', apostrophe), ('&apos;', apostrophe),
        ('&#034;', quote), ('&#34;', quote), ('&quot;', quote),
        ('&pound;', "'£'"), ('&nbsp;', "' '"), ('&lt;', "'<'"), ('&gt;', "'>'")
    ] -%}
    {%- set undone = namespace(text=text) -%}
    {%- for escape, character in escapes -%}
        {%- set undone.text = "replace(" ~ undone.text ~ ", '" ~ escape ~ "', " ~ character ~ ")" -%}
    {%- endfor -%}
    {{ undone.text }}
{%- endmacro %}
