{{ stage_amendments('compiled') }}
