{{ stage_amendments('find_a_tender') }}
