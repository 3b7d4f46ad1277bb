"""Logs in storage that executors do not mount.

A log there is named by its URI. On the machine that reads it stands as a sparse file of the log's whole size under a folder of
scratch, at the path that the URI is when it is taken for one: run there, `tamga` opens it by the URI and says so in hits. What a
split needs is filled in: the log's head, by which its format is known, and the range itself to the end of its last line; all
of the log where a format can only be read from its start, since its records may have many lines.

Behind the storage's name (`scheme://authority/`) a URI is a path as it stands: nothing is escaped or has a meaning of its own, as in
Hadoop, but `*`, `?` and `[…]` where logs are asked for.
"""
import os
import re
import subprocess
import sys

HEAD = 1 << 18
STEP = 8 << 20
# The most logs of one `tamga split plan`: their names are a command line.
TOGETHER = 1_000


def is_remote(path):
    """True for a URI, false for a path."""
    return re.match(r"^[a-z][a-z0-9+.-]*://", path) is not None


class Remote:
    """One log in a storage that pyarrow knows."""

    def __init__(self, uri):
        from pyarrow import fs
        scheme, _, rest = uri.partition("://")
        authority, _, inner = rest.partition("/")
        self.uri = uri
        # Only the storage's name is a URI to pyarrow: it would undo escapes in a path, and cut it at `#` and `?`.
        self.system, base = fs.FileSystem.from_uri(f"{scheme}://{authority}/")
        self.path = f"{base.rstrip('/')}/{inner}"

    @staticmethod
    def expand(patterns):
        """The URIs of all logs that URIs of files, folders or patterns (`*`, `?`, `[…]`) name, in order; hidden ones left out."""
        from fnmatch import fnmatchcase
        from pyarrow import fs
        found = []
        for pattern in patterns:
            parts = pattern.split("/")
            magic = next((place for place, part in enumerate(parts) if place > 2 and re.search(r"[*?\[]", part)), len(parts))
            base = "/".join(parts[:magic])
            root = Remote(base)
            info = root.system.get_file_info(root.path)
            if info.type == fs.FileType.File:
                found.append(base)
                continue
            if info.type != fs.FileType.Directory:
                raise FileNotFoundError(f"{pattern}: there is nothing")
            listing = root.system.get_file_info(fs.FileSelector(root.path, recursive=True))
            names = []
            for entry in listing:
                inside = entry.path[len(root.path.rstrip("/")) + 1:]
                inner = inside.split("/")
                wanted = parts[magic:]
                fits = len(inner) >= len(wanted) and all(fnmatchcase(one, other) for one, other in zip(inner, wanted))
                if entry.type == fs.FileType.File and fits and not any(part.startswith(".") for part in inner):
                    names.append((inner, f"{base.rstrip('/')}/{inside}"))
            found += [name for _, name in sorted(names)]
        return found

    def facts(self):
        """Size in bytes, and the time of the last change in seconds."""
        info = self.system.get_file_info(self.path)
        return info.size, info.mtime.timestamp() if info.mtime else 0

    def stand_in(self, scratch, ranges):
        """Makes the sparse file, with these ranges of bytes filled in. Each is given to the end of its last line."""
        name = os.path.join(scratch, self.uri)
        os.makedirs(os.path.dirname(name), exist_ok=True)
        size, modified = self.facts()
        with self.system.open_input_file(self.path) as source, open(name, "wb") as file:
            file.truncate(size)
            for start, end in ranges:
                place, end = start, min(end, size)
                file.seek(place)
                while place < size:
                    source.seek(place)
                    piece = source.read(min(STEP, size - place) if place >= end else min(STEP, end - place))
                    if not piece:
                        raise OSError(f"{self.uri}: shrank while it was read: {place} of {size} bytes")
                    if place >= end:
                        cut = piece.find(b"\n")
                        piece = piece[:cut + 1] if cut >= 0 else piece
                        file.write(piece)
                        if cut >= 0:
                            break
                    else:
                        file.write(piece)
                    place += len(piece)
        os.utime(name, (modified, modified))
        return name

    @staticmethod
    def plan(patterns, size, tamga, scratch):
        """The splits of all logs, as `tamga split plan --json` gives them."""
        uris = Remote.expand(patterns)
        for uri in uris:
            Remote(uri).stand_in(scratch, [(0, HEAD)])
        lines = b""
        for start in range(0, len(uris), TOGETHER):
            command = [tamga, "split", "plan", "--json", "--size", size, *uris[start:start + TOGETHER]]
            lines += subprocess.run(command, cwd=scratch, stdout=subprocess.PIPE, check=True).stdout
        return lines

    @staticmethod
    def fetch(split, scratch):
        """What a split needs of its log."""
        if split["reads_from_start"] or not split["splittable"]:
            ranges = [(0, sys.maxsize)]
        else:
            ranges = [(0, HEAD), (max(0, split["start"] - 1), split["end"])]
        return Remote(split["file"]).stand_in(scratch, ranges)
