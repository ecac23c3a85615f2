{{ stage_awards('public_contracts_scotland') }}
