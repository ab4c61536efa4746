# The public library: what `from kit import ...` offers.
from .case import Case as Case
from .case import open_case as open_case
from .collect import collect as collect
from .errors import KitError as KitError
from .hunt import hunt as hunt
from .library import ask as ask
from .library import find as find
from .library import new_case as new_case
from .library import plan as plan
from .library import record as record
from .library import reply as reply
from .library import sql as sql
from .library import verdict as verdict
from .library import visits as visits
from .notebook import show as show
from .report import report as report
from .store import Answer as Answer
