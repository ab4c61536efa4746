# The face of this room: what notebooks and other rooms may import from it.
from .api import ask as ask
from .api import cited as cited
from .api import export as export
from .api import find as find
from .api import note as note
from .api import open_case as open_case
from .api import record as record
from .api import save as save
from .api import show as show
from .api import sql as sql
from .api import verdict as verdict
from .api import visits as visits
from .deciding import triage as triage
