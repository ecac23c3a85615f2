{{ stage_award_suppliers('find_a_tender') }}
