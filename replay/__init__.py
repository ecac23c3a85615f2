"""The publishers of Aldermere, an invented county, on loopback.

Nobody and nothing here exists: no person, company, postcode or notice. The publishers behave
as the real ones have been seen to behave, oddities included, and the truth behind what they
publish can be written out, so that answers can be checked and not only produced.
"""
