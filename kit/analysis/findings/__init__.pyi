# The face of this room: what other rooms may import from it.
from .finding import Finding as Finding
from .leak_facts import known_places as known_places
from .leak_facts import place_of as place_of
from .ranking import ranked as ranked
from .sentences import as_text as as_text
from .sentences import of_text as of_text
from .sentences import said as said
from .situation import SILENCE as SILENCE
from .situation import Situation as Situation
from .situation import as_object as as_object
from .situation import replacement_user as replacement_user
from .situation import requested as requested
from .situation import situation as situation
