{{ stage_classifications('compiled') }}
