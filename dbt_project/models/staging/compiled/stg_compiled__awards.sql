{{ stage_awards('compiled') }}
