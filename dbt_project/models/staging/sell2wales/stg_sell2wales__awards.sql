{{ stage_awards('sell2wales') }}
