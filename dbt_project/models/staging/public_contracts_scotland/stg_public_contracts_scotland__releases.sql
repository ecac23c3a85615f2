{{ stage_releases('public_contracts_scotland') }}
