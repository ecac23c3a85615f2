{{ stage_payments('payments') }}
