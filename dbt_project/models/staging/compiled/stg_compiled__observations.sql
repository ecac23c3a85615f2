{{ stage_observations('compiled') }}
