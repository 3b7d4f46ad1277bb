"""OASIS' cti-pattern-matcher on a file of vectors, for the Python that has stix2-matcher: each line is a JSON object with a pattern
and its observations, and is printed with the verdict as its result."""
import json, sys

from stix2matcher.matcher import match

with open(sys.argv[1]) as file:
    for line in file:
        vector = json.loads(line)
        vector["result"] = bool(match(vector["pattern"], vector["observations"], stix_version="2.1"))
        print(json.dumps(vector))
