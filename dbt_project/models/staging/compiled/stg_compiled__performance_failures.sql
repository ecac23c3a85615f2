{{ stage_performance_failures('compiled') }}
