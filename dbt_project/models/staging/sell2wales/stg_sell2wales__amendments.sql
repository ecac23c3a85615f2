{{ stage_amendments('sell2wales') }}
