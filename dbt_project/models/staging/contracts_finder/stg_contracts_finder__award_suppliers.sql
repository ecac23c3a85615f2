{{ stage_award_suppliers('contracts_finder') }}
