{{ stage_parties('find_a_tender') }}
