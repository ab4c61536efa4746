# The face of this room: what other rooms may import from it.
from .foreign_tables import table_of_charges as table_of_charges
from .load import forget as forget
from .load import load_bill as load_bill
from .load import recognise as recognise
