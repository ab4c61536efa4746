# The face of this room: what other rooms may import from it.
from .make import lab as lab
from .make import make_report as make_report
from .make import notebook_names as notebook_names
from .make import run_notebooks as run_notebooks
from .parts import PARTS as PARTS
from .parts import ask as ask
from .parts import blocks as blocks
from .parts import cited as cited
from .parts import open_case as open_case
from .parts import plan as plan
from .parts import show as show
