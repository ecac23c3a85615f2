{{ stage_bid_statistics('compiled') }}
