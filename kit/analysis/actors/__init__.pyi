# The face of this room: what other rooms may import from it.
from .decisions import how_sure as how_sure
from .decisions import is_third_party as is_third_party
from .decisions import may_be_third_party as may_be_third_party
