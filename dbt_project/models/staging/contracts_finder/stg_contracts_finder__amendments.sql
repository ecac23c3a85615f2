{{ stage_amendments('contracts_finder') }}
