# The face of this room: what other rooms may import from it.
from .excess import spend_excess as spend_excess
from .totals import spend_total as spend_total
