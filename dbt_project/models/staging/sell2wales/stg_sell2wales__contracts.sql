{{ stage_contracts('sell2wales') }}
