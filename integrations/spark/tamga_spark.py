#!/usr/bin/env python3
"""Correlates logs with Spark: a task a split, and one merge. What comes out is what one run of `tamga correlate` over the same
logs gives, byte for byte.

    spark-submit tamga_spark.py --snapshot knowledge.tamga --hits hits.ndjson --summary summary.txt /logs/2026/11
    spark-submit tamga_spark.py --store tamga.sqlite --rules rules/ --hits hits.ndjson 'hdfs://nn/logs/2026/*/*.gz'

Knowledge is a snapshot; with --store the driver makes one (`tamga snapshot`). Snapshot and program go to each executor once.
A task gives its partial result back and changes nothing else, so Spark may run it twice, lose it or speculate.

Logs are files and folders that every executor opens under the same path, or URIs of a storage that pyarrow knows (hdfs://,
s3://, gs://, file://), of which a task copies what it needs. README.md beside this file says what it costs.
"""
import argparse
import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from storage import Remote, is_remote  # noqa: E402
from tamga_task import UNREADABLE, Correlation, run  # noqa: E402

# Flags of `tamga correlate` that say how is matched; all splits of a run have the same.
MATCHING = ("member", "validity", "log-format")
# Files that `tamga merge` writes.
WRITTEN = ("hits", "suppressed", "report")
# With --store: flags of `tamga snapshot make` that say what goes into the snapshot.
KNOWLEDGE = ("community", "min-confidence")
# The most partials of one `tamga merge`: their names are a command line.
TOGETHER = 10_000
# With --tree: how many partials an executor merges at once.
BRANCHES = 16


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tamga", default=os.environ.get("TAMGA") or shutil.which("tamga"), help="the program (TAMGA, else the PATH)")
    knowledge = parser.add_mutually_exclusive_group(required=True)
    knowledge.add_argument("--snapshot", help="knowledge, as `tamga snapshot` has written it")
    knowledge.add_argument("--store", help="make the snapshot of this store")
    parser.add_argument("--rules", action="append", default=[], help="with --store: rules that go into the snapshot")
    parser.add_argument("--community", help="with --store: the file that describes the union")
    parser.add_argument("--min-confidence", help="with --store: only what has at least this confidence, 0 … 100")
    for name in MATCHING:
        parser.add_argument(f"--{name}", help="as for `tamga correlate`")
    parser.add_argument("--size", default="256M", help="bytes of a split (256M)")
    parser.add_argument("--tree", action="store_true", help="merge on the executors, some at a time, not all on the driver")
    parser.add_argument("--format", default="text", help="the summary's form, as for `tamga merge`")
    parser.add_argument("--summary", help="a file for the summary; else standard output, into which spark-submit mixes standard error")
    for name in (*WRITTEN, "lang"):
        parser.add_argument(f"--{name}", help="as for `tamga merge`")
    parser.add_argument("logs", nargs="+", help="files and folders, or URIs")
    found = parser.parse_args(arguments)
    if not found.tamga:
        parser.error("there is no tamga: name it with --tamga or TAMGA, or put it on the PATH")
    if found.snapshot and (found.rules or found.community or found.min_confidence):
        parser.error("--rules, --community and --min-confidence go into the snapshot: give them to `tamga snapshot make`, or give --store")
    if len({is_remote(log) for log in found.logs}) > 1:
        parser.error("paths and URIs cannot be mixed in one run")
    found.tamga = os.path.abspath(found.tamga)
    return found


def given(options, names):
    """The flags of these names that have a value, with it."""
    values = [(name, getattr(options, name.replace("-", "_"))) for name in names]
    return [word for name, value in values if value is not None for word in (f"--{name}", value)]


def snapshot_of(options, work):
    """The snapshot that is given, or one of the store."""
    if options.snapshot:
        return options.snapshot
    path = os.path.join(work, "knowledge.tamga")
    flags = [word for rules in options.rules for word in ("--rules", rules)]
    flags += given(options, KNOWLEDGE)
    run([options.tamga, "snapshot", "make", "--store", options.store, *flags, "--out", path])
    return path


def splits_of(options, work):
    """The splits, as `tamga split plan --json` gives them."""
    if is_remote(options.logs[0]):
        lines = Remote.plan(options.logs, options.size, options.tamga, os.path.join(work, "heads"))
    else:
        # A log that is not there is in the plan, and its task says so.
        command = [options.tamga, "split", "plan", "--json", "--size", options.size, *options.logs]
        lines = run(command, allowed=(0, UNREADABLE), stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in lines.splitlines()]


def correlation(context, options, snapshot):
    """What the tasks of a run do. Ships the program, the snapshot and the modules to the executors."""
    for module in HERE.glob("*.py"):
        context.addPyFile(str(module))
    context.addFile(options.tamga)
    context.addFile(snapshot)
    flags = ["--with-suppressed"] if options.suppressed else []
    flags += given(options, MATCHING)
    return Correlation(os.path.basename(options.tamga), os.path.basename(snapshot), flags, os.getcwd(), attempts(context))


def attempts(context):
    """How often Spark runs a task that fails: on one machine once, unless its name says otherwise, as local[2,4] does."""
    local = re.fullmatch(r"local(?:\[[^,\]]*(?:, *(\d+))?\])?", context.master)
    return int(local[1] or 1) if local else int(context.getConf().get("spark.task.maxFailures", "4"))


def correlated(context, splits, task, is_tree):
    """The partials of all splits as bytes, or one of all."""
    if not is_tree:
        return context.parallelize(splits, len(splits)).map(task.partial).collect()
    # Spark's treeReduce leaves the last merges to the driver; here the last is a task as well.
    partials = context.parallelize(list(enumerate(splits)), len(splits)).mapValues(task.partial)
    groups = len(splits)
    while groups > 1:
        groups = -(-groups // BRANCHES)
        partials = partials.map(lambda pair, count=groups: (pair[0] % count, pair[1])).groupByKey(groups).mapValues(task.merged)
    return partials.values().collect()


def merge(options, snapshot, parts, work):
    """Merges partials into what was asked for. Returns the status: 0, or 74 where a log could not be read."""
    names = [f"{number}.part" for number in range(len(parts))]
    for name, part in zip(names, parts):
        pathlib.Path(work, name).write_bytes(part)
    while len(names) > TOGETHER:
        together, rest = names[:TOGETHER], names[TOGETHER:]
        names = [*rest, f"{together[0]}s"]
        run([options.tamga, "merge", "--quiet", *together, "--partial", names[-1]], allowed=(0, UNREADABLE), cwd=work)
        for name in together:
            os.remove(os.path.join(work, name))
    flags = given(options, ("lang",))
    for name in WRITTEN:
        value = getattr(options, name)
        if value:
            flags += [f"--{name}", os.path.abspath(value)]
    with open(options.summary, "wb") if options.summary else contextlib.nullcontext() as output:
        command = [options.tamga, "merge", "--snapshot", os.path.abspath(snapshot), "--format", options.format, *flags, *names]
        return run(command, allowed=(0, UNREADABLE), stdout=output, cwd=work).returncode


def main(arguments=None):
    options = parse(arguments)
    from pyspark.sql import SparkSession
    spark = SparkSession.builder.appName("tamga").getOrCreate()
    context = spark.sparkContext
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tamga-driver-") as work:
        try:
            snapshot = snapshot_of(options, work)
            splits = splits_of(options, work)
        except (OSError, ValueError, RuntimeError, subprocess.CalledProcessError) as error:
            sys.exit(f"tamga_spark: {error}")
        if not splits:
            sys.exit("tamga_spark: there are no logs")
        task = correlation(context, options, snapshot)
        status = merge(options, snapshot, correlated(context, splits, task, options.tree), work)
    print(f"tamga_spark: {len(splits)} splits in {time.monotonic() - began:.1f} s", file=sys.stderr)
    spark.stop()
    sys.exit(status)


if __name__ == "__main__":
    main()
