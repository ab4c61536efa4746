# The face of this room: what other rooms may import from it.
from . import leads as leads
from . import verdicts as verdicts
from .decisions import how_sure as how_sure
from .decisions import is_third_party as is_third_party
from .decisions import may_be_third_party as may_be_third_party
from .undecided import undecided as undecided
