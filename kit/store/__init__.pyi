# The face of this room: what other rooms may import from it.
from . import database as database
from . import derived as derived
from . import pack_chain as pack_chain
from . import schema as schema
from . import statements as statements
from . import vault as vault
from .answer import Answer as Answer
from .database import run as run
from .digests import METADATA_SUFFIX as METADATA_SUFFIX
from .load import BackgroundLoader as BackgroundLoader
from .load import load_pending as load_pending
from .load_state import ASKED as ASKED
from .original import Record as Record
from .original import record as record
from .pack_chain import Custody as Custody
from .vault import Entry as Entry
from .vault import PackWriter as PackWriter
