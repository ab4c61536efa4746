# The face of this room: what other rooms may import from it.
from .caller_check import doctor as doctor
from .dispatch import collect as collect
from .dispatch import rebuild as rebuild
from .dispatch import refresh as refresh
from .dispatch import sign_in as sign_in
from .iam_policy import policy as policy
from .plans import plans as plans
from .progress import SILENT as SILENT
from .progress import Progress as Progress
from .run import Summary as Summary
from .run import collect_items as collect_items
