{{ stage_items('compiled') }}
