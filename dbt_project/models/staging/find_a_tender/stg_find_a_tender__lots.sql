{{ stage_lots('find_a_tender') }}
