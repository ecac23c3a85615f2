{{ stage_terminations('compiled') }}
