{{ stage_contracts('contracts_finder') }}
