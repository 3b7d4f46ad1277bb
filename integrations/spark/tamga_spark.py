#!/usr/bin/env python3
"""Correlates logs with Spark: a task a split, and one merge. What comes out is what one run of `tamga correlate` over the same
logs gives, byte for byte.

    spark-submit --py-files storage.py,tamga_task.py tamga_spark.py --snapshot knowledge.tamga --hits hits.ndjson /logs/2026/11
    spark-submit … tamga_spark.py --store tamga.sqlite --rules rules/ --format json 'hdfs://nn/logs/2026/*/*.gz'

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
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from storage import Remote, is_remote  # noqa: E402
from tamga_task import Correlation, run  # noqa: E402

# Flags of `tamga correlate` that say how is matched; all splits of a run have the same.
MATCHING = ("member", "validity", "min-confidence", "log-format")
MERGING = ("hits", "suppressed", "report", "lang")


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tamga", default=os.environ.get("TAMGA") or shutil.which("tamga"), help="the program (TAMGA, else the PATH)")
    knowledge = parser.add_mutually_exclusive_group(required=True)
    knowledge.add_argument("--snapshot", help="knowledge, as `tamga snapshot` has written it")
    knowledge.add_argument("--store", help="make the snapshot of this store")
    parser.add_argument("--rules", action="append", default=[], help="with --store: rules that go into the snapshot")
    parser.add_argument("--community", help="with --store: the file that describes the union")
    for name in MATCHING:
        parser.add_argument(f"--{name}", help="as for `tamga correlate`")
    parser.add_argument("--size", default="256M", help="bytes of a split (256M)")
    parser.add_argument("--tree", action="store_true", help="merge two by two on the executors, not all on the driver")
    parser.add_argument("--format", default="text", help="the summary's form, as for `tamga merge`")
    for name in MERGING:
        parser.add_argument(f"--{name}", help="as for `tamga merge`")
    parser.add_argument("logs", nargs="+", help="files and folders, or URIs")
    found = parser.parse_args(arguments)
    if not found.tamga:
        parser.error("there is no tamga: name it with --tamga or TAMGA, or put it on the PATH")
    if found.snapshot and (found.rules or found.community):
        parser.error("--rules and --community go into the snapshot: give them to `tamga snapshot`, or give --store")
    if len({is_remote(log) for log in found.logs}) > 1:
        parser.error("paths and URIs cannot be mixed in one run")
    return found


def snapshot_of(options, work):
    """The snapshot that is given, or one of the store."""
    if options.snapshot:
        return options.snapshot
    path = os.path.join(work, "knowledge.tamga")
    flags = [word for rules in options.rules for word in ("--rules", rules)]
    if options.community:
        flags += ["--community", options.community]
    run([options.tamga, "snapshot", "--store", options.store, *flags, "--out", path])
    return path


def splits_of(options, work):
    """The splits: {"file", "start", "end", …}."""
    if is_remote(options.logs[0]):
        lines = Remote.plan(options.logs, options.size, options.tamga, os.path.join(work, "heads"))
    else:
        lines = run([options.tamga, "split", "plan", "--json", "--size", options.size, *options.logs], stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in lines.splitlines()]


def correlated(context, splits, task, is_tree):
    """The partials of all splits as bytes, or one of all."""
    partials = context.parallelize(splits, len(splits)).map(task.partial)
    return [partials.treeReduce(task.merged)] if is_tree else partials.toLocalIterator() if len(splits) > 2_000 else partials.collect()


def merge(options, snapshot, parts, work):
    """Writes partials down and merges them into what was asked for; the summary goes to `options.summary`, or to standard output."""
    names = []
    for number, part in enumerate(parts):
        names.append(os.path.join(work, f"{number}.part"))
        pathlib.Path(names[-1]).write_bytes(part)
    flags = ["--snapshot", snapshot]
    for name in MERGING:
        value = getattr(options, name)
        if value:
            flags += [f"--{name}", value]
    summary = getattr(options, "summary", None)
    with open(summary, "wb") if summary else contextlib.nullcontext() as output:
        run([options.tamga, "merge", "--format", options.format, *flags, *names], stdout=output)


def main(arguments=None):
    options = parse(arguments)
    from pyspark.sql import SparkSession
    spark = SparkSession.builder.appName("tamga").getOrCreate()
    context = spark.sparkContext
    for module in ("storage.py", "tamga_task.py"):
        context.addPyFile(str(HERE / module))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tamga-driver-") as work:
        snapshot = snapshot_of(options, work)
        splits = splits_of(options, work)
        if not splits:
            sys.exit("tamga_spark: there are no logs")
        context.addFile(options.tamga)
        context.addFile(snapshot)
        flags = []
        for name in MATCHING:
            value = getattr(options, name.replace("-", "_"))
            if value is not None:
                flags += [f"--{name}", value]
        task = Correlation(os.path.basename(options.tamga), os.path.basename(snapshot), flags, os.getcwd())
        merge(options, snapshot, correlated(context, splits, task, options.tree), work)
    print(f"tamga_spark: {len(splits)} splits in {time.monotonic() - began:.1f} s", file=sys.stderr)
    spark.stop()


if __name__ == "__main__":
    main()
