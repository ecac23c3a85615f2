"""Every rule, by the sentence it is known by. Add yours when you add its function."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.architecture import imports, layers, marts, money, sources, text

Rule = Callable[[Path], list[str]]
"""Takes a tree and returns a sentence for each fault: the culprit, and what to do."""

RULES: Mapping[str, Rule] = {
    rule.__name__: rule
    for rule in (
        imports.imports_point_one_way,
        imports.libraries_stay_in_their_package,
        imports.slow_libraries_are_imported_late,
        imports.sources_do_not_know_each_other,
        imports.imports_are_plain,
        sources.sources_are_complete,
        sources.compiled_tables_are_staged,
        sources.registries_name_only_what_exists,
        layers.models_stand_in_a_layer,
        layers.models_read_only_the_layers_before_them,
        layers.staging_reads_its_own_source,
        layers.staging_only_renames_and_types,
        layers.models_read_through_dbt,
        layers.nothing_is_laid_to_a_company_by_name,
        layers.engine_macros_speak_both_languages,
        layers.engines_are_told_apart_in_one_place,
        money.money_is_added_by_the_macro,
        money.macros_do_not_add_what_they_are_given,
        money.money_columns_say_their_kind,
        money.money_columns_are_decimals,
        money.no_floats_near_money,
        marts.marts_have_a_contract,
        marts.marts_state_their_grain,
        marts.mart_columns_are_described_and_typed,
        marts.marts_have_a_unit_test,
        marts.published_models_have_a_suite,
        marts.published_models_declare_grain_and_trace,
        marts.declared_models_exist,
        text.no_path_of_one_machine,
        text.no_registry_is_named,
        text.fixtures_name_no_real_company,
    )
}
