#!/usr/bin/env python3
"""Correlates what comes into a folder, or into Kafka, with Spark's Structured Streaming: a merge a batch, exactly once.

    spark-submit tamga_stream.py \\
        --snapshot knowledge.tamga --checkpoint /var/lib/tamga/spark --out /var/lib/tamga/hits --folder /logs/incoming
    spark-submit --packages org.apache.spark:spark-sql-kafka-0-10_2.13:VERSION … tamga_stream.py \\
        --snapshot knowledge.tamga --checkpoint … --out … --kafka broker1:9092,broker2:9092 --topic logs

Each batch is a folder below --out: `batch=N/hits.ndjson` and `batch=N/summary.json`. It is written beside it and renamed whole, so
a batch that Spark gives again after a crash replaces itself: whoever reads finds each hit once. Files of a folder are taken when
they are whole: move them in, as Spark asks of any file source.

A window of a correlation holds what one batch has: correlations over longer times need `tamga stream`, or one batch run.
"""
import argparse
import itertools
import os
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from tamga_spark import MATCHING, correlated, correlation, merge, splits_of  # noqa: E402


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tamga", default=os.environ.get("TAMGA") or shutil.which("tamga"), help="the program (TAMGA, else the PATH)")
    parser.add_argument("--snapshot", required=True, help="knowledge, as `tamga snapshot` has written it")
    for name in MATCHING:
        parser.add_argument(f"--{name}", help="as for `tamga correlate`")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--folder", help="where files of logs come in; every executor opens it under this path")
    source.add_argument("--kafka", metavar="SERVERS", help="brokers, as kafka.bootstrap.servers")
    parser.add_argument("--topic", help="with --kafka: the topics, as subscribe")
    parser.add_argument("--kafka-option", action="append", default=[], metavar="NAME=VALUE", help="further options of the source, such as kafka.security.protocol=SSL")
    parser.add_argument("--checkpoint", required=True, help="where Spark keeps how far it is")
    parser.add_argument("--out", required=True, help="where batches are written")
    parser.add_argument("--size", default="256M", help="bytes of a split of a file (256M)")
    parser.add_argument("--files", type=int, default=1000, help="the most files of a batch (1000)")
    parser.add_argument("--messages", type=int, default=5_000_000, help="the most messages of a batch (5000000)")
    parser.add_argument("--every", default="30 seconds", help="how often a batch begins (30 seconds)")
    parser.add_argument("--once", action="store_true", help="take what is there, and end")
    found = parser.parse_args(arguments)
    if not found.tamga:
        parser.error("there is no tamga: name it with --tamga or TAMGA, or put it on the PATH")
    if found.kafka and not found.topic:
        parser.error("--kafka needs --topic")
    found.tamga = os.path.abspath(found.tamga)
    # A batch has hits and a summary as JSON, no more.
    found.format, found.lang, found.report, found.suppressed = "json", None, None, None
    return found


def source_of(spark, options):
    """Paths of new files, or messages."""
    if options.folder:
        found = spark.readStream.format("binaryFile").option("maxFilesPerTrigger", options.files)
        found = found.schema("path string, modificationTime timestamp, length bigint, content binary")
        # Only the paths are asked for: Spark then reads no file.
        return found.option("recursiveFileLookup", "true").load(options.folder).select("path")
    found = spark.readStream.format("kafka").option("kafka.bootstrap.servers", options.kafka).option("subscribe", options.topic)
    found = found.option("maxOffsetsPerTrigger", options.messages).option("startingOffsets", "earliest")
    for option in options.kafka_option:
        name, _, value = option.partition("=")
        found = found.option(name, value)
    return found.load().select("topic", "partition", "offset", "timestamp", "value")


def messages_partial(task):
    """A task that makes one partial of a partition's messages: a log a topic and partition, in the order of the offsets."""
    def partial(rows):
        with tempfile.TemporaryDirectory(prefix="tamga-") as scratch:
            rows = sorted(rows, key=lambda row: (row.topic, row.partition, row.offset))
            splits = []
            for (topic, partition), messages in itertools.groupby(rows, key=lambda row: (row.topic, row.partition)):
                messages = list(messages)
                file = pathlib.Path(scratch, f"{topic}-{partition}-{messages[0].offset}.log")
                # A message may have several lines, or no end of line.
                file.write_bytes(b"".join(bytes(row.value or b"").removesuffix(b"\n") + b"\n" for row in messages))
                # Times without a year are read by the time of the log, which is that of its last message.
                last = messages[-1].timestamp.timestamp()
                os.utime(file, (last, last))
                splits.append(f"{file.name}:0-")
            if not splits:
                return
            out = pathlib.Path(scratch, "part")
            task.correlate(splits, scratch, out)
            yield out.read_bytes()
    return partial


def batch_of(options, task):
    """What is done with each batch."""
    def batch(frame, number):
        target = pathlib.Path(options.out, f"batch={number}")
        made = pathlib.Path(os.path.abspath(options.out), f".batch={number}.part")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        with tempfile.TemporaryDirectory(prefix="tamga-driver-") as work:
            context = frame.sparkSession.sparkContext
            if options.folder:
                # Spark writes a path as file:/logs/a.log, and changes no letter of it.
                options.logs = sorted(row.path.removeprefix("file:") for row in frame.collect())
                splits = splits_of(options, work) if options.logs else []
                parts = correlated(context, splits, task, False) if splits else []
            else:
                parts = frame.repartition("topic", "partition").rdd.mapPartitions(messages_partial(task)).collect()
            if not parts:
                shutil.rmtree(made)
                return
            options.hits, options.summary = str(made / "hits.ndjson"), str(made / "summary.json")
            merge(options, options.snapshot, parts, work)
        # A batch that comes again after a crash has the same input: it takes the place of what is there.
        shutil.rmtree(target, ignore_errors=True)
        made.rename(target)
    return batch


def main(arguments=None):
    options = parse(arguments)
    from pyspark.sql import SparkSession
    spark = SparkSession.builder.appName("tamga stream").getOrCreate()
    context = spark.sparkContext
    task = correlation(context, options, options.snapshot)
    writer = source_of(spark, options).writeStream.foreachBatch(batch_of(options, task)).option("checkpointLocation", options.checkpoint)
    query = (writer.trigger(availableNow=True) if options.once else writer.trigger(processingTime=options.every)).start()
    query.awaitTermination()
    spark.stop()


if __name__ == "__main__":
    main()
