{{ stage_parties('public_contracts_scotland') }}
