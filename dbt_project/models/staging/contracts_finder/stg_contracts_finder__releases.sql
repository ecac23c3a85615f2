{{ stage_releases('contracts_finder') }}
