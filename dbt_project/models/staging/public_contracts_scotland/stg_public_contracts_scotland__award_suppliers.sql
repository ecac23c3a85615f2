{{ stage_award_suppliers('public_contracts_scotland') }}
