# The face of this room: what other rooms may import from it.
from . import coverage as coverage
from . import heat as heat
from . import regions as regions
from . import spend as spend
from . import timeline as timeline
from . import tree as tree
