{{ stage_postcodes('onspd') }}
