"""Which layer of which container image a find lies in, and which command made that layer.

An image saved as tar (`docker save`: manifest.json) or in the OCI layout (index.json), packed or as a
folder, describes itself in small JSON members: they are noted while it is searched, and read when all of it
was. https://github.com/opencontainers/image-spec/blob/main/image-layout.md
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kit.hunt.search import Hit
from kit.hunt.secrets import blotted_command

_WORDS = (b'"Layers"', b'"layers"', b'"manifests"', b'"rootfs"')
_COMMAND = 300
_SMALL = 1 << 20
_DEEPEST = 4


@dataclass(frozen=True)
class _Part:
    """A layer or the configuration of an image, by the name of its file."""

    image: str
    digest: str = ""
    command: str = ""


@dataclass
class Images:
    """Small JSON files by their full name: a path, and `!/` before each member inside it."""

    _kept: dict[str, Any] = field(default_factory=dict)

    def note(self, name: str, data: bytes | memoryview) -> None:
        """Keeps a file that may describe an image."""
        head = bytes(data[:1])
        if len(data) <= _SMALL and head in (b"{", b"[") and any(word in bytes(data) for word in _WORDS):
            try:
                self._kept[name] = json.loads(bytes(data))
            except (ValueError, RecursionError):
                return

    def explain(self, hits: list[Hit]) -> None:
        """Says of each hit in a layer which one it is."""
        parts = dict(self._parts())
        if not parts:
            return
        for hit in hits:
            name = hit.path or ""
            names = [name]
            for step in (hit.inside or "").split("!/") if hit.inside else ():
                name = f"{name}!/{step}"
                names.append(name)
            part = next((parts[each] for each in names if each in parts), None)
            if part is None or hit.note:
                continue
            hit.kind = "image"
            hit.note = "exposure-layer" if part.command else "exposure-layer-plain"
            hit.note_args = {"layer": part.digest, "image": part.image, "command": part.command}
            if not part.digest:
                hit.note = "exposure-image-config"

    def _parts(self) -> Iterator[tuple[str, _Part]]:
        for name, said in self._kept.items():
            base, last = _split(name)
            try:
                if last == "manifest.json" and isinstance(said, list):
                    for image in said:
                        title = ", ".join(image.get("RepoTags") or ()) or _short(image["Config"])
                        yield from self._image(base, title, image["Config"], image["Layers"])
                elif last == "index.json":
                    yield from self._index(base, said, "", 0)
            except (KeyError, TypeError, AttributeError):
                continue  # it is no description of an image

    def _index(self, base: str, said: dict, title: str, depth: int) -> Iterator[tuple[str, _Part]]:
        for one in said.get("manifests") or ():
            notes = one.get("annotations") or {}
            name = notes.get("io.containerd.image.name") or notes.get("org.opencontainers.image.ref.name")
            inner = self._kept.get(base + _blob(one["digest"])) or {}
            shown = name or title or _short(one["digest"])
            if "manifests" in inner and depth < _DEEPEST:
                yield from self._index(base, inner, shown, depth + 1)
            elif "layers" in inner:
                layers = [_blob(layer["digest"]) for layer in inner["layers"]]
                yield from self._image(base, shown, _blob(inner["config"]["digest"]), layers)

    def _image(self, base: str, title: str, config: str, layers: list[str]) -> Iterator[tuple[str, _Part]]:
        said = self._kept.get(base + config) or {}
        made = [one.get("created_by", "") for one in said.get("history") or () if not one.get("empty_layer")]
        digests = (said.get("rootfs") or {}).get("diff_ids") or []
        yield base + config, _Part(title)
        for number, layer in enumerate(layers):
            digest = f"sha256:{layer.rpartition('/')[2]}" if layer.startswith("blobs/") else ""
            digest = digest or (digests[number] if number < len(digests) else layer)
            command = made[number] if len(made) == len(layers) else ""
            yield base + layer, _Part(title, digest, blotted_command(" ".join(command.split()))[:_COMMAND])


def _split(name: str) -> tuple[str, str]:
    """(all before the last part with its mark, the last part)."""
    at = max(name.rfind("/"), name.rfind("!/") + 1)
    return name[: at + 1], name[at + 1 :]


def _blob(digest: str) -> str:
    return "blobs/" + digest.replace(":", "/", 1)


def _short(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".json").removeprefix("sha256:")[:12]
