# The face of this room: what other rooms may import from it.
from .load import forget as forget
from .load import load_bill as load_bill
from .load import recognise as recognise
