{{ stage_releases('compiled', 'processes') }}
