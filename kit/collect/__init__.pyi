# The face of this room: what other rooms may import from it.
from . import dispatch as dispatch
from .caller_check import doctor as doctor
from .iam_policy import lines as lines
from .iam_policy import policy as policy
from .live import Live as Live
