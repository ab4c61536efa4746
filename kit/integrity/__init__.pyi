# The face of this room: what other rooms may import from it.
from . import check as check
from . import seal as seal
from .verification import verify as verify
