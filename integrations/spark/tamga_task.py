"""What runs on executors: a split to a partial, partials to one. A task gives bytes back and changes nothing else."""
import os
import pathlib
import subprocess
import sys
import tempfile

from storage import Remote, is_remote


# The status of `tamga` where a log could not be read: the result is there, and says so.
UNREADABLE = 74


def run(command, allowed=(0,), **more):
    """Runs the program. What it says on standard error goes on; a status that is not allowed is an error with its last words."""
    done = subprocess.run([str(word) for word in command], stderr=subprocess.PIPE, **more)
    said = done.stderr.decode("utf-8", "replace")
    sys.stderr.write(said)
    if done.returncode not in allowed:
        raise RuntimeError(f"{command[0]} {command[1]} ended with {done.returncode}: {said[-2000:]}")
    return done


class Correlation:
    """The tasks of one run. Sent to executors as it is: names of shipped files and flags, nothing open."""

    def __init__(self, tamga, snapshot, flags, folder, attempts):
        """
        - tamga, snapshot: names of files that were given to `SparkContext.addFile`.
        - flags: of `tamga correlate`, the same for each split.
        - folder: where paths that are not absolute begin.
        - attempts: how often Spark runs a task that fails.
        """
        self.tamga, self.snapshot, self.flags, self.folder, self.attempts = tamga, snapshot, flags, folder, attempts

    def tool(self):
        from pyspark import SparkFiles
        path = SparkFiles.get(self.tamga)
        if not os.access(path, os.X_OK):
            os.chmod(path, 0o755)
        return path

    def correlate(self, splits, folder, out):
        """Reads splits into one partial. A log that cannot be read is an error, for Spark to try again, but in the last attempt."""
        from pyspark import SparkFiles, TaskContext
        where = [word for split in splits for word in ("--split", split)]
        is_last = TaskContext.get().attemptNumber() + 1 >= self.attempts
        run([self.tool(), "correlate", "--quiet", "--snapshot", SparkFiles.get(self.snapshot), *self.flags, *where, "--partial", out],
            allowed=(0, UNREADABLE) if is_last else (0,), cwd=folder)

    def partial(self, split):
        """The partial of a split, as bytes."""
        with tempfile.TemporaryDirectory(prefix="tamga-") as scratch:
            out = pathlib.Path(scratch, "part")
            if is_remote(split["file"]):
                folder = os.path.join(scratch, "logs")
                Remote.fetch(split, folder)
            else:
                folder = self.folder
            self.correlate([split["split"]], folder, out)
            return out.read_bytes()

    def merged(self, partials):
        """One partial of several, in any order."""
        with tempfile.TemporaryDirectory(prefix="tamga-") as scratch:
            names = []
            for number, partial in enumerate(partials):
                names.append(pathlib.Path(scratch, f"{number}.part"))
                names[-1].write_bytes(partial)
            out = pathlib.Path(scratch, "merged")
            run([self.tool(), "merge", "--quiet", *names, "--partial", out], allowed=(0, UNREADABLE))
            return out.read_bytes()
