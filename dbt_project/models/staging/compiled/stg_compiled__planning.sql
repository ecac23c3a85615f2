{{ stage_planning('compiled') }}
