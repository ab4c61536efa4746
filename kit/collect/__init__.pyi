# The face of this room: what other rooms may import from it.
from .caller_check import doctor as doctor
from .dispatch import collect as collect
from .dispatch import rebuild as rebuild
from .iam_policy import policy as policy
from .run import Summary as Summary
