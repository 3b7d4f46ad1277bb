"""What .ci/taxii asks of a server, through taxii2-client and, where the bytes count, through requests."""
import json
import os
import subprocess
import sys
import time
import uuid

AMBER = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"
RED = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"
NAMESPACE = uuid.UUID("6f1c0b52-9e37-4d0a-a35b-7d4211c82e94")


def name_id(kind, name):
    return f"{kind}--{uuid.uuid5(NAMESPACE, name)}"


def indicator(name, value, modified="2026-01-02T03:04:05.678Z", **more):
    return {
        "type": "indicator", "spec_version": "2.1", "id": name_id("indicator", name),
        "created": "2026-01-02T03:04:05.678Z", "modified": modified, "name": name,
        "pattern": f"[domain-name:value = '{value}']", "pattern_type": "stix",
        "valid_from": "2026-01-02T03:04:05Z", **more,
    }


def odd_objects():
    """Objects whose bytes no JSON library would write again: spaces, escapes, long numbers, unknown properties."""
    objects = []
    for number in range(500):
        text = json.dumps(indicator(f"odd {number}", f"odd{number}.example", object_marking_refs=[AMBER]))
        text = text.replace('", "', '" ,\t"').replace('"name": "odd', '"x_big": 12345678901234567890.50e+01,\n "name": "\\u006fdd')
        objects.append(text)
    objects.append(json.dumps(indicator("secret", "secret.example", object_marking_refs=[RED])))
    for version in range(3):
        stamp = f"2026-02-0{version + 1}T00:00:00.000Z"
        objects.append(json.dumps(indicator("many versions", f"v{version}.example", stamp, object_marking_refs=[AMBER])))
    return objects


def make(path):
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"type": "bundle", "id": "bundle--%s", "objects": [\n%s\n]}' % (uuid.uuid4(), ",\n".join(odd_objects())))


class Walk:
    def __init__(self):
        import requests
        from taxii2client import v21
        self.requests, self.v21 = requests, v21
        self.url = os.environ["URL"]
        self.verify = os.environ["CERT"] if self.url.startswith("https") else True
        self.base = self.url[: -len("/taxii2/")]
        self.failed = 0

    def check(self, what, good, detail=""):
        print(("ok       " if good else "FAILED   ") + what + (f": {detail}" if detail and not good else ""))
        self.failed += 0 if good else 1

    def server(self, name):
        user, key = {"KZ": "kz-cert", "UZ": "uz-reader", "IN": "in-cert", "PUBLIC": "public"}[name], os.environ[name]
        return self.v21.Server(self.url, user=user, password=key, verify=self.verify)

    def collection(self, server, alias):
        return next(c for c in server.api_roots[0].collections if c.alias == alias)

    def raw(self, method, path, who="KZ", headers=None, **more):
        headers = {"Authorization": "Bearer " + os.environ[who], **(headers or {})} if who else headers
        return self.requests.request(method, self.base + path, headers=headers, verify=self.verify, timeout=60, **more)

    def pages(self, function, size, **filters):
        objects = []
        for page in self.v21.as_pages(function, per_request=size, **filters):
            objects += page.get("objects", [])
        return objects

    def run(self):
        self.discovery()
        self.paging()
        self.filters()
        self.bytes_equal()
        self.push()
        self.withdrawal()
        self.cross_checks()
        return self.failed

    def discovery(self):
        server = self.server("KZ")
        self.check("discovery", server.title == "Tamga" and len(server.api_roots) == 1)
        root = server.api_roots[0]
        self.check("API root", root.versions == ["application/taxii+json;version=2.1"] and root.max_content_length == 10 << 20)
        aliases = sorted(c.alias for c in root.collections)
        self.check("collections of KZ", aliases == ["everything", "group-energy", "inbox-kz", "sightings"], aliases)
        aliases = sorted(c.alias for c in self.server("PUBLIC").api_roots[0].collections)
        self.check("collections of anyone", aliases == ["everything", "sightings"], aliases)

    def paging(self):
        collection = self.collection(self.server("KZ"), "everything")
        whole = [o["id"] for o in collection.get_objects(limit=1000)["objects"]]
        for size in (1, 7, 100, 999):
            got = [o["id"] for o in self.pages(collection.get_objects, size)]
            self.check(f"pages of {size}: each object once, in one order", got == whole, f"{len(got)} of {len(whole)}")
        manifest = [o["id"] for o in self.pages(collection.get_manifest, 50)]
        self.check("pages of the manifest", manifest == whole, f"{len(manifest)} of {len(whole)}")
        self.check("RED is not among them", name_id("indicator", "secret") not in whole)

    def filters(self):
        collection = self.collection(self.server("KZ"), "everything")
        many = name_id("indicator", "many versions")
        versions = collection.object_versions(many)["versions"] if hasattr(collection, "object_versions") else None
        if versions is not None:
            self.check("versions", versions == [f"2026-02-0{n}T00:00:00.000Z" for n in (1, 2, 3)], versions)
        for version, count in (("all", 3), ("last", 1), ("first", 1), ("2026-02-02T00:00:00.000Z", 1)):
            got = collection.get_objects(id=many, version=version)["objects"]
            self.check(f"match[version]={version}", len(got) == count, len(got))
        got = {o["type"] for o in self.pages(collection.get_objects, 20, type=["marking-definition", "identity"])}
        self.check("match[type], two of them", got == {"marking-definition", "identity"}, got)
        manifest = collection.get_manifest(limit=1000)["objects"]
        middle = manifest[len(manifest) // 2]["date_added"]
        later = [o["id"] for o in self.pages(collection.get_objects, 33, added_after=middle)]
        self.check("added_after", later == [m["id"] for m in manifest if m["date_added"] > middle], len(later))
        old = [m["media_type"] for m in self.pages(collection.get_manifest, 100, spec_version="2.0")]
        self.check("match[spec_version]=2.0", all(t.endswith("version=2.0") for t in old), old)
        one = collection.get_object(many)["objects"]
        self.check("one object", len(one) == 1 and one[0]["modified"] == "2026-02-03T00:00:00.000Z")

    def bytes_equal(self):
        content, path = b"", "/union/collections/everything/objects/?limit=100"
        packed = plain = 0
        cursor = None
        while True:
            reply = self.raw("GET", path + (f"&next={cursor}" if cursor else ""))
            packed += reply.headers.get("Content-Encoding") == "gzip"
            content += reply.content
            envelope = reply.json()
            if not envelope.get("more"):
                break
            cursor = envelope["next"]
        wanted = [o.encode() for o in odd_objects() if name_id("indicator", "secret") not in o][:500]
        found = sum(o in content for o in wanted)
        self.check("every object, byte for byte", found == len(wanted), f"{found} of {len(wanted)}")
        self.check("answers are packed", packed > 0)

    def push(self):
        collection = self.collection(self.server("KZ"), "inbox-kz")
        objects = [indicator(f"pushed {n}", f"pushed{n}.example") for n in range(50)]
        bad = indicator("no pattern", "x.example")
        del bad["pattern"]
        theft = indicator("theft", "theft.example", created_by_ref=self.identity("UZ"))
        status = collection.add_objects({"objects": objects + [bad, theft]})
        self.check("push: 50 taken, 2 refused", (status.success_count, status.failure_count) == (50, 2), status._raw)
        again = self.requests_status("KZ", status.id)
        self.check("status can be read again", again.status_code == 200 and again.json() == status._raw)
        self.check("status of others is not there", self.requests_status("IN", status.id).status_code == 404)
        mine = {o["id"] for o in self.pages(collection.get_objects, 9)}
        self.check("the inbox has them", mine == {o["id"] for o in objects}, len(mine))
        others = {o["id"] for o in self.pages(self.collection(self.server("UZ"), "everything").get_objects, 100)}
        self.check("other members see them", mine <= others)
        bundle = {"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": [indicator("in a bundle", "b.example")]}
        reply = self.raw("POST", "/union/collections/inbox-kz/objects/", json=bundle,
                         headers={"Content-Type": "application/stix+json;version=2.1"})
        self.check("a bundle is taken", reply.status_code == 202 and reply.json()["success_count"] == 1, reply.text)

    def requests_status(self, who, id):
        return self.raw("GET", f"/union/status/{id}/", who)

    def identity(self, code):
        import re
        text = open(os.environ["TAMGA_COMMUNITY"], encoding="utf-8").read()
        return re.search(rf"code: {code}\b.*?(identity--[0-9a-f-]+)", text, re.S).group(1)

    def withdrawal(self):
        collection = self.collection(self.server("KZ"), "inbox-kz")
        gone = name_id("indicator", "pushed 0")
        collection.delete_object(gone)
        self.check("withdrawn: the inbox does not have it", gone not in {o["id"] for o in self.pages(collection.get_objects, 100)})
        reply = self.raw("GET", f"/union/collections/everything/objects/{gone}/", "UZ")
        self.check("withdrawn: nobody sees it", reply.status_code == 404, reply.status_code)
        status = collection.add_objects({"objects": [indicator("pushed 0", "pushed0.example")]})
        back = gone in {o["id"] for o in self.pages(collection.get_objects, 100)}
        self.check("posted again: it is back", status.success_count == 1 and back)

    def cross_checks(self):
        for what, status, call in (
            ("no key", 401, lambda: self.raw("GET", "/taxii2/", None)),
            ("wrong key", 401, lambda: self.raw("GET", "/taxii2/", None, {"Authorization": "Bearer tamga_kz-cert_x"})),
            ("TAXII 2.0", 406, lambda: self.raw("GET", "/taxii2/", headers={"Accept": "application/vnd.oasis.taxii+json; version=2.0"})),
            ("a collection of another member", 404, lambda: self.raw("GET", "/union/collections/inbox-uz/objects/")),
            ("pushing where one may read", 403, lambda: self.raw("POST", "/union/collections/everything/objects/", json={})),
            ("pushing as a reader", 403, lambda: self.raw("POST", "/union/collections/inbox-uz/objects/", "UZ", json={})),
            ("text", 415, lambda: self.raw("POST", "/union/collections/inbox-kz/objects/", data="x", headers={"Content-Type": "text/plain"})),
            ("a filter twice", 400, lambda: self.raw("GET", "/union/collections/everything/objects/?match[type]=a&match[type]=b")),
            ("limit 0", 400, lambda: self.raw("GET", "/union/collections/everything/objects/?limit=0")),
            ("a made-up next", 400, lambda: self.raw("GET", "/union/collections/everything/objects/?next=AAAA")),
        ):
            reply = call()
            good = reply.status_code == status and reply.json()["http_status"] == str(status)
            self.check(f"{what}: {status}", good, reply.status_code)
        subprocess.run([os.environ["TAMGA"], "users", "remove", "in-cert"], check=True, stdout=subprocess.DEVNULL)
        self.check("a removed account: 401", self.raw("GET", "/taxii2/", "IN").status_code == 401)


if sys.argv[1] == "make":
    make(sys.argv[2])
else:
    sys.exit(1 if Walk().run() else 0)
