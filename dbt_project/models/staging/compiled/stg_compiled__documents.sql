{{ stage_documents('compiled') }}
