{{ stage_lots('compiled') }}
