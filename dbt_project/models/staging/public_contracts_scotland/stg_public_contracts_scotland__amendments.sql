{{ stage_amendments('public_contracts_scotland') }}
