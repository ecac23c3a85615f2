{{ stage_awards('contracts_finder') }}
