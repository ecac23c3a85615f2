{{ stage_milestones('compiled') }}
