# The face of this room: what other rooms may import from it.
from .load import load_bill as load_bill
from .load import recognise as recognise
