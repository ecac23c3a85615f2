{{ stage_contracts('public_contracts_scotland') }}
