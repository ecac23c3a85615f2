{{ stage_contracts('compiled') }}
