{{ stage_metrics('compiled') }}
