"""Sixteen kinds of places that a key is left in, each made with the tools that make it in life."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

AUTHOR, MAIL, WHEN = "Sato Hanako", "hanako@example.co.jp", "2026-02-03T04:05:06Z"
SECRET = "q7Zk0aB3xR9TmLw2Vd5Yp8Nc4Jh6Gs1/Fe+UoKiM"


def env(key: str) -> bytes:
    """The file that leaks most."""
    return f"DEBUG=1\nAWS_ACCESS_KEY_ID={key}\nAWS_SECRET_ACCESS_KEY={SECRET}\n".encode()


def git(folder: Path, *words: str, given: bytes | None = None) -> str:
    """git with an author and dates of its own, untouched by this machine's configuration."""
    environment = {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "HOME": str(folder),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        **{f"GIT_{who}_NAME": AUTHOR for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": MAIL for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_DATE": WHEN for who in ("AUTHOR", "COMMITTER")},
    }
    words = ("git", "-c", "init.defaultBranch=main", *words)
    done = subprocess.run(words, cwd=folder, env=environment, input=given, capture_output=True, check=True)
    return done.stdout.decode().strip()


def repository(folder: Path) -> Path:
    """A repository with one commit that holds nothing."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "README").write_text("hello\n")
    return commit(folder, "first")


def commit(folder: Path, message: str = "more") -> Path:
    """Everything in the working tree, committed."""
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)
    return folder


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    """A tar archive."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def deleted_commit(folder: Path, key: str) -> None:
    """Committed, taken out by the next commit, and packed."""
    place = repository(folder / "app")
    (place / "settings.py").write_bytes(b"# settings\n\n" + env(key))
    commit(place, "settings")
    (place / "settings.py").unlink()
    commit(place, "oops")
    git(place, "gc", "-q")


def dangling_blob(folder: Path, key: str) -> None:
    """Staged once and never committed: no `git log` finds it."""
    git(repository(folder / "app"), "hash-object", "-w", "--stdin", given=env(key))


def stash(folder: Path, key: str) -> None:
    """In the stash, with the file untracked before."""
    place = repository(folder / "app")
    (place / "local.env").write_bytes(env(key))
    git(place, "stash", "push", "-q", "--include-untracked")


def tar_in_zip(folder: Path, key: str) -> None:
    """A tar archive in a zip archive."""
    inner = tarred({"site/": b"", "site/config/.env": env(key)}, "w:gz")
    (folder / "backup.zip").write_bytes(zipped({"2026/site.tar.gz": inner}))


def oci_layer(folder: Path, key: str) -> None:
    """An image in the OCI layout, saved as tar: its second layer has the file, its third takes it out."""
    blobs: dict[str, bytes] = {}

    def blob(data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        blobs[f"blobs/sha256/{digest}"] = data
        return f"sha256:{digest}"

    tars = [tarred({"bin/sh": b"\x7fELF"}), tarred({"app/.env": env(key)}), tarred({"app/.wh..env": b""})]
    layers = [blob(gzip.compress(data, mtime=0)) for data in tars]
    history = [
        {"created_by": "/bin/sh -c #(nop) ADD file in /"},
        {"created_by": f"RUN AWS_SECRET_ACCESS_KEY={SECRET} ./fetch-settings"},
        {"created_by": "ENV A=B", "empty_layer": True},
        {"created_by": "RUN rm app/.env"},
    ]
    config = blob(json.dumps({"history": history, "rootfs": {"type": "layers", "diff_ids": layers}}).encode())
    manifest = blob(
        json.dumps({"config": {"digest": config}, "layers": [{"digest": d} for d in layers]}).encode()
    )
    notes = {"org.opencontainers.image.ref.name": "app:1.4"}
    index = {"manifests": [{"digest": manifest, "annotations": notes}]}
    files = {
        **blobs,
        "index.json": json.dumps(index).encode(),
        "oci-layout": b'{"imageLayoutVersion":"1.0.0"}',
    }
    (folder / "image.tar").write_bytes(tarred(files))


def docker_save(folder: Path, key: str) -> None:
    """An image as `docker save` writes it, compressed; the key is in its environment too."""
    layer = tarred({"app/.env": env(key)})
    digest = f"sha256:{hashlib.sha256(layer).hexdigest()}"
    config = {"config": {"Env": [f"AWS_ACCESS_KEY_ID={key}"]}, "rootfs": {"diff_ids": [digest]}}
    config["history"] = [{"created_by": "COPY . /app"}]
    manifest = [{"Config": "abc.json", "RepoTags": ["shop/app:2"], "Layers": ["l1/layer.tar"]}]
    files = {"l1/layer.tar": layer, "abc.json": json.dumps(config).encode()}
    files["manifest.json"] = json.dumps(manifest).encode()
    (folder / "saved.tar.gz").write_bytes(gzip.compress(tarred(files)))


def terraform_state(folder: Path, key: str) -> None:
    """What Terraform keeps of a key that it made."""
    made = {"id": key, "secret": SECRET, "user": "deploy", "status": "Active"}
    instance = {"type": "aws_iam_access_key", "name": "deploy", "instances": [{"attributes": made}]}
    (folder / "terraform.tfstate").write_text(json.dumps({"version": 4, "resources": [instance]}, indent=2))


def notebook_output(folder: Path, key: str) -> None:
    """Printed by a cell, and saved with the notebook."""
    output = {"output_type": "stream", "name": "stdout", "text": ["{'AccessKeyId':\n", f"  '{key}'}}\n"]}
    cell = {"cell_type": "code", "source": ["print(session)"], "outputs": [output], "metadata": {}}
    (folder / "explore.ipynb").write_text(json.dumps({"cells": [cell], "nbformat": 4}, indent=1))


def workbook(folder: Path, key: str) -> None:
    """A cell of a spreadsheet."""
    text = f'<?xml version="1.0"?><sst><si><t>user</t></si><si><t>{key}</t></si></sst>'.encode()
    parts = {"[Content_Types].xml": b"<Types/>", "xl/sharedStrings.xml": text}
    (folder / "accounts.xlsx").write_bytes(zipped(parts))


def word_file(folder: Path, key: str) -> None:
    """A document whose spell checker cut the key in two."""
    runs = f"<w:r><w:t>{key[:7]}</w:t></w:r><w:proofErr/><w:r><w:t>{key[7:]}</w:t></w:r>"
    text = f"<?xml version='1.0'?><w:document><w:body><w:p>{runs}</w:p></w:body></w:document>".encode()
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": text}
    (folder / "handover.docx").write_bytes(zipped(parts))


def lambda_package(folder: Path, key: str) -> None:
    """A function's code, as it is uploaded."""
    code = f'import boto3\nclient = boto3.client("s3", aws_access_key_id="{key}")\n'.encode()
    (folder / "function.zip").write_bytes(zipped({"boto3/__init__.py": b"", "handler.py": code}))


def user_data(folder: Path, key: str) -> None:
    """A start script as base64, as a launch template has it."""
    script = b"#!/bin/bash\n" + env(key)
    template = {"LaunchTemplateData": {"UserData": base64.b64encode(script).decode(), "ImageId": "ami-1"}}
    (folder / "template.json").write_text(json.dumps(template))


def minified(folder: Path, key: str) -> None:
    """One long line of a web page's script."""
    code = "!function(e,t){" + "var n=0;" * 5000 + f'k="{key}"' + ";r()" * 5000 + "}();"
    (folder / "main.3f2a.js").write_text(code)


def env_in_wheel(folder: Path, key: str) -> None:
    """A file that nobody meant to publish, in a package."""
    parts = {"app/__init__.py": b"", "app/.env": env(key), "app-1.dist-info/RECORD": b""}
    (folder / "app-1-py3-none-any.whl").write_bytes(zipped(parts))


def utf16(folder: Path, key: str) -> None:
    """As PowerShell writes into a file."""
    (folder / "keys.txt").write_text(f"user\r\n{key}\r\n", encoding="utf-16")


def ci_log(folder: Path, key: str) -> None:
    """A build's log, with colours, kept compressed."""
    lines = "".join(f"2026-02-03T04:05:{n % 60:02}Z \x1b[32mstep {n}\x1b[0m\n" for n in range(5000))
    text = f"{lines}+ export AWS_ACCESS_KEY_ID={key}\n{lines}"
    (folder / "build-112.log.gz").write_bytes(gzip.compress(text.encode()))


# Name -> (who makes it, what the row must say of it). The sixteenth lies in a bucket.
PLACES: dict[str, tuple[Callable[[Path, str], None], dict]] = {
    "deleted commit": (
        deleted_commit,
        {"path": "settings.py", "line": 4, "deleted": True, "reach": "branch"},
    ),
    "dangling blob": (dangling_blob, {"kind": "repository", "commit": None, "line": 2, "reach": "none"}),
    "stash": (stash, {"path": "local.env", "line": 2, "reach": "stash", "author": f"{AUTHOR} <{MAIL}>"}),
    "tar in zip": (tar_in_zip, {"inside": "2026/site.tar.gz!/site/config/.env", "line": 2}),
    "OCI layer": (oci_layer, {"kind": "image", "line": 2}),
    "tfstate": (terraform_state, {"content": "infrastructure", "kind": "file"}),
    "notebook output": (notebook_output, {"content": "notebook", "kind": "file"}),
    "xlsx": (workbook, {"inside": "xl/sharedStrings.xml", "content": "document"}),
    "docx": (word_file, {"inside": "word/document.xml", "content": "document"}),
    "Lambda zip": (lambda_package, {"inside": "handler.py", "line": 2}),
    "base64 user data": (user_data, {"form": "base64", "line": 1}),
    "minified js": (minified, {"line": 1, "content": "source"}),
    ".env in a wheel": (env_in_wheel, {"inside": "app/.env", "line": 2, "content": "environment"}),
    "UTF-16 file": (utf16, {"form": "utf-16", "line": 2}),
    "CI log": (ci_log, {"line": 5001, "content": "log"}),
}
