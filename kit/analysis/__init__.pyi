# The face of this room: what other rooms may import from it.
from . import cautions as cautions
from . import derive as derive
from . import drafts as drafts
from .answers import ask as ask
from .answers import known as known
from .columns import Described as Described
from .columns import describe as describe
from .decide import Moved as Moved
from .decide import decide as decide
from .decide import left_to_decide as left_to_decide
from .find import Found as Found
from .find import find as find
from .grounds import NO_EVIDENCE as NO_EVIDENCE
from .own import own_names as own_names
from .own import save as save
from .status import standing as standing
