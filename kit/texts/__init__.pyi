# The face of this room: what other rooms may import from it.
from .formats import day as day
from .formats import moment as moment
from .formats import money as money
from .formats import number as number
from .formats import span as span
from .messages import has as has
from .messages import quoted as quoted
from .messages import text as text
from .naming import link as link
from .naming import thing as thing
from .naming import things as things
from .saying import say as say
