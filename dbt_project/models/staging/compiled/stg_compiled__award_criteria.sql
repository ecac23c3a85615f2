{{ stage_award_criteria('compiled') }}
