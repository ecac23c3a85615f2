-- Today's code is one that stands: no code that was given up is where another leads.
select current_codes.place_code
from {{ ref('int_place_codes_current') }} as current_codes
inner join {{ ref('int_place_codes_current') }} as given_up
    on current_codes.current_code = given_up.place_code
