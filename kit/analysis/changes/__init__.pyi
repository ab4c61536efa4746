# The face of this room: what other rooms may import from it.
from . import quarantine as quarantine
from .facts import facts_of as facts_of
