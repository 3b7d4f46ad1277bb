"""Sigma rules by pySigma's SQLite backend: for the Python that has pysigma and pysigma-backend-sqlite.

    pysigma-sqlite.py prepare OUT FOLDER…     one file of the folders' rules for Windows that the backend can take, each with the log
                                              source “product: windows” alone: every engine then holds every rule against every event
    pysigma-sqlite.py match RULES EVENTS      the events (JSON, one a line) in a table in memory with the columns that the rules ask
                                              for, one SELECT a rule; prints processor seconds and every hit as JSON

Columns compare without regard to case, as Sigma does and as Zircolite lays its table out; fields inside of fields are named a.b.
"""
import json, pathlib, re, sqlite3, sys, time

import yaml
from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection


# What these events call otherwise, and Tamga knows.
ALIASES = {"sourcename": "provider_name"}


def prepare(out, folders):
    kept, seen = [], set()
    for path in sorted(path for folder in folders for path in pathlib.Path(folder).rglob("*.yml")):
        try:
            documents = [document for document in yaml.safe_load_all(path.read_text()) if document]
            if len(documents) != 1 or documents[0]["logsource"].get("product") != "windows" or documents[0]["id"] in seen:
                continue
            rule = documents[0] | {"logsource": {"product": "windows"}}
            text = yaml.safe_dump({key: rule[key] for key in ("title", "id", "logsource", "detection", "level") if key in rule}, sort_keys=False)
            queries = sqliteBackend().convert(SigmaCollection.from_yaml(text))
        except Exception:  # What pySigma refuses, and what the backend cannot say.
            continue
        if len(queries) == 1:
            seen.add(rule["id"])
            kept.append(text)
    pathlib.Path(out).write_text("---\n".join(kept))
    print(len(kept))


def flat(value, name, into):
    if isinstance(value, dict):
        for key, each in value.items():
            flat(each, f"{name}.{key}" if name else key, into)
    elif value is not None:
        into.setdefault(name.lower(), json.dumps(value) if isinstance(value, (list, bool)) else str(value))


def match(rules, events):
    started = time.process_time()
    collection = SigmaCollection.from_yaml(pathlib.Path(rules).read_text())
    queries = [(str(rule.id), sqliteBackend().convert(SigmaCollection([rule]))[0]) for rule in collection]
    fields = set()
    for rule in collection:
        for detection in rule.detection.detections.values():
            collect(detection, fields)
    converted = time.process_time()
    columns = sorted(fields)
    base = sqlite3.connect(":memory:")
    base.create_function("REGEXP", 2, lambda pattern, text: text is not None and re.search(pattern, text) is not None, deterministic=True)
    base.execute("CREATE TABLE logs (" + ", ".join(f'"{column}" TEXT COLLATE NOCASE' for column in columns) + ")")
    rows = []
    with open(events) as file:
        for line in file:
            values = {}
            flat(json.loads(line), "", values)
            for other, name in ALIASES.items():
                if other in values:
                    values.setdefault(name, values[other])
            rows.append([values.get(column) for column in columns])
    base.executemany(f"INSERT INTO logs VALUES ({', '.join('?' * len(columns))})", rows)
    loaded = time.process_time()
    hits = []
    for id, query in queries:
        hits += [(id, line) for line, in base.execute(re.sub(r"^SELECT \*", "SELECT rowid", query, count=1))]
    done = time.process_time()
    json.dump({
        "rules": len(queries), "events": len(rows), "convert": converted - started, "load": loaded - converted, "query": done - loaded,
        "hits": hits}, sys.stdout)


def collect(detection, fields):
    for item in detection.detection_items:
        if hasattr(item, "detection_items"):
            collect(item, fields)
        elif item.field:
            fields.add(item.field.lower())
            fields.update(value.field.lower() for value in item.value if hasattr(value, "field"))


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(sys.argv[2], sys.argv[3:])
    else:
        match(*sys.argv[2:])
