{{ stage_awards('find_a_tender') }}
