# The face of this room: what other rooms may import from it.
from .editing import add_digest_keys as add_digest_keys
from .editing import add_leaked as add_leaked
from .editing import add_verdict as add_verdict
from .editing import drop_verdict as drop_verdict
from .facts import LANGUAGES as LANGUAGES
from .facts import Case as Case
from .folder import as_case as as_case
from .folder import new_case as new_case
from .folder import open_case as open_case
from .machine import machine_language as machine_language
from .machine import machine_zone as machine_zone
from .verdict import ACTORS as ACTORS
from .verdict import Verdict as Verdict
from .verdict import verdict_of as verdict_of
