# The face of this room: what other rooms may import from it.
from .stix import bundle as bundle
from .timesketch import timeline as timeline
