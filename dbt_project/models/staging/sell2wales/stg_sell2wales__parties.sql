{{ stage_parties('sell2wales') }}
