# The face of this room: what other rooms may import from it.
from . import load as load
from .load import recognise as recognise
