{{ stage_named_suppliers('compiled') }}
