# The face of this room: what other rooms may import from it.
