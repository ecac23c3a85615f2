{{ stage_award_suppliers('compiled') }}
