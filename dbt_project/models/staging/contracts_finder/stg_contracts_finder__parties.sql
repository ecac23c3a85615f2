{{ stage_parties('contracts_finder') }}
