# The face of this room: what other rooms may import from it.
from .make import report as report
from .parts import blocks_of as blocks_of
from .run import lab as lab
from .run import notebook_names as notebook_names
from .run import run_notebooks as run_notebooks
