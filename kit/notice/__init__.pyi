# The face of this room: what other rooms may import from it.
from .facts import NoticeFacts as NoticeFacts
from .facts import parse as parse
