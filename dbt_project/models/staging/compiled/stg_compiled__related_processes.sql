{{ stage_related_processes('compiled') }}
