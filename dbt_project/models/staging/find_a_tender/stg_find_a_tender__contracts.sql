{{ stage_contracts('find_a_tender') }}
