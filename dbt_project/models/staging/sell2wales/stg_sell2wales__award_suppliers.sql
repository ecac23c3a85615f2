{{ stage_award_suppliers('sell2wales') }}
