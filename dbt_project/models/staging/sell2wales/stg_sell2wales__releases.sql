{{ stage_releases('sell2wales') }}
