{{ stage_payments('superseded_payments') }}
