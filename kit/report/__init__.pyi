# The face of this room: what other rooms may import from it.
from .blocks import Block as Block
from .books import notebook_names as notebook_names
from .exports import export as export
from .focus import focus_of as focus_of
from .lab import lab as lab
from .make import report as report
from .parts import blocks_of as blocks_of
from .parts import part_names as part_names
from .pdf import find_browser as find_browser
from .pdf import print_pdf as print_pdf
from .remarks import note as note
from .remarks import notes_of as notes_of
from .run import HEADLESS as HEADLESS
from .run import failed_cells as failed_cells
from .run import run_notebooks as run_notebooks
