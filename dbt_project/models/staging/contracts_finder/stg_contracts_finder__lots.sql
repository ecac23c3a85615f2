{{ stage_lots('contracts_finder') }}
