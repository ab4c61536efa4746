# The face of this room: what other rooms may import from it.
from .evidence import hunt as hunt
