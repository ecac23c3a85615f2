{{ stage_postcodes('nspl') }}
